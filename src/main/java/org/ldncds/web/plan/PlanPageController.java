package org.ldncds.web.plan;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.ldncds.clinical.protocol.TitrationProtocol;
import org.ldncds.fhir.OperationOutcomes;
import org.ldncds.knowledge.Knowledge;
import org.ldncds.web.plan.PlanRequest.Asked;
import org.ldncds.web.plan.PlanRequest.Fault;
import org.ldncds.web.plan.PlanRequest.Refused;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;

/**
 * The printable plan: one page that a prescriber hands to the patient, made from the address alone.
 * Without parameters it is a form; with wrong ones too, and each fault stands beside its field.
 */
@Controller
class PlanPageController {

  private static final Duration FRESH = Duration.ofMinutes(1);
  private static final String POLICY =
      "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self';"
          + " base-uri 'none'; frame-ancestors 'none'";

  private final Knowledge knowledge;
  private final Clock clock;
  private final ZoneId zone;
  private final PlanRequestReader reader;
  private final PlanPageWriter writer;

  PlanPageController(
      Knowledge knowledge,
      Clock clock,
      @Value("${cds.zone:#{null}}") @Nullable ZoneId zone,
      @Value("${cds.clinical-owner:}") String owner) {
    this.knowledge = knowledge;
    this.clock = clock;
    this.zone = zone == null ? ZoneId.systemDefault() : zone;
    this.reader =
        new PlanRequestReader(
            knowledge.planPage(), knowledge.protocols(), knowledge.titrationChoice().usualLiquid());
    this.writer =
        new PlanPageWriter(
            knowledge.planPage(),
            knowledge.followUp().reviews(),
            knowledge.citations(),
            knowledge.titrationChoice().usualLiquid().toString(),
            owner);
  }

  /** What the form holds when it is shown. */
  record Form(
      String protocol,
      String start,
      String dose,
      boolean morning,
      boolean liquid,
      boolean alternateDays) {}

  @GetMapping("/titration-plan")
  @Nullable ModelAndView plan(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setHeader("Content-Security-Policy", POLICY);
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Referrer-Policy", "no-referrer");
    Map<String, String[]> parameters = request.getParameterMap();
    LocalDate today = LocalDate.ofInstant(clock.instant(), zone);
    if (parameters.isEmpty()) {
      return page(response, HttpStatus.OK, form(parameters, today), List.of(), Optional.empty());
    }
    PlanRequest.Reading reading = reader.read(parameters, today);
    if (reading instanceof Refused refused) {
      return readsPages(request)
          ? page(
              response,
              HttpStatus.BAD_REQUEST,
              form(parameters, today),
              refused.faults(),
              Optional.empty())
          : outcome(response, refused.faults().get(0));
    }
    PlanRequest asked = ((Asked) reading).request();
    return page(
        response,
        HttpStatus.OK,
        form(parameters, today),
        List.of(),
        Optional.of(writer.page(asked)));
  }

  /** Browsers ask for HTML by name; all others get what the rest of the service answers. */
  private static boolean readsPages(HttpServletRequest request) {
    return Collections.list(request.getHeaders(HttpHeaders.ACCEPT)).stream()
        .anyMatch(accept -> accept.toLowerCase(Locale.ROOT).contains("text/html"));
  }

  private ModelAndView page(
      HttpServletResponse response,
      HttpStatus status,
      Form form,
      List<Fault> faults,
      Optional<PlanPage> page) {
    CacheControl cache =
        status == HttpStatus.OK ? CacheControl.maxAge(FRESH) : CacheControl.noStore();
    response.setHeader(HttpHeaders.CACHE_CONTROL, cache.getHeaderValue());
    response.setHeader(HttpHeaders.CONTENT_LANGUAGE, knowledge.planPage().locale().toLanguageTag());
    ModelAndView model = new ModelAndView("titration-plan");
    model.setStatus(status);
    model.addObject("language", knowledge.planPage().locale().toLanguageTag());
    model.addObject("words", knowledge.planPage().labels());
    model.addObject("protocols", protocols());
    model.addObject("form", form);
    model.addObject("faults", faults);
    model.addObject("plan", page.orElse(null));
    return model;
  }

  private List<TitrationProtocol> protocols() {
    return knowledge.protocols().values().stream().sorted(TitrationProtocol.SLOWEST_FIRST).toList();
  }

  /** Only what the fields themselves would take comes back; all else is left out. */
  private Form form(Map<String, String[]> parameters, LocalDate today) {
    String protocol = value(parameters, PlanRequestReader.PROTOCOL);
    String start = value(parameters, PlanRequestReader.START);
    String dose = value(parameters, PlanRequestReader.DOSE);
    return new Form(
        knowledge.protocols().containsKey(protocol)
            ? protocol
            : knowledge.titrationChoice().otherwise(),
        PlanRequestReader.isDate(start) ? start : today.toString(),
        PlanRequestReader.isNumber(dose) ? dose : "",
        value(parameters, PlanRequestReader.MORNING).equals("true"),
        value(parameters, PlanRequestReader.LIQUID).equals("true"),
        value(parameters, PlanRequestReader.ALTERNATE_DAYS).equals("true"));
  }

  private static String value(Map<String, String[]> parameters, String name) {
    String[] values = parameters.get(name);
    return values == null || values.length != 1 ? "" : values[0].strip();
  }

  private static @Nullable ModelAndView outcome(HttpServletResponse response, Fault fault)
      throws IOException {
    response.setStatus(HttpStatus.BAD_REQUEST.value());
    response.setHeader(HttpHeaders.CACHE_CONTROL, CacheControl.noStore().getHeaderValue());
    response.setContentType(MediaType.APPLICATION_JSON_VALUE);
    String message = fault.field() + " " + fault.message();
    response
        .getOutputStream()
        .write(
            OperationOutcomes.json("invalid", fault.field(), message)
                .getBytes(StandardCharsets.UTF_8));
    return null;
  }
}

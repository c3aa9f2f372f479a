package org.ldncds.web.insights;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.ldncds.fhir.OperationOutcomes;
import org.ldncds.knowledge.Knowledge;
import org.ldncds.store.Insights;
import org.ldncds.store.InsightsReader;
import org.ldncds.store.StoreDownException;
import org.ldncds.store.StoreSettings;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;

/** What became of the cards: a page for people, JSON and CSV for programs. */
@Controller
class InsightsController {

  private static final String POLICY =
      "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self';"
          + " base-uri 'none'; frame-ancestors 'none'";

  /** Periods to choose from, in days; the second where none is chosen. */
  private static final List<Integer> PERIODS = List.of(28, 91, 364);

  private final InsightsReader reader;
  private final InsightsPageWriter writer;
  private final StoreSettings settings;
  private final Clock clock;

  InsightsController(
      InsightsReader reader,
      Knowledge knowledge,
      InsightsProperties insights,
      StoreSettings settings,
      Clock clock) {
    this.reader = reader;
    this.writer = new InsightsPageWriter(knowledge.wording(), insights.enough());
    this.settings = settings;
    this.clock = clock;
  }

  @GetMapping({"/insights", "/insights/"})
  @Nullable ModelAndView insights(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Insights insights = read(request);
    protect(response);
    if (!readsPages(request)) {
      response.setContentType(MediaType.APPLICATION_JSON_VALUE);
      response.getOutputStream().write(json(insights));
      return null;
    }
    ModelAndView page = new ModelAndView("insights");
    page.addObject("page", writer.page(insights));
    page.addObject("periods", PERIODS);
    page.addObject("days", days(request));
    page.addObject("retention", settings.retention().toDays());
    return page;
  }

  @GetMapping("/insights.json")
  void json(HttpServletRequest request, HttpServletResponse response) throws IOException {
    byte[] body = json(read(request));
    protect(response);
    response.setContentType(MediaType.APPLICATION_JSON_VALUE);
    response.getOutputStream().write(body);
  }

  @GetMapping("/insights.csv")
  void csv(HttpServletRequest request, HttpServletResponse response) throws IOException {
    byte[] body = InsightsFiles.csv(read(request)).getBytes(StandardCharsets.UTF_8);
    protect(response);
    response.setContentType("text/csv;charset=utf-8");
    response.setHeader(
        HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"ldn-cds-insights.csv\"");
    response.getOutputStream().write(body);
  }

  private byte[] json(Insights insights) {
    return InsightsFiles.json(insights, writer.verdict(insights));
  }

  private Insights read(HttpServletRequest request) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), settings.zone());
    return reader.read(today.minusDays(days(request) - 1L), today);
  }

  /** A period that is not offered counts as none. */
  private static int days(HttpServletRequest request) {
    String asked = request.getParameter("days");
    return PERIODS.stream()
        .filter(days -> String.valueOf(days).equals(asked))
        .findFirst()
        .orElse(PERIODS.get(1));
  }

  private static void protect(HttpServletResponse response) {
    response.setHeader("Content-Security-Policy", POLICY);
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Referrer-Policy", "no-referrer");
    response.setHeader(HttpHeaders.CACHE_CONTROL, CacheControl.noStore().getHeaderValue());
  }

  /** Browsers ask for HTML by name. */
  private static boolean readsPages(HttpServletRequest request) {
    return Collections.list(request.getHeaders(HttpHeaders.ACCEPT)).stream()
        .anyMatch(accept -> accept.toLowerCase(Locale.ROOT).contains("text/html"));
  }

  @ExceptionHandler
  ResponseEntity<byte[]> storeDown(StoreDownException fault) {
    return said(
        ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE).header(HttpHeaders.RETRY_AFTER, "30"),
        "transient",
        "The store is down, so nothing can be counted now.");
  }

  private static ResponseEntity<byte[]> said(
      ResponseEntity.BodyBuilder answer, String code, String message) {
    return answer
        .contentType(MediaType.APPLICATION_JSON)
        .cacheControl(CacheControl.noStore())
        .body(OperationOutcomes.json(code, "", message).getBytes(StandardCharsets.UTF_8));
  }
}

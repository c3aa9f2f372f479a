package org.ldncds.web.playground;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

/**
 * The playground: choose an invented patient, sign an order, see what an EHR shows. Sandbox only;
 * it keeps nothing between requests.
 */
@Controller
@Profile("!production")
class PlaygroundController {

  private final Stories stories;
  private final Player player;
  private final PlaygroundModel model;
  private final DrugNames drugs;
  private final Clock clock;
  private final ZoneId zone;

  PlaygroundController(
      Stories stories,
      Player player,
      PlaygroundModel model,
      DrugNames drugs,
      Clock clock,
      @Value("${cds.zone:#{null}}") @Nullable ZoneId zone) {
    this.stories = stories;
    this.player = player;
    this.model = model;
    this.drugs = drugs;
    this.clock = clock;
    this.zone = zone == null ? ZoneId.systemDefault() : zone;
  }

  @GetMapping("/")
  ModelAndView start(HttpServletRequest request) {
    Form form = form(request);
    if (stories.named(form.story()).isEmpty()) {
      Form instead = form.withStory(stories.first().id());
      return model.page(
          model.usual(instead),
          PlaygroundPage.refused(
              FormCheck.of("story", "There is no story of this name. Choose one of these.")),
          HttpStatus.BAD_REQUEST,
          now());
    }
    return model.page(model.usual(form), PlaygroundPage.START, HttpStatus.OK, now());
  }

  @PostMapping("/")
  ModelAndView sign(HttpServletRequest request) throws IOException, InterruptedException {
    requireOwnPage(request);
    Form form = form(request);
    Exchange exchange = player.sign(form, now());
    Form after = form.withExchange(Json.MAPPER.writeValueAsString(exchange), List.of());
    return shown(after, PlaygroundPage.of(exchange, after, "", List.of()));
  }

  /**
   * @param take uuids of a card and of a suggestion on it, with a slash between
   */
  @PostMapping("/playground/take")
  ModelAndView take(HttpServletRequest request, @RequestParam String take)
      throws IOException, InterruptedException {
    requireOwnPage(request);
    Form form = form(request);
    Player.Taken taken = player.take(form, take, now());
    return shown(
        taken.form(),
        PlaygroundPage.of(
            taken.exchange(), taken.form(), taken.notice(), taken.takeover().changes()));
  }

  /**
   * @param dismiss uuid of a card; its reason stands in a field of its own
   */
  @PostMapping("/playground/dismiss")
  ModelAndView dismiss(HttpServletRequest request, @RequestParam String dismiss)
      throws IOException, InterruptedException {
    requireOwnPage(request);
    String reason = request.getParameter("reason-" + dismiss);
    Player.Dismissed dismissed =
        player.dismiss(form(request), dismiss, reason == null ? "" : reason, now());
    return shown(
        dismissed.form(),
        PlaygroundPage.of(dismissed.exchange(), dismissed.form(), dismissed.notice(), List.of()));
  }

  /** The form again, with each fault beside its field. */
  @ExceptionHandler
  ModelAndView faulty(FaultyFormException fault, HttpServletRequest request) {
    Form form = form(request);
    Form known =
        stories.named(form.story()).isPresent() ? form : form.withStory(stories.first().id());
    return model.page(
        model.usual(known),
        PlaygroundPage.refused(FormCheck.byField(fault.faults())),
        HttpStatus.BAD_REQUEST,
        now());
  }

  /** Names like what is typed, for the suggestions of the drug field. */
  @GetMapping("/playground/drug-names")
  ResponseEntity<List<String>> drugNames(@RequestParam(defaultValue = "") String like) {
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_JSON)
        .body(like.isBlank() ? drugs.common() : drugs.like(like));
  }

  private ModelAndView shown(Form form, PlaygroundPage page) {
    return model.page(form, page, HttpStatus.OK, now());
  }

  private Form form(HttpServletRequest request) {
    return Form.of(request.getParameterMap(), stories.first());
  }

  private OffsetDateTime now() {
    return OffsetDateTime.ofInstant(clock.instant(), zone);
  }

  /** Browsers say where a form was sent from; another site's must change nothing here. */
  private static void requireOwnPage(HttpServletRequest request) {
    String site = request.getHeader("Sec-Fetch-Site");
    if (site != null && !site.equals("same-origin") && !site.equals("none")) {
      throw new ResponseStatusException(HttpStatus.FORBIDDEN);
    }
  }
}

package org.ldncds.web.playground;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.ldncds.hooks.Dialect;
import org.ldncds.knowledge.Knowledge;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;
import tools.jackson.databind.JsonNode;

/** Puts the form, the patient and the answer into the page's template. */
@Component
@Profile("!production")
final class PlaygroundModel {

  private static final Map<String, String> VERBS =
      Map.of(
          "order-sign", "Sign the order",
          "order-select", "Choose the order",
          "patient-view", "Open the chart");

  private final Stories stories;
  private final Knowledge knowledge;
  private final DrugNames drugs;

  PlaygroundModel(Stories stories, Knowledge knowledge, DrugNames drugs) {
    this.stories = stories;
    this.knowledge = knowledge;
    this.drugs = drugs;
  }

  /**
   * An order in words.
   *
   * @param sig the written dosage; empty where there is none
   */
  public record OrderLine(String drug, String sig) {}

  /** A choice of the form. */
  public record Choice(String id, String label) {}

  /** The form with the story's own hook where none was chosen. */
  Form usual(Form form) {
    return form.hook().isEmpty()
        ? form.withHook(stories.named(form.story()).orElse(stories.first()).hook())
        : form;
  }

  ModelAndView page(Form form, PlaygroundPage page, HttpStatus status, OffsetDateTime now) {
    Story story = stories.named(form.story()).orElse(stories.first());
    LocalDate today = now.toLocalDate();
    LocalDate day = story.day();
    List<MedicineRow> medicines = MedicineRow.of(story, knowledge.drugs());
    ModelAndView model = new ModelAndView("playground");
    model.setStatus(status);
    model.addObject("stories", stories.all());
    model.addObject("story", story);
    model.addObject("about", story.about(today));
    model.addObject("intro", CardText.html(story.introWithoutDay()));
    model.addObject("expected", CardText.html(story.expected()));
    model.addObject("playsOn", day == null || day.equals(today) ? "" : day.toString());
    model.addObject("today", today.toString());
    model.addObject("medicines", medicines);
    model.addObject("timeline", medicines.isEmpty() ? "" : new Timeline(medicines, today).svg());
    model.addObject("orders", story.orders().stream().map(order -> line(story, order)).toList());
    model.addObject("form", form);
    model.addObject("page", page);
    model.addObject("hooks", hooks());
    model.addObject("verb", VERBS.getOrDefault(form.hook(), "Send"));
    model.addObject("verbs", VERBS);
    model.addObject("dialects", Dialect.ALL.stream().map(Dialect::name).toList());
    model.addObject("units", Orders.UNITS);
    model.addObject("frequencies", Frequency.values());
    model.addObject("drugs", drugs.common());
    return model;
  }

  private List<Choice> hooks() {
    return knowledge.services().stream()
        .map(each -> new Choice(each.hook(), VERBS.getOrDefault(each.hook(), each.title())))
        .toList();
  }

  private static OrderLine line(Story story, JsonNode order) {
    return new OrderLine(story.drug(order).name(), Json.text(order, "/dosageInstruction/0/text"));
  }
}

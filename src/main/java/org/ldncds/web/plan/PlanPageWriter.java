package org.ldncds.web.plan;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ldncds.clinical.protocol.Citation;
import org.ldncds.clinical.protocol.PlanReviews;
import org.ldncds.clinical.titration.TitrationPlan;
import org.ldncds.clinical.titration.TitrationPlan.Step;
import org.ldncds.knowledge.PlanPageWords;
import org.ldncds.web.plan.PlanPage.Entry;
import org.ldncds.web.plan.PlanPage.Row;

/** Puts a plan into the words of the page. */
final class PlanPageWriter {

  private static final int DAYS_OF_A_WEEK = 7;
  private static final int WIDE = 760;
  private static final int WIDE_HEIGHT = 156;
  private static final int NARROW = 340;
  private static final int NARROW_HEIGHT = 230;

  private final PlanPageWords words;
  private final PlanReviews reviews;
  private final Map<String, Citation> citations;
  private final String concentration;
  private final String owner;

  /**
   * @param concentration of the liquid, in words
   * @param owner who reviewed the rules; empty where nobody did
   */
  PlanPageWriter(
      PlanPageWords words,
      PlanReviews reviews,
      Map<String, Citation> citations,
      String concentration,
      String owner) {
    this.words = words;
    this.reviews = reviews;
    this.citations = citations;
    this.concentration = concentration;
    this.owner = owner.strip();
  }

  PlanPage page(PlanRequest request) {
    TitrationPlan plan = request.plan();
    List<Step> steps = plan.steps();
    LocalDate review = plan.last().firstDay().plusDays(reviews.first());
    DoseChart chart = new DoseChart(steps, review, words, description(steps));
    return new PlanPage(
        title(plan),
        words.sentence(
            "sentences.protocol",
            Map.of(
                "protocol",
                plan.protocol().title(),
                "resumes",
                request.present().isPositive(),
                "present",
                request.present().toString())),
        status(),
        facts(plan, review),
        chart.svg("wide", WIDE, WIDE_HEIGHT),
        chart.svg("narrow", NARROW, NARROW_HEIGHT),
        plan.millilitresPerMilligram().isPresent(),
        rows(plan),
        dispense(plan),
        supply(plan),
        reviews(plan, review),
        PlanCalendar.of(plan, review, words),
        words.sentence("sentences.calendar", Map.of("review", words.longDate(review))),
        words.advice(),
        String.join(" ", words.evidence().lines()),
        sources(plan));
  }

  private String title(TitrationPlan plan) {
    String target = plan.last().dose().toString();
    return plan.steps().size() == 1
        ? words.sentence("sentences.title-last-step", Map.of("target", target))
        : words.sentence(
            "sentences.title",
            Map.of("first", plan.steps().get(0).dose().toString(), "target", target));
  }

  private String status() {
    return owner.isEmpty()
        ? words.sentence("sentences.not-reviewed", Map.of())
        : words.sentence("sentences.reviewed", Map.of("owner", owner));
  }

  private String description(List<Step> steps) {
    String each =
        steps.stream()
            .map(
                step ->
                    words.sentence(
                        "sentences.chart-step",
                        Map.of(
                            "dose",
                            step.dose().toString(),
                            "first",
                            words.shortDate(step.firstDay()))))
            .collect(Collectors.joining(", "));
    return words.sentence("sentences.chart", Map.of("steps", each));
  }

  private List<Entry> facts(TitrationPlan plan, LocalDate review) {
    return List.of(
        fact("starts", plan.start(), amount(plan, plan.steps().get(0))),
        fact("reaches", plan.last().firstDay(), amount(plan, plan.last())),
        fact("first-review", review, ""),
        new Entry(
            words.label("labels.take"),
            words.label(
                "labels."
                    + (plan.taking().everyOtherDay() ? "every-other-day-" : "")
                    + (plan.inTheMorning() ? "in-the-morning" : "at-bedtime")),
            ""));
  }

  private Entry fact(String name, LocalDate date, String more) {
    return new Entry(words.label("labels." + name), words.longDate(date), more);
  }

  private String amount(TitrationPlan plan, Step step) {
    return words.sentence(
        plan.taking().everyOtherDay() ? "sentences.starts-every-other-day" : "sentences.starts",
        Map.of("dose", step.dose().toString()));
  }

  private List<Row> rows(TitrationPlan plan) {
    List<Row> rows = new ArrayList<>();
    for (Step step : plan.steps()) {
      rows.add(
          new Row(
              Tones.of(rows.size(), plan.steps().size()),
              words.shortDate(step.firstDay()),
              step.dose().toString(),
              step.days().isPresent()
                  ? words.sentence("sentences.days", Map.of("days", step.days().getAsInt()))
                  : words.label("labels.then-on"),
              take(plan, step)));
    }
    return rows;
  }

  private List<String> take(TitrationPlan plan, Step step) {
    return plan.millilitresPerMilligram()
        .map(perMilligram -> List.of(millilitres(step.dose().milligrams().multiply(perMilligram))))
        .orElseGet(
            () ->
                step.capsules().counts().stream()
                    .map(
                        count ->
                            words.sentence(
                                "sentences.capsules",
                                Map.of(
                                    "number",
                                    count.number(),
                                    "strength",
                                    count.strength().toString())))
                    .toList());
  }

  private String millilitres(BigDecimal amount) {
    return words.sentence(
        "sentences.millilitres",
        Map.of("millilitres", amount.stripTrailingZeros().toPlainString()));
  }

  private List<String> dispense(TitrationPlan plan) {
    return plan.millilitresToDispense()
        .map(
            amount ->
                List.of(
                    words.sentence(
                        "sentences.dispense-liquid",
                        Map.of(
                            "millilitres",
                            amount.toPlainString(),
                            "concentration",
                            concentration))))
        .orElseGet(
            () ->
                plan.capsulesToDispense().entrySet().stream()
                    .map(
                        entry ->
                            words.sentence(
                                "sentences.dispense-capsules",
                                Map.of(
                                    "number",
                                    entry.getValue(),
                                    "strength",
                                    entry.getKey().toString())))
                    .toList());
  }

  private String supply(TitrationPlan plan) {
    int days = plan.suppliedDays();
    return words.sentence(
        "sentences.supply",
        Map.of("days", days, "last", words.longDate(plan.start().plusDays(days - 1L))));
  }

  private List<Entry> reviews(TitrationPlan plan, LocalDate review) {
    LocalDate reached = plan.last().firstDay();
    String target = plan.last().dose().toString();
    String first =
        words.sentence(
            "sentences.first-review",
            Map.of(
                "review",
                words.longDate(review),
                "weeks",
                weeks(reviews.first()),
                "target",
                target));
    String noResponse =
        words.sentence(
            "sentences.no-response",
            Map.of(
                "from", words.longDate(reached.plusDays(reviews.noResponseFrom())),
                "until", words.longDate(reached.plusDays(reviews.noResponseUntil())),
                "fromWeeks", weeks(reviews.noResponseFrom()),
                "untilWeeks", weeks(reviews.noResponseUntil()),
                "target", target));
    return List.of(
        new Entry(words.label("reviews.first-review"), first, ""),
        new Entry(words.label("reviews.no-response"), noResponse, ""));
  }

  private static int weeks(int days) {
    return days / DAYS_OF_A_WEEK;
  }

  /** Of the protocol, the reviews, the advice and the evidence; labels and trials first. */
  private List<String> sources(TitrationPlan plan) {
    return Stream.of(
            plan.protocol().sources().stream(),
            reviews.sources().stream(),
            words.advice().stream().flatMap(advice -> advice.sources().stream()),
            words.evidence().sources().stream())
        .flatMap(ids -> ids)
        .distinct()
        .flatMap(id -> Stream.ofNullable(citations.get(id)))
        .sorted(Comparator.comparing(Citation::kind))
        .map(
            citation ->
                words.sentence(
                    "sentences.source",
                    Map.of(
                        "title",
                        citation.title(),
                        "kind",
                        citation.kind().label(),
                        "date",
                        citation.date())))
        .toList();
  }
}

package org.ldncds.hooks;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.ldncds.clinical.titration.TitrationPlan;
import org.ldncds.fhir.PlanTexts;
import org.ldncds.knowledge.Wording;

/** A titration plan in words, for the card and for the order. */
final class PlanWords {

  private static final int WEEK = 7;

  private final Wording wording;
  private final TitrationPlan plan;

  PlanWords(Wording wording, TitrationPlan plan) {
    this.wording = wording;
    this.plan = plan;
  }

  /** "4 weeks", or days where it is no whole number of weeks. */
  static String time(Wording wording, int days) {
    boolean weeks = days % WEEK == 0;
    return wording.phrase(
        weeks ? "plan-words.weeks" : "plan-words.days",
        Map.of("days", String.valueOf(days), "number", String.valueOf(days / WEEK)));
  }

  /** "6 to 8 weeks". */
  static String span(Wording wording, int from, int until) {
    boolean weeks = from % WEEK == 0 && until % WEEK == 0;
    int unit = weeks ? WEEK : 1;
    String span =
        wording.phrase(
            "plan-words.span",
            Map.of("start", String.valueOf(from / unit), "until", String.valueOf(until / unit)));
    return wording.phrase(
        weeks ? "plan-words.weeks" : "plan-words.days", Map.of("days", span, "number", span));
  }

  /** "1 → 2 → 3 → 4 → 4.5 mg". */
  String doses() {
    String doses =
        plan.steps().stream()
                .map(step -> step.dose().milligrams().toPlainString())
                .collect(Collectors.joining(" \u2192 "))
            + " mg";
    return plan.taking().everyOtherDay()
        ? doses + " " + wording.phrase("plan-words.every-other-day", Map.of())
        : doses;
  }

  Map<String, Object> card() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("protocol", plan.protocol().title());
    values.put("target", plan.last().dose().toString());
    values.put("morning", plan.inTheMorning());
    values.put("everyOtherDay", plan.taking().everyOtherDay());
    values.put("dispense", dispense());
    values.put("total", total());
    values.put("supplyDays", String.valueOf(plan.suppliedDays()));
    List<Map<String, String>> steps = new ArrayList<>();
    for (TitrationPlan.Step step : plan.steps()) {
      steps.add(
          Map.of(
              "first", step.firstDay().toString(),
              "dose", step.dose().toString(),
              "length",
                  step.days().isPresent()
                      ? wording.phrase("plan-words.days", Map.of("days", days(step)))
                      : wording.phrase("plan-words.on", Map.of()),
              "capsules", amount(step)));
    }
    values.put("steps", steps);
    return values;
  }

  /** The values of the sentence that tells the whole change, for EHRs that show nothing else. */
  Map<String, String> action(PlanTexts texts) {
    String then = " " + wording.phrase("plan-words.then", Map.of()) + " ";
    return Map.of(
        "protocol", plan.protocol().title(),
        "start", plan.start().toString(),
        "sig", String.join("," + then, texts.steps()),
        "product", texts.product(),
        "days", String.valueOf(plan.suppliedDays()));
  }

  PlanTexts order() {
    String suffix = plan.taking().isLiquid() ? "-liquid" : "";
    List<String> steps =
        plan.steps().stream()
            .map(
                step ->
                    wording.phrase(
                        "order-text.step" + suffix,
                        Map.of(
                            "dose", step.dose().toString(),
                            "capsules", step.capsules().toString(),
                            "millilitres", millilitres(step),
                            "morning", plan.inTheMorning() ? "yes" : "",
                            "everyOtherDay", plan.taking().everyOtherDay() ? "yes" : "",
                            "days", days(step))))
            .toList();
    Map<String, String> supply =
        Map.of(
            "protocol", plan.protocol().title(),
            "strengths", dispense(),
            "days", String.valueOf(plan.suppliedDays()),
            "concentration", concentration());
    return new PlanTexts(
        steps,
        wording.phrase("order-text.product" + suffix, supply),
        wording.phrase("order-text.note", supply));
  }

  private static String days(TitrationPlan.Step step) {
    return step.days().isPresent() ? String.valueOf(step.days().getAsInt()) : "";
  }

  private String amount(TitrationPlan.Step step) {
    return plan.taking().isLiquid() ? millilitres(step) + " mL" : step.capsules().toString();
  }

  private String millilitres(TitrationPlan.Step step) {
    BigDecimal perMilligram = plan.millilitresPerMilligram().orElse(BigDecimal.ONE);
    return step.dose().milligrams().multiply(perMilligram).stripTrailingZeros().toPlainString();
  }

  /** Of a liquid: "1 mg/mL". */
  private String concentration() {
    return plan.millilitresPerMilligram()
        .map(
            perMilligram ->
                BigDecimal.ONE
                        .divide(perMilligram, MathContext.DECIMAL32)
                        .stripTrailingZeros()
                        .toPlainString()
                    + " mg/mL")
        .orElse("");
  }

  /** "56 × 1 mg, 28 × 4.5 mg", or millilitres. */
  private String dispense() {
    return plan.millilitresToDispense()
        .map(millilitres -> millilitres.toPlainString() + " mL")
        .orElseGet(
            () ->
                plan.capsulesToDispense().entrySet().stream()
                    .map(entry -> entry.getValue() + " \u00d7 " + entry.getKey())
                    .collect(Collectors.joining(", ")));
  }

  /** The number of capsules in all; empty for a liquid and where there is but one strength. */
  private String total() {
    Map<?, Integer> capsules = plan.capsulesToDispense();
    return capsules.size() < 2
        ? ""
        : String.valueOf(capsules.values().stream().mapToInt(Integer::intValue).sum());
  }
}

package org.ldncds.hooks;

import java.math.BigDecimal;
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

  private final Wording wording;
  private final TitrationPlan plan;

  PlanWords(Wording wording, TitrationPlan plan) {
    this.wording = wording;
    this.plan = plan;
  }

  /** "1 → 2 → 3 → 4 → 4.5 mg". */
  String doses() {
    return plan.steps().stream()
            .map(step -> step.dose().milligrams().toPlainString())
            .collect(Collectors.joining(" \u2192 "))
        + " mg";
  }

  Map<String, Object> card() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("protocol", plan.protocol().title());
    values.put("target", plan.last().dose().toString());
    values.put("morning", plan.inTheMorning());
    values.put("dispense", dispense());
    List<Map<String, String>> steps = new ArrayList<>();
    for (TitrationPlan.Step step : plan.steps()) {
      steps.add(
          Map.of(
              "first", step.firstDay().toString(),
              "dose", step.dose().toString(),
              "length",
                  step.days().isPresent()
                      ? wording.phrase(
                          "plan-words.days", Map.of("days", String.valueOf(step.days().getAsInt())))
                      : wording.phrase("plan-words.on", Map.of()),
              "capsules", amount(step)));
    }
    values.put("steps", steps);
    return values;
  }

  PlanTexts order() {
    String suffix = plan.millilitresPerMilligram().isPresent() ? "-liquid" : "";
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
                            "days",
                                step.days().isPresent()
                                    ? String.valueOf(step.days().getAsInt())
                                    : "")))
            .toList();
    return new PlanTexts(
        steps,
        wording.phrase("order-text.product" + suffix, Map.of("strengths", dispense())),
        wording.phrase(
            "order-text.note",
            Map.of("protocol", plan.protocol().title(), "strengths", dispense())));
  }

  private String amount(TitrationPlan.Step step) {
    return plan.millilitresPerMilligram().isPresent()
        ? millilitres(step) + " mL"
        : step.capsules().toString();
  }

  private String millilitres(TitrationPlan.Step step) {
    BigDecimal perMilligram = plan.millilitresPerMilligram().orElse(BigDecimal.ONE);
    return step.dose().milligrams().multiply(perMilligram).stripTrailingZeros().toPlainString();
  }

  private String dispense() {
    return plan.millilitresToDispense()
        .map(millilitres -> millilitres.toPlainString() + " mL")
        .orElseGet(
            () ->
                plan.capsulesToDispense().entrySet().stream()
                    .map(entry -> entry.getValue() + " \u00d7 " + entry.getKey())
                    .collect(Collectors.joining(", ")));
  }
}

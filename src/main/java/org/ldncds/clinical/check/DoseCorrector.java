package org.ldncds.clinical.check;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.ldncds.clinical.drug.Drug;
import org.ldncds.clinical.drug.Form;
import org.ldncds.clinical.drug.Release;
import org.ldncds.clinical.drug.Strength;
import org.ldncds.clinical.drug.Strength.Per;
import org.ldncds.clinical.facts.ClinicalFacts;
import org.ldncds.clinical.facts.DosageReading;
import org.ldncds.clinical.facts.DosageReading.Read;
import org.ldncds.clinical.facts.DoseStep;
import org.ldncds.clinical.facts.Instruction;
import org.ldncds.clinical.facts.Order;
import org.ldncds.clinical.facts.Supply;
import org.ldncds.clinical.protocol.DoseLimits;
import org.ldncds.clinical.quantity.DailyDose;
import org.ldncds.clinical.quantity.Dose;
import org.ldncds.clinical.quantity.Frequency;

/**
 * Finds the order that was probably meant: the dose a finding names, the one of structured dose and
 * text that makes sense, or the same dose as a compounded capsule. Each is judged by the dose rules
 * itself before it is proposed, and only single, exact doses are; nothing is guessed.
 */
public final class DoseCorrector {

  /** Rules about the amount or the product; a correction leaves none of them above a note. */
  private static final Set<Rule> OF_THE_AMOUNT =
      EnumSet.of(
          Rule.DR_1, Rule.DR_3, Rule.DR_4, Rule.DR_5, Rule.DR_6, Rule.DR_9, Rule.DR_10, Rule.DR_16);

  private static final Set<Rule> CORRECTED =
      EnumSet.of(Rule.DR_1, Rule.DR_4, Rule.DR_10, Rule.DR_11);

  private final DoseRangeCheck check;
  private final DoseLimits limits;

  public DoseCorrector(DoseRangeCheck check, DoseLimits limits) {
    this.check = check;
    this.limits = limits;
  }

  /**
   * @param findings those of the order's dose card
   */
  public Optional<DoseCorrection> of(Order order, List<Finding> findings, ClinicalFacts facts) {
    if (order.instructions().size() != 1
        || findings.stream().noneMatch(f -> CORRECTED.contains(f.rule()))) {
      return Optional.empty();
    }
    return exact(order.dosage()).flatMap(step -> of(order, step, findings, facts));
  }

  private Optional<DoseCorrection> of(
      Order order, DoseStep step, List<Finding> findings, ClinicalFacts facts) {
    return meant(order, step, findings, facts).stream()
        .map(meant -> new DoseCorrection(order, meant, product(order.drug(), meant)))
        .filter(correction -> !isAmiss(corrected(correction), facts))
        .findFirst();
  }

  /** Doses that may have been meant, the likeliest first. */
  private List<DoseStep> meant(
      Order order, DoseStep step, List<Finding> findings, ClinicalFacts facts) {
    List<DoseStep> meant = new ArrayList<>();
    boolean daily = step.frequency().equals(Frequency.ONCE_DAILY);
    findings.stream()
        .map(finding -> finding.values().getOrDefault("probableDose", ""))
        .filter(dose -> daily && !dose.isEmpty())
        .forEach(dose -> meant.add(with(Dose.parse(dose), step)));
    if (has(findings, Rule.DR_11)) {
      exact(order.instructions().get(0).sig().orElseThrow().reading())
          .filter(written -> written.frequency().equals(step.frequency()))
          .filter(written -> isAmiss(order, facts) || isAmiss(with(order, written), facts))
          .ifPresent(written -> meant.add(isAmiss(order, facts) ? written : step));
    }
    if (has(findings, Rule.DR_10) && !has(findings, Rule.DR_11)) {
      meant.add(step);
    }
    return meant;
  }

  private static boolean has(List<Finding> findings, Rule rule) {
    return findings.stream().anyMatch(finding -> finding.rule() == rule);
  }

  /** A single dose that leaves nothing open. */
  private static Optional<DoseStep> exact(DosageReading dosage) {
    return dosage instanceof Read read && read.steps().size() == 1
        ? Optional.of(read.first())
            .filter(step -> step.leastDaily().compareTo(step.mostDaily()) == 0)
            .filter(
                step ->
                    step.mostDaily().compareTo(DailyDose.of(step.largestSingle(), step.frequency()))
                        == 0)
        : Optional.empty();
  }

  private static DoseStep with(Dose dose, DoseStep step) {
    DailyDose daily = DailyDose.of(dose, step.frequency());
    return new DoseStep(daily, daily, dose, step.frequency(), step.asNeeded(), step.days());
  }

  private static Order with(Order order, DoseStep step) {
    return corrected(new DoseCorrection(order, step, order.drug()));
  }

  /** A capsule of the dose where the product ordered cannot be divided into it. */
  private Drug product(Drug drug, DoseStep step) {
    Optional<Strength> strength = drug.strength().filter(s -> s.isPer(Per.UNIT));
    boolean made =
        strength.isEmpty()
            || (step.largestSingle().isMultipleOf(strength.get().amount())
                && !ScheduleRule.isCommercialTablet(drug, limits))
            || !step.largestSingle().isBelow(limits.standardMinimum());
    return made
        ? drug
        : new Drug(
            drug.lead().ingredient().name(),
            List.of(
                new Drug.Component(
                    drug.lead().ingredient(), Optional.of(Strength.perUnit(step.largestSingle())))),
            Form.CAPSULE,
            Release.IMMEDIATE);
  }

  private static Order corrected(DoseCorrection correction) {
    Order order = correction.order();
    Read read = new Read(List.of(correction.step()));
    return new Order(
        order.record(),
        correction.drug(),
        read,
        List.of(new Instruction(read, Optional.empty())),
        Supply.UNSTATED,
        order.start(),
        order.end(),
        order.reasons(),
        order.byMouth(),
        order.inTheMorning());
  }

  private boolean isAmiss(Order order, ClinicalFacts facts) {
    return check.judge(order, facts).stream()
        .anyMatch(
            outcome ->
                outcome instanceof Finding finding
                    && finding.indicator() != Indicator.INFO
                    && OF_THE_AMOUNT.contains(finding.rule()));
  }
}

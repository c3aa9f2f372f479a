package org.ldncds.clinical.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.ldncds.clinical.facts.DosageReading.Read;
import org.ldncds.clinical.facts.DoseStep;
import org.ldncds.clinical.facts.Gap;
import org.ldncds.clinical.protocol.DoseLimits;
import org.ldncds.clinical.quantity.Dose;

/**
 * DR-7 and DR-8: the first dose, the step up from the present one, and the steps inside the order.
 * From a low dose to a standard one for a standard purpose is no step but another therapy.
 */
final class StepRule implements DoseRule {

  @Override
  public List<Outcome> judge(JudgedDose dose) {
    boolean low = Intent.isLow(new Read(List.of(dose.read().first())), dose.limits());
    boolean stepped = low || dose.intent() != Intent.STANDARD;
    List<Outcome> outcomes = new ArrayList<>();
    if (dose.course().kind() == Course.Kind.UNKNOWN && stepped) {
      outcomes.add(
          new Outcome.Undetermined(
              DoseRangeCheck.NAME,
              Gap.of(Gap.Kind.PRESENT_DOSE_UNREADABLE, dose.order().record().toString())));
    }
    if (low && isHighForAStart(dose)) {
      outcomes.add(dose.finding(Rule.DR_7, Indicator.WARNING, dose.limits().firstDoseMaximum()));
    }
    if (stepped) {
      outcomes.addAll(rises(dose));
    }
    return outcomes;
  }

  private static boolean isHighForAStart(JudgedDose dose) {
    DoseStep first = dose.read().first();
    Dose maximum = dose.limits().firstDoseMaximum();
    return dose.course().kind() == Course.Kind.START
        && dose.facts().medicationListKnown()
        && (first.largestSingle().isAbove(maximum) || first.mostDaily().isAbove(maximum));
  }

  private static List<Finding> rises(JudgedDose dose) {
    List<DoseStep> steps = dose.read().steps();
    List<Finding> findings = new ArrayList<>();
    if (dose.course().kind() == Course.Kind.STEP) {
      DoseStep present = dose.course().present().orElseThrow();
      stepUp(dose, present, steps.get(0), dose.course().daysAtPresent()).ifPresent(findings::add);
    }
    for (int i = 1; i < steps.size(); i++) {
      DoseStep before = steps.get(i - 1);
      stepUp(dose, before, steps.get(i), before.days()).ifPresent(findings::add);
    }
    return findings;
  }

  /** Nothing where the dose before was no low one: standard doses have no such steps. */
  private static Optional<Finding> stepUp(
      JudgedDose dose, DoseStep from, DoseStep to, OptionalLong days) {
    DoseLimits limits = dose.limits();
    Rise rise = Rise.between(from, to, limits.stepMaximum());
    if (!rise.size().isPositive() || from.mostDaily().isAbove(limits.ldnMaximum())) {
      return Optional.empty();
    }
    boolean tooLarge = rise.size().isAbove(limits.stepMaximum());
    boolean early =
        days.isPresent()
            && days.getAsLong() < limits.earlyStepDays()
            && rise.size().isAbove(limits.earlyStepMaximum());
    boolean tooEarly = days.isPresent() && days.getAsLong() < limits.earliestStepDays();
    boolean broken = tooLarge || early || tooEarly;
    if (!broken && days.isPresent()) {
      return Optional.empty();
    }
    Map<String, String> values =
        Map.of(
            "naltrexone", dose.order().title(),
            "from", rise.from().toString(),
            "to", rise.to().toString(),
            "rise", rise.size().toString(),
            "limit", limits.stepMaximum().toString(),
            "earlyLimit", limits.earlyStepMaximum().toString(),
            "earlyDays", String.valueOf(limits.earlyStepDays()),
            "earliestDays", String.valueOf(limits.earliestStepDays()),
            "daysAtPresent", days.isPresent() ? String.valueOf(days.getAsLong()) : "");
    return Optional.of(
        Finding.of(Rule.DR_8, broken ? Indicator.WARNING : Indicator.INFO, dose.order(), values));
  }

  /**
   * A step up, as the average a day or as what is taken on one day, whichever rises more: 1.5 mg
   * daily to 4.5 mg every third day is a threefold dose of the same average. Where the average does
   * not rise, a usual step on one day is none.
   */
  private record Rise(Dose from, Dose to) {

    static Rise between(DoseStep from, DoseStep to, Dose usual) {
      Rise average = new Rise(from.mostDaily().rounded(), to.mostDaily().rounded());
      Rise onOneDay = new Rise(from.onOneDay(), to.onOneDay());
      boolean counts = average.size().isPositive() || onOneDay.size().isAbove(usual);
      return counts && onOneDay.size().isAbove(average.size()) ? onOneDay : average;
    }

    Dose size() {
      return to.minus(from);
    }
  }
}

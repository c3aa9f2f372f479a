package org.ldncds.clinical.check;

import java.util.ArrayList;
import java.util.List;
import org.ldncds.clinical.drug.Drug;
import org.ldncds.clinical.drug.Form;
import org.ldncds.clinical.drug.Strength.Per;
import org.ldncds.clinical.facts.DoseStep;
import org.ldncds.clinical.protocol.DoseLimits;
import org.ldncds.clinical.quantity.Dose;

/**
 * DR-9 and DR-10: how often a low dose is taken, and whether it is ordered as the commercial tablet
 * that cannot be divided into it. Morning and alternate-day dosing are valid.
 */
final class ScheduleRule implements DoseRule {

  @Override
  public List<Outcome> judge(JudgedDose dose) {
    DoseLimits limits = dose.limits();
    List<Outcome> outcomes = new ArrayList<>();
    if (dose.isLow()
        && dose.read().steps().stream().anyMatch(step -> step.frequency().isMoreThanDaily())) {
      outcomes.add(dose.finding(Rule.DR_9, Indicator.WARNING, limits.usualMaximum()));
    }
    if (needsCompounding(dose)) {
      outcomes.add(dose.finding(Rule.DR_10, Indicator.WARNING, limits.standardMinimum()));
    }
    return outcomes;
  }

  static boolean needsCompounding(JudgedDose dose) {
    Dose smallest =
        dose.read().steps().stream().map(DoseStep::largestSingle).reduce(Dose::min).orElseThrow();
    return isCommercialTablet(dose.order().drug(), dose.limits())
        && smallest.isBelow(dose.limits().standardMinimum());
  }

  /** EHRs know no low-dose product, so the 50 mg tablet is picked for want of another. */
  static boolean isCommercialTablet(Drug drug, DoseLimits limits) {
    boolean tablet = drug.form() == Form.TABLET || drug.form() == Form.UNKNOWN;
    return tablet
        && drug.strength()
            .filter(s -> s.isPer(Per.UNIT) && !s.amount().isBelow(limits.standardMinimum()))
            .isPresent();
  }
}

package org.ldncds.clinical.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.ldncds.clinical.protocol.DoseLimits;
import org.ldncds.clinical.quantity.DailyDose;
import org.ldncds.clinical.quantity.Dose;

/**
 * DR-1, DR-3 to DR-6 and DR-16: is the amount of oral naltrexone one that a prescriber means? Most
 * errors are a lost decimal point or milligrams for micrograms. A range or a taper can be too low
 * at one end and too high at the other.
 */
final class AmountRule implements DoseRule {

  private final Set<String> standardReasons;

  /**
   * @param standardReasons condition groups that are treated with standard doses
   */
  AmountRule(Set<String> standardReasons) {
    this.standardReasons = Set.copyOf(standardReasons);
  }

  @Override
  public List<Outcome> judge(JudgedDose dose) {
    DoseLimits limits = dose.limits();
    if (dose.isAbove(limits.oralMaximum())) {
      return List.of(dose.finding(Rule.DR_5, Indicator.CRITICAL, limits.oralMaximum()));
    }
    if (!dose.isOral()) {
      return List.of();
    }
    List<Outcome> outcomes = new ArrayList<>();
    tooLittle(dose).ifPresent(outcomes::add);
    tooMuch(dose).ifPresent(outcomes::add);
    belowLabel(dose).ifPresent(outcomes::add);
    return outcomes;
  }

  private Optional<Finding> tooLittle(JudgedDose dose) {
    DoseLimits limits = dose.limits();
    DailyDose least = dose.read().leastDaily();
    if (least.isBelow(limits.unitErrorBelow())) {
      return Optional.of(
          probably(
              Rule.DR_1,
              dose,
              limits.unitErrorBelow(),
              LikelyDose.thousandfold(dose.read(), limits)));
    }
    return least.isBelow(limits.usualMinimum())
        ? Optional.of(dose.finding(Rule.DR_1, Indicator.INFO, limits.usualMinimum()))
        : Optional.empty();
  }

  private Optional<Finding> tooMuch(JudgedDose dose) {
    DoseLimits limits = dose.limits();
    DailyDose most = dose.read().mostDaily();
    if (isProbablyMistyped(dose)) {
      Optional<Dose> likely =
          isForStandardPurpose(dose) ? Optional.empty() : LikelyDose.tenth(dose.read(), limits);
      return Optional.of(probably(Rule.DR_4, dose, limits.ldnMaximum(), likely));
    }
    if (most.isAbove(limits.usualMaximum())
        && !most.isAbove(limits.ldnMaximum())
        && dose.intent() == Intent.LDN) {
      return Optional.of(dose.finding(Rule.DR_3, Indicator.WARNING, limits.usualMaximum()));
    }
    return most.isAbove(limits.averageMaximum())
        ? Optional.of(dose.finding(Rule.DR_6, Indicator.WARNING, limits.averageMaximum()))
        : Optional.empty();
  }

  private static boolean isProbablyMistyped(JudgedDose dose) {
    DoseLimits limits = dose.limits();
    DailyDose most = dose.read().mostDaily();
    boolean aboveLow = most.isAbove(limits.ldnMaximum());
    boolean betweenRanges = aboveLow && most.isBelow(limits.standardMinimum());
    boolean tenfold =
        dose.intent() != Intent.STANDARD
            && limits.misplacedDecimal().stream().anyMatch(most::isExactly);
    boolean lowMeant = dose.intent() == Intent.LDN && dose.isAbove(limits.ldnMaximum());
    return betweenRanges || tenfold || lowMeant;
  }

  private static Finding probably(Rule rule, JudgedDose dose, Dose limit, Optional<Dose> likely) {
    Map<String, String> values = new HashMap<>(dose.values(limit));
    values.put("probableDose", likely.map(Dose::toString).orElse(""));
    return Finding.of(rule, Indicator.WARNING, dose.order(), values);
  }

  /** DR-16: the highest dose of the order decides, since some begin with less than the label. */
  private Optional<Finding> belowLabel(JudgedDose dose) {
    Dose minimum = dose.limits().standardMinimum();
    boolean below =
        dose.read().largestSingle().isBelow(minimum) && dose.read().mostDaily().isBelow(minimum);
    return below && isForStandardPurpose(dose)
        ? Optional.of(dose.finding(Rule.DR_16, Indicator.WARNING, minimum))
        : Optional.empty();
  }

  private boolean isForStandardPurpose(JudgedDose dose) {
    return dose.order().reasons().stream().anyMatch(reason -> reason.isInAny(standardReasons));
  }
}

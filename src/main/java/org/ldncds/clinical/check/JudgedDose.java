package org.ldncds.clinical.check;

import java.util.Map;
import org.ldncds.clinical.drug.Drug.NaltrexoneKind;
import org.ldncds.clinical.facts.ClinicalFacts;
import org.ldncds.clinical.facts.DosageReading.Read;
import org.ldncds.clinical.facts.Order;
import org.ldncds.clinical.protocol.DoseLimits;
import org.ldncds.clinical.quantity.DailyDose;
import org.ldncds.clinical.quantity.Dose;
import org.ldncds.clinical.quantity.DoseBand;

/**
 * An order for naltrexone whose dose was read, with all that the dose rules ask of it.
 *
 * @param read the order's dosage
 */
record JudgedDose(
    Order order,
    NaltrexoneKind kind,
    Read read,
    Course course,
    Intent intent,
    ClinicalFacts facts,
    DoseLimits limits) {

  boolean isOral() {
    return kind == NaltrexoneKind.ORAL;
  }

  /** True where every dose of it is a low one. */
  boolean isLow() {
    return Intent.isLow(read, limits);
  }

  /** True where any dose at once or in a day is above the amount. */
  boolean isAbove(Dose amount) {
    return read.largestSingle().isAbove(amount) || read.mostDaily().isAbove(amount);
  }

  /**
   * @param limit the figure that was passed, for the words
   */
  Finding finding(Rule rule, Indicator indicator, Dose limit) {
    return Finding.of(rule, indicator, order, values(limit));
  }

  /** What the words of a dose finding may name. */
  Map<String, String> values(Dose limit) {
    DailyDose most = read.mostDaily();
    return Map.of(
        "naltrexone", order.title(),
        "product", order.drug().name(),
        "daily", most.rounded().toString(),
        "least", read.leastDaily().rounded().toString(),
        "single", read.largestSingle().toString(),
        "first", read.first().largestSingle().toString(),
        "frequency", read.first().frequency().toString(),
        "limit", limit.toString(),
        "band", kind == NaltrexoneKind.ORAL ? DoseBand.of(limits.bands(), most).name() : "");
  }
}

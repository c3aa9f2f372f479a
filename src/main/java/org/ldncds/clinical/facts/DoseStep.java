package org.ldncds.clinical.facts;

import java.util.OptionalLong;
import org.ldncds.clinical.quantity.DailyDose;
import org.ldncds.clinical.quantity.Dose;
import org.ldncds.clinical.quantity.Frequency;

/**
 * One stretch of an order in which the dose does not change.
 *
 * @param leastDaily the least average a day that the order allows, for minimums
 * @param mostDaily the most it allows, for limits
 * @param largestSingle the most taken at one time
 * @param frequency how often anything is taken
 * @param asNeeded true where the patient decides whether to take it
 * @param days how long it lasts; empty where it has no end
 */
public record DoseStep(
    DailyDose leastDaily,
    DailyDose mostDaily,
    Dose largestSingle,
    Frequency frequency,
    boolean asNeeded,
    OptionalLong days) {

  /** The most taken on one day, where it is taken at all. */
  public Dose onOneDay() {
    return largestSingle.max(mostDaily.rounded());
  }
}

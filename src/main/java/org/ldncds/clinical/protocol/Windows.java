package org.ldncds.clinical.protocol;

import java.time.LocalDate;
import java.util.OptionalInt;
import org.ldncds.clinical.drug.Drug;
import org.ldncds.clinical.drug.Form;
import org.ldncds.clinical.drug.Opioid;
import org.ldncds.clinical.quantity.Dose;

/**
 * The intervals between opioids and naltrexone, in whole days; the day on which one is over is
 * free.
 *
 * @param longActingWashout opioid-free days after a long-acting form whose ingredient states no
 *     figure of its own
 * @param depotBuprenorphineLookBack no start is computed within it
 * @param afterLdn opioids count as blocked for so long after low-dose naltrexone
 * @param afterLdnBeforeSurgery the same before planned surgery
 * @param afterOral after any other oral naltrexone
 * @param afterHighSingleDose after single doses of at least {@code highSingleDose}
 * @param afterDepot after the injection of a depot
 * @param toleranceLostOral opioid tolerance is low for so long after the last oral dose of at least
 *     {@code toleranceDose}
 * @param toleranceLostDepot the same after a depot injection
 * @param assumedSupply a supply of unknown length
 * @param recordLookBack how far back the medication list is asked for
 * @param courseLapse a course interrupted for longer starts anew
 * @param patch length of action of a patch whose ingredient states no figure of its own
 * @param depot length of action of one depot injection
 * @param implant length of action of one implant
 */
public record Windows(
    int longActingWashout,
    int depotBuprenorphineLookBack,
    int afterLdn,
    int afterLdnBeforeSurgery,
    int afterOral,
    Dose highSingleDose,
    int afterHighSingleDose,
    int afterDepot,
    Dose toleranceDose,
    int toleranceLostOral,
    int toleranceLostDepot,
    int assumedSupply,
    int recordLookBack,
    int courseLapse,
    int patch,
    int depot,
    int implant) {

  /**
   * Opioid-free days needed after this opioid product; {@code singleDose} for one dose around a
   * procedure.
   */
  public int washout(Drug drug, Opioid opioid, boolean singleDose) {
    if (singleDose && opioid.washoutDaysSingleDose().isPresent()) {
      return opioid.washoutDaysSingleDose().getAsInt();
    }
    if (drug.isLongActing()) {
      return Math.max(
          opioid.washoutDays(), opioid.washoutDaysLongActing().orElse(longActingWashout));
    }
    return opioid.washoutDays();
  }

  /**
   * How many days one unit of the product goes on acting after it was given; 0 for all that is
   * swallowed.
   */
  public int lengthOfAction(Drug drug) {
    if (drug.form() == Form.PATCH) {
      return drug.opioid().map(Opioid::patchDays).orElse(OptionalInt.empty()).orElse(patch);
    }
    if (drug.form() == Form.IMPLANT) {
      return implant;
    }
    return drug.isDepot() ? depot : 0;
  }

  /** True while {@code day} lies inside the window of so many days after {@code last}. */
  public static boolean isInside(LocalDate last, int days, LocalDate day) {
    return day.isBefore(last.plusDays(days));
  }
}

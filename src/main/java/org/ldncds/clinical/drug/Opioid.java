package org.ldncds.clinical.drug;

import java.util.Optional;
import java.util.OptionalInt;
import org.ldncds.clinical.quantity.Dose;

/**
 * What must be known of an opioid before naltrexone. Days are whole days without the opioid,
 * counted from its last dose.
 *
 * @param conflict how strongly it forbids naltrexone
 * @param washoutDays for its ordinary forms
 * @param washoutDaysLongActing for extended-release, patch and depot forms; empty where the general
 *     figure applies
 * @param washoutDaysSingleDose after one dose given around a procedure; empty where that is no
 *     different
 * @param patchDays length of action of one patch of it
 * @param labelDailyMaximum above it an antidiarrhoeal counts as a misused opioid
 * @param washoutDaysAboveMaximum days for that case
 */
public record Opioid(
    Conflict conflict,
    int washoutDays,
    OptionalInt washoutDaysLongActing,
    OptionalInt washoutDaysSingleDose,
    OptionalInt patchDays,
    Optional<Dose> labelDailyMaximum,
    OptionalInt washoutDaysAboveMaximum) {

  /** How an opioid and naltrexone stand to each other. */
  public enum Conflict {
    /** Withdrawal, or an opioid that does not work. */
    BLOCK,
    /** Loss of effect at label doses. */
    WARN,
    /** Loss of effect is possible. */
    INFO,
    /** No opioid-receptor agonist: never a finding. */
    NONE
  }
}

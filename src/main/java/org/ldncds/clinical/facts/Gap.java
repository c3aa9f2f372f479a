package org.ldncds.clinical.facts;

/**
 * Something the checks needed and did not get, or could not read. Every gap reaches the clinician.
 *
 * @param what the record or prefetch key, in words fit for a card
 * @param detail the reason as a key of the wording file; empty where the kind says it all
 */
public record Gap(Kind kind, String what, String detail) {

  /** Kinds of gap; a serious one leaves an interaction or a dose unchecked. */
  public enum Kind {
    MEDICATION_LIST_MISSING(true),
    MEDICATION_LIST_CUT(true),
    MEDICATION_HISTORY_FAILED(false),
    RECORD_UNREADABLE(true),
    DRUG_UNKNOWN(true),
    DRUG_SUSPECTED(true),
    ORDER_UNREADABLE(true),
    ORDER_WITHOUT_DRUG(false),
    DOSE_UNREADABLE(true),
    PRESENT_DOSE_UNREADABLE(true),
    /** The text beside a dose that was read tells of a later step that was not understood. */
    LATER_STEP_UNREADABLE(true),
    EQUIVALENTS_NOT_COUNTED(false),
    RESULT_WITHOUT_VALUE(false),
    RESULT_UNIT_UNKNOWN(false),
    RESULT_WITHOUT_RANGE(false),
    /** Neither positive nor negative, or only known to lie below or above a figure. */
    RESULT_UNCLEAR(false),
    AGE_NOT_KNOWN(false),
    DATA_MISSING(false),
    DATA_UNREADABLE(false),
    OTHER_PATIENT(false),
    NEEDS_REVIEW(true),
    TOO_MANY(true),
    CHECK_FAILED(true);

    private final boolean serious;

    Kind(boolean serious) {
      this.serious = serious;
    }

    public boolean isSerious() {
      return serious;
    }
  }

  public static Gap of(Kind kind, String what) {
    return new Gap(kind, what, "");
  }
}

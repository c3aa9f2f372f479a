package org.ldncds.clinical.facts;

/**
 * Something the checks needed and did not get, or could not read. Every gap reaches the clinician.
 *
 * @param what the record or prefetch key, in words fit for a card
 * @param detail the reason, for {@link Kind#DOSE_UNREADABLE} as a key of the wording file, else in
 *     a few words fit for a card ("HTTP 503"); empty where the kind says it all
 */
public record Gap(Kind kind, String what, String detail) {

  /** Kinds of gap; a serious one leaves an interaction or a dose unchecked. */
  public enum Kind {
    MEDICATION_LIST_MISSING(true),
    /** Something of the medication list was read before its source failed. */
    MEDICATION_LIST_IN_PART(true),
    /** A chart was opened and no medication list was there. */
    NALTREXONE_NOT_KNOWN(false),
    /** Naltrexone is taken, and its dose is stated but not readable. */
    DOSE_NOT_FOLLOWED(false),
    MEDICATION_LIST_CUT(true),
    MEDICATION_HISTORY_FAILED(false),
    RECORD_UNREADABLE(true),
    DRUG_UNKNOWN(true),
    DRUG_SUSPECTED(true),
    /** A condition with a code and no name, and the server that may know the code told nothing. */
    CONDITION_UNKNOWN(false),
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
    /** Not sent, and the EHR's server was not asked: not registered, or no token for it. */
    SERVER_NOT_CALLED(false),
    /** Not sent, and the EHR's server refused it (401, 403). */
    SERVER_DENIED(false),
    /** Not sent, and the EHR's server was down, broke off or was busy (5xx, 429). */
    SERVER_UNREACHABLE(false),
    /** Not sent, and the EHR's server did not answer in time. */
    SERVER_TOO_SLOW(false),
    /** A list that is no medication list has more pages than were read. */
    PAGES_NOT_READ(false),
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

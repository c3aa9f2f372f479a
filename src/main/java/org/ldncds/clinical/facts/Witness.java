package org.ldncds.clinical.facts;

import java.time.LocalDate;
import java.util.Optional;
import org.ldncds.clinical.drug.Drug;

/**
 * One record that says the patient takes, took or does not take a drug.
 *
 * @param status the record's own status, for the card
 * @param since first day, where known
 * @param lastDose last day on which a dose can have been taken: always for lapsed and ended, and
 *     the injection of a depot that still acts
 * @param recorded the newest date on the record: which of two contradicting records is newer
 * @param supplyAssumed true where the length of a supply was not stated and counted as the usual
 *     one
 * @param singleDose true for one administration around a procedure
 */
public record Witness(
    RecordReference record,
    String status,
    Drug drug,
    State state,
    Optional<LocalDate> since,
    Optional<LocalDate> lastDose,
    Optional<LocalDate> recorded,
    boolean supplyAssumed,
    boolean singleDose,
    DosageReading dosage) {

  /** What the record says about taking the drug. */
  public enum State {
    CURRENT,
    /** Still listed as active, but its supply has run out. */
    LAPSED,
    ENDED,
    UNCERTAIN,
    NOT_TAKEN
  }

  public Witness {
    boolean over = state == State.LAPSED || state == State.ENDED;
    if ((over && lastDose.isEmpty()) || (lastDose.isPresent() && !over && state != State.CURRENT)) {
      throw new IllegalArgumentException(record + ": a last dose does not fit " + state);
    }
  }

  public Witness withState(State newState, Optional<LocalDate> newLastDose) {
    return new Witness(
        record,
        status,
        drug,
        newState,
        since,
        newLastDose,
        recorded,
        supplyAssumed,
        singleDose,
        dosage);
  }
}

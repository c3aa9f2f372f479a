package org.ldncds.clinical.facts;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.ldncds.clinical.drug.Drug;

/**
 * One record that says the patient takes, took or does not take a drug.
 *
 * @param status the record's own status, for the card
 * @param since first day, where known
 * @param lastDose last day on which a dose can have been taken: always for lapsed and ended, and
 *     the injection of a depot that still acts
 * @param recorded the newest date on the record: which of two contradicting records is newer
 * @param singleDose true for one administration around a procedure
 * @param notes what makes its answer less than certain, or how it came about
 */
public record Witness(
    RecordReference record,
    String status,
    Drug drug,
    State state,
    Optional<LocalDate> since,
    Optional<LocalDate> lastDose,
    Optional<LocalDate> recorded,
    boolean singleDose,
    DosageReading dosage,
    Set<Note> notes) {

  /** What the record says about taking the drug. */
  public enum State {
    CURRENT,
    /** Still listed as active, but its supply has run out. */
    LAPSED,
    ENDED,
    UNCERTAIN,
    NOT_TAKEN
  }

  /** Why a record is less than certain; each note has its words in the wording file. */
  public enum Note {
    /** The length of a supply was not stated and counted as the usual one. */
    SUPPLY_ASSUMED,
    /** The length of a supply was counted from its quantity and dose. */
    SUPPLY_COUNTED,
    /** A date without a day: the latest that it allows counts. */
    DAY_NOT_STATED,
    AS_NEEDED,
    ON_HOLD,
    INTENDED,
    STATUS_UNKNOWN,
    NOT_HANDED_OVER,
    NO_DATE,
    /** A newer record says that it is not taken. */
    DENIED,
    UNREADABLE,
    /** Listed as active though what it states of its supply is over. */
    SUPPLY_OVER,
    /** Listed as active though all its fills were handed out and are used up. */
    FILLS_USED,
    /** Listed as active though a newer prescription took its place. */
    SUPERSEDED,
    /** Listed as active though the prescription it was taken from has ended. */
    SOURCE_ENDED,
    /** Listed as active though it was for a stay in hospital that is over. */
    ENCOUNTER_OVER,
    /** Ended by an order of the same signature that stops its prescription. */
    STOPPED_TODAY
  }

  private static final Set<Note> COUNTED =
      Set.of(Note.SUPPLY_ASSUMED, Note.SUPPLY_COUNTED, Note.DAY_NOT_STATED, Note.AS_NEEDED);

  public Witness {
    boolean over = state == State.LAPSED || state == State.ENDED;
    if ((over && lastDose.isEmpty()) || (lastDose.isPresent() && !over && state != State.CURRENT)) {
      throw new IllegalArgumentException(record + ": a last dose does not fit " + state);
    }
    notes = Collections.unmodifiableSet(enumSet(notes));
  }

  private static EnumSet<Note> enumSet(Collection<Note> notes) {
    return notes.isEmpty() ? EnumSet.noneOf(Note.class) : EnumSet.copyOf(notes);
  }

  /** True where the length of a supply was not stated and counted as the usual one. */
  public boolean supplyAssumed() {
    return notes.contains(Note.SUPPLY_ASSUMED);
  }

  /** True where its days were counted in part, not stated. */
  public boolean isCounted() {
    return notes.stream().anyMatch(COUNTED::contains);
  }

  public boolean isInDoubt() {
    return state == State.UNCERTAIN || state == State.LAPSED;
  }

  /** The same record, seen otherwise for a reason that another record gives. */
  public Witness as(State newState, Optional<LocalDate> newLastDose, Note reason) {
    EnumSet<Note> more = enumSet(notes);
    more.add(reason);
    return new Witness(
        record, status, drug, newState, since, newLastDose, recorded, singleDose, dosage, more);
  }
}

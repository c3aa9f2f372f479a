package org.ldncds.fhir;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.ldncds.clinical.drug.Drug;
import org.ldncds.clinical.facts.DosageReading;
import org.ldncds.clinical.facts.DosageReading.Read;
import org.ldncds.clinical.facts.DoseStep;
import org.ldncds.clinical.facts.RecordReference;
import org.ldncds.clinical.facts.Witness;
import org.ldncds.clinical.facts.Witness.Note;
import org.ldncds.clinical.facts.Witness.State;

/** What all witnesses of one record share, before its state is known. */
record WitnessDraft(
    RecordReference record,
    String status,
    Drug drug,
    Optional<LocalDate> since,
    Optional<LocalDate> recorded,
    DosageReading dosage,
    Set<Note> notes) {

  WitnessDraft(
      MedicationRecord from,
      Optional<LocalDate> since,
      Optional<LocalDate> recorded,
      DosageReading dosage) {
    this(from.reference(), from.status(), from.drug(), since, recorded, dosage, Set.of());
  }

  /** What a stop signed now says of its drug: it may have been taken until today. */
  static Witness stoppedToday(
      MedicationRecord stop, MedicationRequest request, Days days, DosageReader dosageReader) {
    return new WitnessDraft(
            stop.reference(),
            "stopped today",
            stop.drug(),
            days.past(request.getAuthoredOnElement()),
            Optional.of(days.today()),
            dosageReader.read(request.getDosageInstruction(), stop.drug()),
            Set.of(Note.STOPPED_TODAY))
        .witness(State.ENDED, Optional.of(days.today()), false);
  }

  /** The same with one more note, where it applies. */
  WitnessDraft noting(boolean applies, Note note) {
    if (!applies) {
      return this;
    }
    EnumSet<Note> more = EnumSet.of(note);
    more.addAll(notes);
    return new WitnessDraft(record, status, drug, since, recorded, dosage, more);
  }

  boolean isAsNeeded() {
    return dosage instanceof Read read && read.steps().stream().anyMatch(DoseStep::asNeeded);
  }

  Witness current() {
    return witness(State.CURRENT, Optional.empty(), false);
  }

  Witness notTaken() {
    return witness(State.NOT_TAKEN, Optional.empty(), false);
  }

  Witness uncertain(Note why) {
    return noting(true, why).witness(State.UNCERTAIN, Optional.empty(), false);
  }

  Witness lapsed(LocalDate last, Note why) {
    return noting(true, why).past(State.LAPSED, last);
  }

  Witness ended(LocalDate last) {
    return past(State.ENDED, last);
  }

  /** Of what was taken as needed, some may be left when its supply should be over. */
  private Witness past(State state, LocalDate last) {
    return noting(isAsNeeded(), Note.AS_NEEDED).witness(state, Optional.of(last), false);
  }

  /** A depot is current while it acts, and what follows counts from the injection. */
  Witness injected(LocalDate day, boolean acts) {
    return witness(acts ? State.CURRENT : State.ENDED, Optional.of(day), false);
  }

  Witness single(LocalDate last) {
    return witness(State.ENDED, Optional.of(last), true);
  }

  private Witness witness(State state, Optional<LocalDate> last, boolean single) {
    return new Witness(record, status, drug, state, since, last, recorded, single, dosage, notes);
  }
}

package org.ldncds.fhir;

import java.time.LocalDate;
import java.util.Optional;
import org.ldncds.clinical.drug.Drug;
import org.ldncds.clinical.facts.DosageReading;
import org.ldncds.clinical.facts.RecordReference;
import org.ldncds.clinical.facts.Witness;
import org.ldncds.clinical.facts.Witness.State;

/** What all witnesses of one record share, before its state is known. */
record WitnessDraft(
    RecordReference record,
    String status,
    Drug drug,
    Optional<LocalDate> since,
    Optional<LocalDate> recorded,
    DosageReading dosage) {

  Witness without(State state) {
    return undated(state, false);
  }

  Witness current(boolean supplyAssumed) {
    return undated(State.CURRENT, supplyAssumed);
  }

  private Witness undated(State state, boolean supplyAssumed) {
    return new Witness(
        record,
        status,
        drug,
        state,
        since,
        Optional.empty(),
        recorded,
        supplyAssumed,
        false,
        dosage);
  }

  Witness past(State state, LocalDate last, boolean supplyAssumed) {
    return new Witness(
        record,
        status,
        drug,
        state,
        since,
        Optional.of(last),
        recorded,
        supplyAssumed,
        false,
        dosage);
  }

  Witness single(LocalDate last) {
    return new Witness(
        record, status, drug, State.ENDED, since, Optional.of(last), recorded, false, true, dosage);
  }
}

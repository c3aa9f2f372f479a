package org.ldncds.fhir;

import java.time.LocalDate;
import java.util.Optional;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.MedicationStatement;
import org.ldncds.clinical.facts.Witness;
import org.ldncds.clinical.facts.Witness.Note;
import org.ldncds.clinical.protocol.Windows;

/**
 * What a MedicationStatement witnesses. One that was taken over from a prescription tells no more
 * than that, once it has ended, unless it was written down later.
 */
final class StatementWitness {

  private final Windows windows;
  private final Days days;
  private final DosageReader dosageReader;
  private final Links links;
  private final RequestWitness requests;

  StatementWitness(
      Windows windows, Days days, DosageReader dosageReader, Links links, RequestWitness requests) {
    this.windows = windows;
    this.days = days;
    this.dosageReader = dosageReader;
    this.links = links;
    this.requests = requests;
  }

  Optional<Witness> of(MedicationRecord record, MedicationStatement statement) {
    Effective effective = Effective.of(statement.getEffective(), days);
    Optional<LocalDate> asserted = days.past(statement.getDateAssertedElement());
    boolean assertedInPart = Days.isPartial(statement.getDateAssertedElement());
    WitnessDraft draft = draft(record, statement, effective, asserted);
    return switch (record.status()) {
      case "active" -> Optional.of(active(record, statement, draft, effective));
      case "completed" ->
          Optional.of(ended(draft, effective.end(), effective, asserted, assertedInPart));
      case "stopped" -> // the day it was written down is the day of the stop
          Optional.of(
              ended(
                  draft,
                  effective.end().flatMap(end -> Endings.latest(Optional.of(end), asserted)),
                  effective,
                  asserted,
                  assertedInPart));
      case "intended" -> Optional.of(draft.uncertain(Note.INTENDED));
      case "on-hold" -> Optional.of(draft.uncertain(Note.ON_HOLD));
      case "unknown" -> Optional.of(draft.uncertain(Note.STATUS_UNKNOWN));
      case "not-taken" -> Optional.of(draft.notTaken());
      default -> Optional.empty();
    };
  }

  /** A denial is as old as its date allows: only one that is surely newer raises a doubt. */
  private WitnessDraft draft(
      MedicationRecord record,
      MedicationStatement statement,
      Effective effective,
      Optional<LocalDate> asserted) {
    boolean denial = record.status().equals("not-taken");
    Optional<LocalDate> written =
        denial
            ? days.earliest(statement.getDateAssertedElement()).map(days::notAfterToday)
            : asserted;
    Optional<LocalDate> first = effective.firstDay().filter(day -> !day.isAfter(days.today()));
    return new WitnessDraft(
        record,
        effective.firstDay(),
        Endings.latest(written, first),
        dosageReader.read(statement.getDosage(), record.drug()));
  }

  private Witness active(
      MedicationRecord record,
      MedicationStatement statement,
      WitnessDraft draft,
      Effective effective) {
    if (effective.end().filter(days::isPast).isPresent()) {
      return noted(draft, effective).ended(effective.end().get());
    }
    if (effective.end().isPresent()) {
      return noted(draft, effective).current();
    }
    Optional<LocalDate> sourceEnded =
        links
            .origin(statement)
            .filter(origin -> origin.isSameDrug(record))
            .flatMap(origin -> requests.of(origin, (MedicationRequest) origin.resource()))
            .filter(source -> source.state() != Witness.State.CURRENT)
            .flatMap(Witness::lastDose)
            .filter(last -> days.isPast(last) && !isNewer(draft, last));
    return sourceEnded.map(last -> draft.lapsed(last, Note.SOURCE_ENDED)).orElseGet(draft::current);
  }

  private static WitnessDraft noted(WitnessDraft draft, Effective effective) {
    return draft.noting(effective.isPartial(), Note.DAY_NOT_STATED);
  }

  private static boolean isNewer(WitnessDraft statement, LocalDate last) {
    return statement.recorded().filter(day -> day.isAfter(last)).isPresent();
  }

  private Witness ended(
      WitnessDraft draft,
      Optional<LocalDate> stated,
      Effective effective,
      Optional<LocalDate> stopped,
      boolean assertedInPart) {
    boolean byStop = stated.isEmpty() && stopped.isPresent();
    return Endings.of(
        draft.noting(byStop ? assertedInPart : effective.isPartial(), Note.DAY_NOT_STATED),
        stated,
        effective.latestStart(),
        stopped,
        windows,
        days);
  }
}

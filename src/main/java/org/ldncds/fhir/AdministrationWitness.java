package org.ldncds.fhir;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.MedicationAdministration;
import org.ldncds.clinical.facts.Witness;
import org.ldncds.clinical.facts.Witness.Note;
import org.ldncds.clinical.protocol.Windows;

/** What a MedicationAdministration witnesses: a dose given, an infusion, a patch, a depot. */
final class AdministrationWitness {

  private final Windows windows;
  private final Days days;
  private final DosageReader dosageReader;
  private final Links links;

  AdministrationWitness(Windows windows, Days days, DosageReader dosageReader, Links links) {
    this.windows = windows;
    this.days = days;
    this.dosageReader = dosageReader;
    this.links = links;
  }

  Optional<Witness> of(MedicationRecord record, MedicationAdministration given) {
    Effective effective = Effective.of(given.getEffective(), days);
    Optional<LocalDate> last =
        effective
            .end()
            .or(effective::latestStart)
            .or(() -> links.during(given.getContext(), days))
            .map(days::notAfterToday);
    WitnessDraft draft =
        new WitnessDraft(
                record, effective.firstDay(), last, dosageReader.read(List.of(), record.drug()))
            .noting(
                effective.isPartial() || (effective.isEmpty() && last.isPresent()),
                Note.DAY_NOT_STATED);
    return switch (record.status()) {
      case "in-progress" -> Optional.of(draft.current());
      case "completed", "stopped" ->
          Optional.of(
              last.map(day -> done(draft, effective, day))
                  .orElseGet(() -> draft.uncertain(Note.NO_DATE)));
      case "on-hold" -> Optional.of(draft.uncertain(Note.ON_HOLD));
      case "unknown" -> Optional.of(draft.uncertain(Note.STATUS_UNKNOWN));
      default -> Optional.empty();
    };
  }

  /** A patch or an infusion over days is no single dose: it asks for its whole washout. */
  private Witness done(WitnessDraft draft, Effective effective, LocalDate last) {
    int acts = windows.lengthOfAction(draft.drug());
    if (draft.drug().isDepot()) {
      return draft.injected(last, last.plusDays(acts).isAfter(days.today()));
    }
    if (acts > 0) {
      LocalDate worn = last.plusDays(acts);
      return days.isPast(worn) ? draft.ended(worn) : draft.current();
    }
    if (effective.isPeriod() && effective.end().isEmpty()) { // it ran on, nobody knows how long
      return Endings.of(
          draft, Optional.empty(), effective.latestStart(), Optional.empty(), windows, days);
    }
    boolean overDays = draft.since().filter(first -> first.plusDays(1).isBefore(last)).isPresent();
    return overDays ? draft.ended(last) : draft.single(last);
  }
}

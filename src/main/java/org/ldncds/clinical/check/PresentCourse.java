package org.ldncds.clinical.check;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.ldncds.clinical.drug.Drug.NaltrexoneKind;
import org.ldncds.clinical.facts.ClinicalFacts;
import org.ldncds.clinical.facts.DosageReading.Read;
import org.ldncds.clinical.facts.DoseStep;
import org.ldncds.clinical.facts.Witness;
import org.ldncds.clinical.facts.Witness.State;
import org.ldncds.clinical.protocol.Windows;
import org.ldncds.clinical.quantity.Dose;

/**
 * The oral naltrexone that is taken now, as the record that tells its dose has it.
 *
 * @param since the first day of that dose or sequence over its renewals; empty where not known
 * @param records all records of oral naltrexone
 */
record PresentCourse(Witness witness, Optional<LocalDate> since, List<Witness> records) {

  /** Empty where none is taken, or no record tells a dose. */
  static Optional<PresentCourse> of(ClinicalFacts facts, Windows windows) {
    List<Witness> records =
        facts
            .exposuresTo(drug -> drug.naltrexone().equals(Optional.of(NaltrexoneKind.ORAL)))
            .stream()
            .flatMap(exposure -> exposure.witnesses().stream())
            .toList();
    List<Witness> current =
        records.stream()
            .filter(w -> w.state() == State.CURRENT)
            .filter(w -> w.since().filter(day -> day.isAfter(facts.today())).isEmpty())
            .toList();
    return Course.decisive(current)
        .map(w -> new PresentCourse(w, Course.firstDay(w, records, windows), records));
  }

  /**
   * The first day on which so much was taken on one day by any of the records, that is no later
   * than the given day.
   */
  Optional<LocalDate> reached(Dose dose, LocalDate today) {
    return records.stream()
        .flatMap(record -> reached(record, dose).stream())
        .filter(day -> !day.isAfter(today))
        .min(LocalDate::compareTo);
  }

  private static Optional<LocalDate> reached(Witness record, Dose dose) {
    boolean taken = record.state() != State.UNCERTAIN && record.state() != State.NOT_TAKEN;
    if (!taken || record.since().isEmpty() || !(record.dosage() instanceof Read read)) {
      return Optional.empty();
    }
    LocalDate day = record.since().get();
    for (DoseStep step : read.steps()) {
      if (!step.onOneDay().isBelow(dose)) {
        boolean begun = record.lastDose().filter(day::isAfter).isEmpty();
        return begun ? Optional.of(day) : Optional.empty();
      }
      if (step.days().isEmpty()) {
        return Optional.empty();
      }
      day = day.plusDays(step.days().getAsLong());
    }
    return Optional.empty();
  }
}

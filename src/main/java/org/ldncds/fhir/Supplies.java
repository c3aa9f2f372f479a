package org.ldncds.fhir;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Dosage;
import org.hl7.fhir.r4.model.MedicationDispense;
import org.hl7.fhir.r4.model.MedicationRequest;

/** Reads how long a prescribed or dispensed supply lasts. */
final class Supplies {

  /** Days; a longer supply is a mistyped one, and no calendar reaches its end. */
  private static final long LONGEST_SUPPLY = 36_500;

  private Supplies() {}

  /** The latest day that any statement of the supply allows; empty where it states none. */
  static Optional<LocalDate> end(MedicationRequest request) {
    var dispense = request.getDispenseRequest();
    Optional<LocalDate> valid = FhirDates.latest(dispense.getValidityPeriod().getEndElement());
    Optional<LocalDate> begin = begin(request);
    return latest(
        latest(valid, supplied(request, begin)), boundsEnd(request.getDosageInstruction(), begin));
  }

  /**
   * A prescription may be written weeks before its first day: what is supplied lasts from there.
   */
  static Optional<LocalDate> begin(MedicationRequest request) {
    Optional<LocalDate> valid =
        FhirDates.latest(request.getDispenseRequest().getValidityPeriod().getStartElement());
    return latest(
        latest(FhirDates.latest(request.getAuthoredOnElement()), valid),
        boundsStart(request.getDosageInstruction()));
  }

  /** The day on which the stated supply with all its refills has run out. */
  static Optional<LocalDate> supplied(MedicationRequest request, Optional<LocalDate> from) {
    var dispense = request.getDispenseRequest();
    OptionalLong days = TimingReader.supplyDays(dispense.getExpectedSupplyDuration());
    long fills = 1L + Math.max(0, dispense.getNumberOfRepeatsAllowed());
    return days.isPresent()
        ? from.map(day -> lasting(day, days.getAsLong(), fills))
        : Optional.empty();
  }

  /** The end of so many fills; a hundred years stand for all that last longer. */
  static LocalDate lasting(LocalDate from, long days, long fills) {
    return from.plusDays(Math.min(days * fills, LONGEST_SUPPLY));
  }

  /** The last day the dosage's own bounds allow; empty where any instruction is open. */
  static Optional<LocalDate> boundsEnd(List<Dosage> instructions, Optional<LocalDate> authored) {
    Optional<LocalDate> end = Optional.empty();
    LocalDate running = authored.orElse(null);
    for (Dosage dosage : instructions) {
      var repeat = dosage.getTiming().getRepeat();
      if (repeat.hasBoundsPeriod() && repeat.getBoundsPeriod().hasEnd()) {
        end = latest(end, FhirDates.latest(repeat.getBoundsPeriod().getEndElement()));
      } else if (repeat.hasBoundsDuration() && running != null) {
        OptionalLong days = TimingReader.supplyDays(repeat.getBoundsDuration());
        if (days.isEmpty()) {
          return Optional.empty();
        }
        running = lasting(running, days.getAsLong(), 1);
        end = latest(end, Optional.of(running));
      } else {
        return Optional.empty();
      }
    }
    return end;
  }

  static Optional<LocalDate> boundsStart(List<Dosage> instructions) {
    return instructions.stream()
        .map(dosage -> dosage.getTiming().getRepeat())
        .filter(repeat -> repeat.hasBoundsPeriod())
        .flatMap(repeat -> FhirDates.earliest(repeat.getBoundsPeriod().getStartElement()).stream())
        .min(Comparator.naturalOrder());
  }

  /** Days supply often comes as a bare number, which then means days. */
  static OptionalLong days(MedicationDispense dispense) {
    var supply = dispense.getDaysSupply().copy();
    if (!supply.hasUnit() && !supply.hasCode()) {
      supply.setCode("d");
    }
    try {
      return OptionalLong.of(TimingReader.days(supply));
    } catch (NotReadException e) {
      return OptionalLong.empty();
    }
  }

  private static Optional<LocalDate> latest(Optional<LocalDate> a, Optional<LocalDate> b) {
    return Stream.of(a, b).flatMap(Optional::stream).max(Comparator.naturalOrder());
  }
}

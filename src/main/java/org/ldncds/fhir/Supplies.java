package org.ldncds.fhir;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Dosage;
import org.hl7.fhir.r4.model.MedicationDispense;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.Period;
import org.ldncds.clinical.facts.DosageReading;
import org.ldncds.clinical.facts.DosageReading.Read;
import org.ldncds.clinical.facts.DoseStep;
import org.ldncds.clinical.quantity.DailyDose;
import org.ldncds.clinical.quantity.Dose;

/** Reads how long a prescribed or dispensed supply lasts. */
final class Supplies {

  /** Days; a longer supply is a mistyped one, and no calendar reaches its end. */
  private static final long LONGEST_SUPPLY = 36_500;

  private static final Supplies AS_WRITTEN = new Supplies(Days.asWritten());

  private final Days days;

  Supplies(Days days) {
    this.days = days;
  }

  /** The latest day that any statement of the supply allows; empty where it states none. */
  Optional<LocalDate> end(MedicationRequest request) {
    Optional<LocalDate> begin = begin(request);
    return Stream.of(
            days.latest(request.getDispenseRequest().getValidityPeriod().getEndElement()),
            supplied(request, begin),
            lastOf(request.getDosageInstruction(), begin))
        .flatMap(Optional::stream)
        .max(Comparator.naturalOrder());
  }

  /**
   * A prescription may be written weeks before its first day: what is supplied lasts from there.
   */
  Optional<LocalDate> begin(MedicationRequest request) {
    return Stream.concat(
            Stream.of(
                    days.latest(request.getAuthoredOnElement()),
                    days.latest(request.getDispenseRequest().getValidityPeriod().getStartElement()))
                .flatMap(Optional::stream),
            periods(request.getDosageInstruction())
                .flatMap(p -> days.latest(p.getStartElement()).stream())
                .min(Comparator.naturalOrder())
                .stream())
        .max(Comparator.naturalOrder());
  }

  /** The day on which the stated supply with all its refills has run out. */
  static Optional<LocalDate> supplied(MedicationRequest request, Optional<LocalDate> from) {
    var dispense = request.getDispenseRequest();
    OptionalLong one = fill(request);
    OptionalLong first = TimingReader.supplyDays(dispense.getInitialFill().getDuration());
    OptionalLong interval = TimingReader.supplyDays(dispense.getDispenseInterval());
    long refills = refills(request);
    if (one.isEmpty()) {
      return first.isPresent() && refills == 0
          ? from.map(day -> lasting(day, first.getAsLong(), 1))
          : Optional.empty();
    }
    return from.map(
        day ->
            Stream.of(
                    lasting(day, one.getAsLong(), 1 + refills),
                    lasting(lasting(day, first.orElse(0), 1), one.getAsLong(), refills),
                    lasting(lasting(day, interval.orElse(0), refills), one.getAsLong(), 1))
                .max(Comparator.naturalOrder())
                .orElseThrow());
  }

  /** Days of one fill; empty where they are not stated. */
  static OptionalLong fill(MedicationRequest request) {
    return TimingReader.supplyDays(request.getDispenseRequest().getExpectedSupplyDuration());
  }

  static long refills(MedicationRequest request) {
    return Math.max(0, request.getDispenseRequest().getNumberOfRepeatsAllowed());
  }

  /** The end of so many fills; a hundred years stand for all that last longer. */
  static LocalDate lasting(LocalDate from, long days, long fills) {
    return from.plusDays(Math.min(days * fills, LONGEST_SUPPLY));
  }

  static Optional<LocalDate> boundsEnd(List<Dosage> instructions, Optional<LocalDate> authored) {
    return AS_WRITTEN.lastOf(instructions, authored);
  }

  static Optional<LocalDate> boundsStart(List<Dosage> instructions) {
    return AS_WRITTEN.firstOf(instructions);
  }

  /**
   * The last day that the dosage's own bounds and counts allow; empty where any instruction is
   * open. Instructions of one number are taken together; those without numbers may follow each
   * other, so they are counted as if they did.
   */
  Optional<LocalDate> lastOf(List<Dosage> instructions, Optional<LocalDate> from) {
    Optional<LocalDate> running = from;
    Optional<LocalDate> end = Optional.empty();
    for (List<Dosage> together : inOrder(instructions)) {
      for (Dosage dosage : together) {
        Optional<LocalDate> own = last(dosage, running);
        if (own.isEmpty()) {
          return Optional.empty();
        }
        end = end.filter(day -> !day.isBefore(own.get())).or(() -> own);
      }
      running = end;
    }
    return end;
  }

  private static List<List<Dosage>> inOrder(List<Dosage> instructions) {
    if (!instructions.stream().allMatch(Dosage::hasSequence)) {
      return instructions.stream().map(List::of).toList();
    }
    Map<Integer, List<Dosage>> bySequence = new TreeMap<>();
    instructions.forEach(
        d -> bySequence.computeIfAbsent(d.getSequence(), s -> new ArrayList<>()).add(d));
    return List.copyOf(bySequence.values());
  }

  /** A number of doses taken as needed may last for ever. */
  private Optional<LocalDate> last(Dosage dosage, Optional<LocalDate> from) {
    var repeat = dosage.getTiming().getRepeat();
    if (repeat.hasBoundsPeriod()) {
      return days.latest(repeat.getBoundsPeriod().getEndElement());
    }
    boolean counted = repeat.hasCount() && !dosage.hasAsNeeded();
    if (from.isEmpty() || !(repeat.hasBounds() || counted)) {
      return Optional.empty();
    }
    try {
      OptionalLong length =
          repeat.hasBoundsDuration()
              ? TimingReader.supplyDays(repeat.getBoundsDuration())
              : repeat.hasBoundsRange()
                  ? OptionalLong.of(TimingReader.days(repeat.getBoundsRange().getHigh()))
                  : TimingReader.days(
                      dosage.getTiming(), TimingReader.schedule(dosage.getTiming()));
      return length.isPresent()
          ? from.map(day -> lasting(day, length.getAsLong(), 1))
          : Optional.empty();
    } catch (NotReadException | ArithmeticException e) {
      return Optional.empty();
    }
  }

  Optional<LocalDate> firstOf(List<Dosage> instructions) {
    return periods(instructions)
        .flatMap(period -> days.earliest(period.getStartElement()).stream())
        .min(Comparator.naturalOrder());
  }

  private static Stream<Period> periods(List<Dosage> instructions) {
    return instructions.stream()
        .map(dosage -> dosage.getTiming().getRepeat())
        .filter(repeat -> repeat.hasBoundsPeriod())
        .map(repeat -> repeat.getBoundsPeriod());
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

  /**
   * Days that an amount lasts where it is certain: one fixed dose, not as needed.
   *
   * @param supplied empty where its unit does not compare with the dose
   */
  static OptionalLong certain(Optional<Dose> supplied, DosageReading dosage) {
    if (!(dosage instanceof Read read) || read.steps().size() != 1) {
      return OptionalLong.empty();
    }
    DoseStep step = read.first();
    boolean fixed = step.leastDaily().compareTo(step.mostDaily()) == 0 && !step.asNeeded();
    return fixed ? atLeast(supplied, dosage) : OptionalLong.empty();
  }

  /** Days that an amount lasts at the least: at the highest dose ordered. */
  static OptionalLong atLeast(Optional<Dose> supplied, DosageReading dosage) {
    if (!(dosage instanceof Read read) || supplied.isEmpty()) {
      return OptionalLong.empty();
    }
    try {
      DailyDose daily = read.mostDaily();
      return OptionalLong.of(
          supplied
              .get()
              .milligrams()
              .multiply(BigDecimal.valueOf(daily.days()))
              .divide(daily.total().milligrams(), 0, RoundingMode.CEILING)
              .min(BigDecimal.valueOf(LONGEST_SUPPLY))
              .longValueExact());
    } catch (ArithmeticException e) {
      return OptionalLong.empty();
    }
  }
}

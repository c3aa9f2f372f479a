package org.ldncds.fhir;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.hl7.fhir.r4.model.Dosage;
import org.hl7.fhir.r4.model.MedicationDispense;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.ldncds.clinical.drug.Drug;
import org.ldncds.clinical.facts.DosageReading;
import org.ldncds.clinical.facts.Witness;
import org.ldncds.clinical.facts.Witness.Note;
import org.ldncds.clinical.protocol.Windows;
import org.ldncds.clinical.quantity.Dose;

/**
 * What a MedicationDispense witnesses: a supply covers the day it was handed over and its days
 * after it. One that waits at the pharmacy may be picked up any day.
 */
final class DispenseWitness {

  private final Windows windows;
  private final Days days;
  private final DosageReader dosageReader;
  private final Links links;

  DispenseWitness(Windows windows, Days days, DosageReader dosageReader, Links links) {
    this.windows = windows;
    this.days = days;
    this.dosageReader = dosageReader;
    this.links = links;
  }

  Optional<Witness> of(MedicationRecord record, MedicationDispense dispense) {
    Optional<LocalDate> given = given(dispense);
    WitnessDraft draft =
        new WitnessDraft(record, given, given, dosage(record, dispense))
            .noting(given.isPresent() && !isDayStated(dispense), Note.DAY_NOT_STATED);
    return switch (record.status()) {
      case "completed", "in-progress", "stopped" ->
          Optional.of(
              given
                  .map(day -> supplied(dispense, draft, day))
                  .orElseGet(
                      () ->
                          draft.uncertain(
                              record.status().equals("in-progress")
                                  ? Note.NOT_HANDED_OVER
                                  : Note.NO_DATE)));
      case "preparation" -> Optional.of(draft.uncertain(Note.NOT_HANDED_OVER));
      case "on-hold" -> Optional.of(draft.uncertain(Note.ON_HOLD));
      case "unknown" -> Optional.of(draft.uncertain(Note.STATUS_UNKNOWN));
      default -> Optional.empty();
    };
  }

  /** The day it was handed over, else prepared, else the last of the encounter it was made in. */
  private Optional<LocalDate> given(MedicationDispense dispense) {
    return days.past(dispense.getWhenHandedOverElement())
        .or(() -> days.past(dispense.getWhenPreparedElement()))
        .or(() -> links.during(dispense.getContext(), days));
  }

  private static boolean isDayStated(MedicationDispense dispense) {
    var day =
        dispense.hasWhenHandedOver()
            ? dispense.getWhenHandedOverElement()
            : dispense.getWhenPreparedElement();
    return day.hasValue() && !Days.isPartial(day);
  }

  /** True where it is not said to have been handed over, so that it may still be picked up. */
  boolean isWaiting(MedicationRecord record) {
    return record.status().equals("preparation")
        || (record.status().equals("in-progress")
            && !((MedicationDispense) record.resource()).hasWhenHandedOver());
  }

  /** The last day of what was handed out; empty where nothing was, or nobody knows when. */
  Optional<LocalDate> endOf(MedicationRecord record) {
    MedicationDispense dispense = (MedicationDispense) record.resource();
    return switch (record.status()) {
      case "completed", "in-progress", "stopped" ->
          given(dispense)
              .map(
                  day ->
                      day.plusDays(length(dispense, record.drug(), dosage(record, dispense)).days));
      default -> Optional.empty();
    };
  }

  /** As the pharmacy wrote it, else as the prescription does. */
  private DosageReading dosage(MedicationRecord record, MedicationDispense dispense) {
    Optional<MedicationRecord> origin =
        links.origin(dispense).filter(request -> request.isSameDrug(record));
    boolean borrowed = !dispense.hasDosageInstruction() && origin.isPresent();
    List<Dosage> dosage =
        borrowed
            ? ((MedicationRequest) origin.get().resource()).getDosageInstruction()
            : dispense.getDosageInstruction();
    return dosageReader.read(dosage, record.drug());
  }

  private Witness supplied(MedicationDispense dispense, WitnessDraft draft, LocalDate given) {
    if (draft.drug().isDepot()) {
      return draft.injected(
          given, given.plusDays(windows.lengthOfAction(draft.drug())).isAfter(days.today()));
    }
    Length length = length(dispense, draft.drug(), draft.dosage());
    LocalDate end = given.plusDays(length.days);
    WitnessDraft noted = length.note.map(note -> draft.noting(true, note)).orElse(draft);
    return days.isPast(end) ? noted.ended(end) : noted.current();
  }

  /** How long a supply lasts, and how that is known; without a note it is stated. */
  private record Length(long days, Optional<Note> note) {}

  /** A pharmacy hands out a box, not one patch: without a stated supply it lasts the usual one. */
  private Length length(MedicationDispense dispense, Drug drug, DosageReading dosage) {
    int acts = windows.lengthOfAction(drug);
    OptionalLong stated =
        dispense.getDaysSupply().hasValue() ? Supplies.days(dispense) : OptionalLong.empty();
    if (stated.isPresent()) {
      return new Length(Math.max(stated.getAsLong(), acts), Optional.empty());
    }
    Optional<Dose> supplied = dosageReader.amount(dispense.getQuantity(), drug);
    OptionalLong counted = Supplies.certain(supplied, dosage);
    if (counted.isPresent()) {
      return new Length(Math.max(counted.getAsLong(), acts), Optional.of(Note.SUPPLY_COUNTED));
    }
    long least = Supplies.atLeast(supplied, dosage).orElse(0);
    return new Length(
        Math.max(Math.max(windows.assumedSupply(), acts), least), Optional.of(Note.SUPPLY_ASSUMED));
  }
}

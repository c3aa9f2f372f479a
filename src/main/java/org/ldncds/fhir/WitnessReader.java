package org.ldncds.fhir;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.MedicationAdministration;
import org.hl7.fhir.r4.model.MedicationDispense;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.MedicationStatement;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Type;
import org.jspecify.annotations.Nullable;
import org.ldncds.clinical.drug.Drug;
import org.ldncds.clinical.facts.RecordReference;
import org.ldncds.clinical.facts.Witness;
import org.ldncds.clinical.facts.Witness.State;
import org.ldncds.clinical.protocol.Windows;

/**
 * Turns one medication record into what it witnesses: whether the drug is taken, and when it was
 * last taken. FHIR R4 MedicationRequest, MedicationStatement, MedicationDispense and
 * MedicationAdministration.
 */
final class WitnessReader {

  private final Windows windows;
  private final LocalDate today;
  private final DosageReader dosageReader;

  WitnessReader(Windows windows, LocalDate today, DosageReader dosageReader) {
    this.windows = windows;
    this.today = today;
    this.dosageReader = dosageReader;
  }

  /**
   * Empty where the record says nothing about taking: cancelled, draft, entered in error, not to be
   * performed.
   */
  Optional<Witness> of(MedicationRequest request, RecordReference record, Drug drug) {
    String status = request.hasStatus() ? request.getStatus().toCode() : "unknown";
    Optional<LocalDate> supplyEnd = Supplies.end(request);
    Optional<LocalDate> since =
        first(
            first(
                FhirDates.earliest(
                    request.getDispenseRequest().getValidityPeriod().getStartElement()),
                Supplies.boundsStart(request.getDosageInstruction())),
            FhirDates.earliest(request.getAuthoredOnElement()));
    Optional<LocalDate> recorded = FhirDates.past(request.getAuthoredOnElement(), today);
    WitnessDraft draft =
        new WitnessDraft(
            record,
            status,
            drug,
            since,
            recorded,
            dosageReader.read(request.getDosageInstruction(), drug));
    if (request.getDoNotPerform()) {
      return Optional.empty();
    }
    return switch (status) {
      case "active" ->
          Optional.of(
              supplyEnd.isPresent() && supplyEnd.get().isBefore(today)
                  ? draft.past(State.LAPSED, supplyEnd.get(), false)
                  : draft.without(State.CURRENT));
      case "completed", "stopped" ->
          Optional.of(
              ended(
                  draft,
                  supplyEnd,
                  Supplies.begin(request).map(day -> earlier(day, today)),
                  Optional.empty()));
      case "on-hold", "unknown" -> Optional.of(draft.without(State.UNCERTAIN));
      default -> Optional.empty();
    };
  }

  Optional<Witness> of(MedicationStatement statement, RecordReference record, Drug drug) {
    String status = statement.hasStatus() ? statement.getStatus().toCode() : "unknown";
    Optional<LocalDate> start = start(statement.getEffective());
    Optional<LocalDate> end = end(statement.getEffective());
    Optional<LocalDate> asserted = FhirDates.past(statement.getDateAssertedElement(), today);
    WitnessDraft draft =
        new WitnessDraft(
            record,
            status,
            drug,
            start,
            latest(asserted, start.filter(day -> !day.isAfter(today))),
            dosageReader.read(statement.getDosage(), drug));
    boolean past = end.isPresent() && end.get().isBefore(today);
    return switch (status) {
      case "active" ->
          Optional.of(
              past ? draft.past(State.ENDED, end.get(), false) : draft.without(State.CURRENT));
      case "completed" ->
          Optional.of(ended(draft, end, latestStart(statement.getEffective()), asserted));
      case "stopped" -> // the day it was written down is the day of the stop
          Optional.of(
              ended(
                  draft,
                  end.isPresent() ? latest(end, asserted) : end,
                  latestStart(statement.getEffective()),
                  asserted));
      case "intended", "on-hold", "unknown" -> Optional.of(draft.without(State.UNCERTAIN));
      case "not-taken" -> Optional.of(draft.without(State.NOT_TAKEN));
      default -> Optional.empty();
    };
  }

  /**
   * The last dose of what has ended: a stated end, else the day a stop was written down or the
   * usual supply after the first day, whichever is later; never after today. Without any date it is
   * uncertain.
   */
  private Witness ended(
      WitnessDraft draft,
      Optional<LocalDate> stated,
      Optional<LocalDate> from,
      Optional<LocalDate> stopped) {
    if (stated.isPresent()) {
      return draft.past(State.ENDED, earlier(stated.get(), today), false);
    }
    Optional<LocalDate> assumed =
        from.map(day -> earlier(day.plusDays(windows.assumedSupply()), today));
    return latest(assumed, stopped)
        .map(
            day ->
                draft.past(
                    State.ENDED,
                    day,
                    assumed.equals(Optional.of(day)) && !stopped.equals(Optional.of(day))))
        .orElseGet(() -> draft.without(State.UNCERTAIN));
  }

  Optional<Witness> of(MedicationDispense dispense, RecordReference record, Drug drug) {
    String status = dispense.hasStatus() ? dispense.getStatus().toCode() : "unknown";
    Optional<LocalDate> given =
        first(
            FhirDates.past(dispense.getWhenHandedOverElement(), today),
            FhirDates.past(dispense.getWhenPreparedElement(), today));
    WitnessDraft draft =
        new WitnessDraft(
            record,
            status,
            drug,
            given,
            given,
            dosageReader.read(dispense.getDosageInstruction(), drug));
    return switch (status) {
      case "completed", "in-progress", "stopped" ->
          Optional.of(
              given
                  .map(day -> dispensed(dispense, draft, day))
                  .orElseGet(() -> draft.without(State.UNCERTAIN)));
      case "on-hold", "unknown" -> Optional.of(draft.without(State.UNCERTAIN));
      default -> Optional.empty();
    };
  }

  /** A pharmacy hands out a box, not one patch: without a stated supply it lasts the usual one. */
  private Witness dispensed(MedicationDispense dispense, WitnessDraft draft, LocalDate given) {
    int acts = windows.lengthOfAction(draft.drug());
    if (draft.drug().isDepot()) {
      return injected(draft, given, acts);
    }
    OptionalLong stated =
        dispense.getDaysSupply().hasValue() ? Supplies.days(dispense) : OptionalLong.empty();
    long days = Math.max(stated.orElse(windows.assumedSupply()), acts);
    LocalDate end = given.plusDays(days);
    return end.isBefore(today)
        ? draft.past(State.ENDED, end, stated.isEmpty())
        : draft.current(stated.isEmpty());
  }

  Optional<Witness> of(MedicationAdministration administration, RecordReference record, Drug drug) {
    String status = administration.hasStatus() ? administration.getStatus().toCode() : "unknown";
    Optional<LocalDate> last =
        first(end(administration.getEffective()), latestStart(administration.getEffective()))
            .map(day -> earlier(day, today));
    WitnessDraft draft =
        new WitnessDraft(
            record,
            status,
            drug,
            start(administration.getEffective()),
            last,
            dosageReader.read(List.of(), drug));
    return switch (status) {
      case "in-progress" -> Optional.of(draft.without(State.CURRENT));
      case "completed", "stopped" ->
          Optional.of(
              last.map(day -> administered(draft, day))
                  .orElseGet(() -> draft.without(State.UNCERTAIN)));
      case "on-hold", "unknown" -> Optional.of(draft.without(State.UNCERTAIN));
      default -> Optional.empty();
    };
  }

  /** A patch or an infusion over days is no single dose: it asks for its whole washout. */
  private Witness administered(WitnessDraft draft, LocalDate given) {
    int acts = windows.lengthOfAction(draft.drug());
    if (draft.drug().isDepot()) {
      return injected(draft, given, acts);
    }
    if (acts == 0) {
      boolean days = draft.since().filter(first -> first.plusDays(1).isBefore(given)).isPresent();
      return days ? draft.past(State.ENDED, given, false) : draft.single(given);
    }
    LocalDate last = given.plusDays(acts);
    return last.isBefore(today)
        ? draft.past(State.ENDED, last, false)
        : draft.without(State.CURRENT);
  }

  /** A depot is current while it acts, and what follows counts from the injection. */
  private Witness injected(WitnessDraft draft, LocalDate given, int acts) {
    return draft.past(
        given.plusDays(acts).isAfter(today) ? State.CURRENT : State.ENDED, given, false);
  }

  private static Optional<LocalDate> start(Type effective) {
    return effective instanceof Period period
        ? FhirDates.earliest(period.getStartElement())
        : FhirDates.earliest(dateTime(effective));
  }

  /** The latest first day that a partial date allows: the safe side for a last dose. */
  private static Optional<LocalDate> latestStart(Type effective) {
    return effective instanceof Period period
        ? FhirDates.latest(period.getStartElement())
        : FhirDates.latest(dateTime(effective));
  }

  private static Optional<LocalDate> end(Type effective) {
    return effective instanceof Period period
        ? FhirDates.latest(period.getEndElement())
        : Optional.empty();
  }

  private static @Nullable BaseDateTimeType dateTime(Type effective) {
    return effective instanceof DateTimeType dateTime ? dateTime : null;
  }

  private static LocalDate earlier(LocalDate a, LocalDate b) {
    return a.isBefore(b) ? a : b;
  }

  private static Optional<LocalDate> first(
      Optional<LocalDate> preferred, Optional<LocalDate> otherwise) {
    return preferred.or(() -> otherwise);
  }

  private static Optional<LocalDate> latest(Optional<LocalDate> a, Optional<LocalDate> b) {
    return Stream.of(a, b).flatMap(Optional::stream).max(Comparator.naturalOrder());
  }
}

package org.ldncds.fhir;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.MedicationDispense;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.ldncds.clinical.facts.DosageReading;
import org.ldncds.clinical.facts.Witness;
import org.ldncds.clinical.facts.Witness.Note;
import org.ldncds.clinical.protocol.Windows;

/**
 * What a MedicationRequest witnesses. While it is listed as active it is current until its supply
 * is known to have run out: by its own dates, by the fills handed out on it, by a prescription that
 * took its place, or by the end of the stay in hospital it was for.
 */
final class RequestWitness {

  private final Windows windows;
  private final Days days;
  private final DosageReader dosageReader;
  private final Links links;
  private final DispenseWitness dispenses;
  private final Supplies supplies;

  RequestWitness(
      Windows windows,
      Days days,
      DosageReader dosageReader,
      Links links,
      DispenseWitness dispenses) {
    this.windows = windows;
    this.days = days;
    this.dosageReader = dosageReader;
    this.links = links;
    this.dispenses = dispenses;
    this.supplies = new Supplies(days);
  }

  Optional<Witness> of(MedicationRecord record, MedicationRequest request) {
    if (request.getDoNotPerform()) {
      return Optional.empty();
    }
    WitnessDraft draft = draft(record, request);
    return switch (record.status()) {
      case "active" -> Optional.of(active(record, request, draft));
      case "completed", "stopped" -> Optional.of(ended(request, draft));
      case "on-hold" -> Optional.of(draft.uncertain(Note.ON_HOLD));
      case "unknown" -> Optional.of(draft.uncertain(Note.STATUS_UNKNOWN));
      default -> Optional.empty();
    };
  }

  private WitnessDraft draft(MedicationRecord record, MedicationRequest request) {
    var validity = request.getDispenseRequest().getValidityPeriod();
    Optional<LocalDate> since =
        days.earliest(validity.getStartElement())
            .or(() -> supplies.firstOf(request.getDosageInstruction()))
            .or(() -> days.earliest(request.getAuthoredOnElement()));
    DosageReading dosage = dosageReader.read(request.getDosageInstruction(), record.drug());
    Optional<LocalDate> recorded =
        days.past(request.getAuthoredOnElement())
            .or(() -> since.filter(day -> !day.isAfter(days.today())));
    return new WitnessDraft(record, since, recorded, dosage);
  }

  /** True where the day that its end rests on is not stated. */
  private static boolean isPartial(MedicationRequest request) {
    var end = request.getDispenseRequest().getValidityPeriod().getEndElement();
    return Days.isPartial(end.hasValue() ? end : request.getAuthoredOnElement());
  }

  private Witness active(MedicationRecord record, MedicationRequest request, WitnessDraft draft) {
    Optional<LocalDate> stated = supplies.end(request);
    List<MedicationRecord> fills = links.suppliesOf(record);
    if (stated.isPresent()) {
      LocalDate end = withFills(request, stated.get(), fills, draft);
      WitnessDraft noted = draft.noting(isPartial(request), Note.DAY_NOT_STATED);
      return days.isPast(end) ? noted.lapsed(end, Note.SUPPLY_OVER) : noted.current();
    }
    return unstated(record, request, fills, draft);
  }

  /**
   * Refills that were not picked up yet can be, while the prescription is valid: they count from
   * the last that was.
   */
  private LocalDate withFills(
      MedicationRequest request,
      LocalDate stated,
      List<MedicationRecord> fills,
      WitnessDraft draft) {
    Optional<LocalDate> last = lastOf(fills);
    LocalDate end = latest(stated, counted(request, draft), last).orElseThrow();
    OptionalLong one = Supplies.fill(request);
    boolean expired =
        days.latest(request.getDispenseRequest().getValidityPeriod().getEndElement())
            .filter(days::isPast)
            .isPresent();
    if (last.isEmpty() || one.isEmpty() || expired) {
      return end;
    }
    long left = Math.max(0, 1 + Supplies.refills(request) - handedOut(fills));
    LocalDate refilled = Supplies.lasting(last.get(), one.getAsLong(), left);
    return end.isAfter(refilled) ? end : refilled;
  }

  /** Without a stated end, only what other records tell can end it. */
  private Witness unstated(
      MedicationRecord record,
      MedicationRequest request,
      List<MedicationRecord> fills,
      WitnessDraft draft) {
    boolean used =
        handedOut(fills) > Supplies.refills(request)
            && fills.stream().noneMatch(dispenses::isWaiting);
    Optional<LocalDate> usedUp = used ? lastOf(fills) : Optional.empty();
    Optional<LocalDate> replaced = replaced(record);
    Optional<LocalDate> discharged = discharged(request);
    Optional<LocalDate> last = latest(usedUp, replaced, discharged);
    if (last.filter(days::isPast).isEmpty()) {
      return draft.current();
    }
    Note why =
        usedUp.isPresent()
            ? Note.FILLS_USED
            : replaced.isPresent() ? Note.SUPERSEDED : Note.ENCOUNTER_OVER;
    return draft.lapsed(last.get(), why);
  }

  private Optional<LocalDate> lastOf(List<MedicationRecord> fills) {
    return fills.stream()
        .flatMap(fill -> dispenses.endOf(fill).stream())
        .max(Comparator.naturalOrder());
  }

  /** Parts of one fill count once. */
  private long handedOut(List<MedicationRecord> fills) {
    return fills.stream()
        .filter(fill -> !Origins.isPart((MedicationDispense) fill.resource()))
        .filter(fill -> dispenses.endOf(fill).isPresent() && !dispenses.isWaiting(fill))
        .count();
  }

  /** The first day of the latest prescription that took its place. */
  private Optional<LocalDate> replaced(MedicationRecord record) {
    return links.successorsOf(record).stream()
        .flatMap(successor -> supplies.begin((MedicationRequest) successor.resource()).stream())
        .max(Comparator.naturalOrder());
  }

  /** An order for the ward ends with the stay; one for home, written in hospital, does not. */
  private Optional<LocalDate> discharged(MedicationRequest request) {
    boolean ward =
        request.getCategory().stream()
            .flatMap(category -> category.getCoding().stream())
            .anyMatch(coding -> "inpatient".equals(coding.getCode()));
    return ward ? links.endOf(request.getEncounter(), days) : Optional.empty();
  }

  private Witness ended(MedicationRequest request, WitnessDraft undated) {
    WitnessDraft draft = undated.noting(isPartial(request), Note.DAY_NOT_STATED);
    Optional<LocalDate> begin =
        supplies.begin(request).or(() -> links.during(request.getEncounter(), days));
    Optional<LocalDate> stopped =
        draft.status().equals("stopped") ? stopped(request) : Optional.empty();
    Optional<LocalDate> stated = supplies.end(request);
    Optional<LocalDate> counted = counted(request, draft);
    if (stated.isEmpty() && counted.isPresent()) {
      return Endings.of(
          draft.noting(true, Note.SUPPLY_COUNTED),
          latest(counted, stopped, Optional.empty()),
          begin,
          stopped,
          windows,
          days);
    }
    Optional<LocalDate> last =
        stated.isPresent() ? latest(stated, counted, stopped) : Optional.empty();
    return Endings.of(draft, last, begin, stopped, windows, days);
  }

  /** The end of all fills where their quantity and dose tell how long one lasts. */
  private Optional<LocalDate> counted(MedicationRequest request, WitnessDraft draft) {
    if (Supplies.fill(request).isPresent()) {
      return Optional.empty();
    }
    OptionalLong one =
        Supplies.certain(
            dosageReader.amount(request.getDispenseRequest().getQuantity(), draft.drug()),
            draft.dosage());
    return one.isPresent()
        ? supplies
            .begin(request)
            .map(day -> Supplies.lasting(day, one.getAsLong(), 1 + Supplies.refills(request)))
        : Optional.empty();
  }

  /**
   * The day of the stop, as FHIR R4 can say it: the statusChanged of later versions, or a date on
   * the status or its reason.
   */
  private Optional<LocalDate> stopped(MedicationRequest request) {
    return Stream.of(
            request.getExtension().stream()
                .filter(e -> String.valueOf(e.getUrl()).endsWith("statusChanged")),
            request.getStatusReason().getExtension().stream(),
            request.getStatusElement().getExtension().stream())
        .flatMap(extensions -> extensions)
        .map(Extension::getValue)
        .filter(DateTimeType.class::isInstance)
        .flatMap(value -> days.past((BaseDateTimeType) value).stream())
        .max(Comparator.naturalOrder());
  }

  private static Optional<LocalDate> latest(
      Optional<LocalDate> a, Optional<LocalDate> b, Optional<LocalDate> c) {
    return Stream.of(a, b, c).flatMap(Optional::stream).max(Comparator.naturalOrder());
  }

  private static Optional<LocalDate> latest(
      LocalDate a, Optional<LocalDate> b, Optional<LocalDate> c) {
    return latest(Optional.of(a), b, c);
  }
}

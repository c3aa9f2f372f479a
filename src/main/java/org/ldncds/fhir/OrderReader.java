package org.ldncds.fhir;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Timing;
import org.hl7.fhir.r4.model.Timing.EventTiming;
import org.ldncds.clinical.drug.Drug;
import org.ldncds.clinical.drug.DrugCatalogue;
import org.ldncds.clinical.facts.Order;
import org.ldncds.clinical.facts.Problem;
import org.ldncds.clinical.facts.RecordReference;

/** Turns a MedicationRequest under review into an order. */
final class OrderReader {

  private static final Set<EventTiming> MORNING =
      Set.of(
          EventTiming.MORN,
          EventTiming.MORN_EARLY,
          EventTiming.MORN_LATE,
          EventTiming.ACM,
          EventTiming.CM,
          EventTiming.PCM,
          EventTiming.WAKE);
  private static final Set<String> BY_MOUTH =
      Set.of("26643006", "po", "oral", "oral route", "by mouth", "oral use");

  private final DrugCatalogue catalogue;
  private final Map<String, Problem> problems;
  private final ProblemReader problemReader;
  private final LocalDate today;
  private final DosageReader dosageReader;
  private final SupplyReader supplyReader;

  /**
   * @param problems by reference, "Condition/id"
   */
  OrderReader(
      DrugCatalogue catalogue,
      Map<String, Problem> problems,
      ProblemReader problemReader,
      LocalDate today,
      DosageReader dosageReader,
      SupplyReader supplyReader) {
    this.catalogue = catalogue;
    this.problems = problems;
    this.problemReader = problemReader;
    this.today = today;
    this.dosageReader = dosageReader;
    this.supplyReader = supplyReader;
  }

  /**
   * @param planned true where it is not under review itself
   */
  Order read(MedicationRequest request, RecordReference record, Drug found, boolean planned) {
    List<String> routes = Routes.of(request);
    Drug drug = Routes.taken(found, routes, catalogue);
    Optional<LocalDate> start =
        Supplies.boundsStart(request.getDosageInstruction())
            .or(
                () ->
                    FhirDates.earliest(
                        request.getDispenseRequest().getValidityPeriod().getStartElement()));
    return new Order(
        record,
        drug,
        dosageReader.read(request.getDosageInstruction(), drug),
        dosageReader.instructions(request.getDosageInstruction(), drug),
        supplyReader.read(request),
        start,
        end(request, start),
        reasons(request, record),
        routes.stream().anyMatch(BY_MOUTH::contains),
        isInTheMorning(request),
        planned);
  }

  private LocalDate notBeforeToday(LocalDate day) {
    return day.isBefore(today) ? today : day;
  }

  /** A draft that lay about is taken from the day it is signed, not from the day it was written. */
  private Optional<LocalDate> end(MedicationRequest request, Optional<LocalDate> start) {
    Optional<LocalDate> from =
        start.or(() -> FhirDates.latest(request.getAuthoredOnElement())).map(this::notBeforeToday);
    return Stream.of(
            Supplies.boundsEnd(request.getDosageInstruction(), from),
            Supplies.supplied(request, from))
        .flatMap(Optional::stream)
        .map(this::notBeforeToday)
        .max(Comparator.naturalOrder());
  }

  private List<Problem> reasons(MedicationRequest request, RecordReference record) {
    List<Problem> reasons = new ArrayList<>();
    for (CodeableConcept reason : request.getReasonCode()) {
      reasons.add(problemReader.reason(reason, record));
    }
    for (Reference reference : request.getReasonReference()) {
      String target = reference.hasReference() ? reference.getReference() : "";
      Problem problem =
          problems.get(target.substring(Math.max(0, target.lastIndexOf("Condition/"))));
      if (problem != null) {
        reasons.add(problem);
      } else if (reference.hasDisplay()) {
        reasons.add(
            problemReader.reason(new CodeableConcept().setText(reference.getDisplay()), record));
      }
    }
    return reasons;
  }

  private static boolean isInTheMorning(MedicationRequest request) {
    return request.getDosageInstruction().stream()
        .map(dosage -> dosage.getTiming())
        .anyMatch(OrderReader::isInTheMorning);
  }

  private static boolean isInTheMorning(Timing timing) {
    boolean byEvent =
        timing.getRepeat().getWhen().stream()
            .anyMatch(when -> when.hasValue() && MORNING.contains(when.getValue()));
    boolean byTime =
        timing.getRepeat().getTimeOfDay().stream()
            .anyMatch(time -> isMorning(String.valueOf(time.getValue())));
    boolean byCode =
        timing.getCode().getCoding().stream().anyMatch(coding -> "AM".equals(coding.getCode()));
    return byEvent || byTime || byCode;
  }

  /** A time that is none decides nothing: the order is judged all the same. */
  private static boolean isMorning(String time) {
    try {
      return LocalTime.parse(time).isBefore(LocalTime.NOON);
    } catch (DateTimeParseException e) {
      return false;
    }
  }
}

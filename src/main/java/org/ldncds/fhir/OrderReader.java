package org.ldncds.fhir;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Timing;
import org.hl7.fhir.r4.model.Timing.EventTiming;
import org.ldncds.clinical.drug.Drug;
import org.ldncds.clinical.drug.DrugCatalogue;
import org.ldncds.clinical.drug.Form;
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

  /**
   * @param problems by reference, "Condition/id"
   */
  OrderReader(DrugCatalogue catalogue, Map<String, Problem> problems, ProblemReader problemReader) {
    this.catalogue = catalogue;
    this.problems = problems;
    this.problemReader = problemReader;
  }

  Order read(MedicationRequest request, RecordReference record, Drug found) {
    List<String> routes = routes(request);
    Drug drug = found.takenAs(routeForm(routes));
    Optional<LocalDate> start =
        Supplies.boundsStart(request.getDosageInstruction())
            .or(
                () ->
                    FhirDates.earliest(
                        request.getDispenseRequest().getValidityPeriod().getStartElement()));
    return new Order(
        record,
        drug,
        DosageReader.read(request.getDosageInstruction(), drug),
        start,
        end(request, start),
        reasons(request, record),
        routes.stream().anyMatch(BY_MOUTH::contains),
        isInTheMorning(request));
  }

  private Form routeForm(List<String> routes) {
    return routes.stream()
        .map(catalogue::formOf)
        .filter(form -> form == Form.TOPICAL || form == Form.INJECTION || form == Form.IMPLANT)
        .findFirst()
        .orElse(Form.UNKNOWN);
  }

  private static List<String> routes(MedicationRequest request) {
    List<String> routes = new ArrayList<>();
    request
        .getDosageInstruction()
        .forEach(
            dosage -> {
              routes.addAll(Concepts.names(dosage.getRoute()));
              dosage.getRoute().getCoding().stream()
                  .filter(coding -> coding.hasCode())
                  .forEach(coding -> routes.add(coding.getCode()));
            });
    return routes.stream().map(route -> route.toLowerCase(Locale.ROOT)).toList();
  }

  private static Optional<LocalDate> end(MedicationRequest request, Optional<LocalDate> start) {
    Optional<LocalDate> from = start.or(() -> FhirDates.latest(request.getAuthoredOnElement()));
    Optional<LocalDate> bounds = Supplies.boundsEnd(request.getDosageInstruction(), from);
    OptionalLong supply =
        TimingReader.supplyDays(request.getDispenseRequest().getExpectedSupplyDuration());
    long fills = 1L + Math.max(0, request.getDispenseRequest().getNumberOfRepeatsAllowed());
    Optional<LocalDate> supplied =
        supply.isPresent()
            ? from.map(day -> Supplies.lasting(day, supply.getAsLong(), fills))
            : Optional.empty();
    return bounds.isPresent() && supplied.isPresent() && supplied.get().isAfter(bounds.get())
        ? supplied
        : bounds.or(() -> supplied);
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

  private static boolean isBeforeNoon(String time) {
    try {
      return LocalTime.parse(time).isBefore(LocalTime.NOON);
    } catch (DateTimeException e) {
      throw new UnreadableException("a time of day is not valid");
    }
  }

  private static boolean isInTheMorning(Timing timing) {
    boolean byEvent =
        timing.getRepeat().getWhen().stream()
            .anyMatch(when -> when.hasValue() && MORNING.contains(when.getValue()));
    boolean byTime =
        timing.getRepeat().getTimeOfDay().stream()
            .anyMatch(time -> time.hasValue() && isBeforeNoon(time.getValue()));
    boolean byCode =
        timing.getCode().getCoding().stream().anyMatch(coding -> "AM".equals(coding.getCode()));
    return byEvent || byTime || byCode;
  }
}

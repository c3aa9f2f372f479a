package org.ldncds.fhir;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationReferenceRangeComponent;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Timing;
import org.hl7.fhir.r4.model.Type;
import org.jspecify.annotations.Nullable;
import org.ldncds.clinical.drug.Code;
import org.ldncds.clinical.facts.LabResult;
import org.ldncds.clinical.facts.LabResult.Reading;
import org.ldncds.clinical.facts.LabTest;
import org.ldncds.clinical.facts.LabVocabulary;
import org.ldncds.clinical.facts.RecordReference;

/** Reads the results of tests that rules look at, alone and as parts of a panel. */
final class LabReader {

  private static final Set<String> VALID =
      Set.of("final", "amended", "corrected", "preliminary", "registered", "unknown");

  private final LabVocabulary vocabulary;
  private final LabValues values;
  private final LocalDate today;

  LabReader(LabVocabulary vocabulary, LocalDate today) {
    this.vocabulary = vocabulary;
    this.values = new LabValues(vocabulary);
    this.today = today;
  }

  /** What a panel contains is seen only once it is parsed. */
  boolean isProvedIrrelevant(RawResource raw) {
    return !raw.indirect()
        && Concepts.codes(raw.concept()).stream()
            .noneMatch(code -> vocabulary.test(code).isPresent());
  }

  /** A result, or a part of one. */
  private record Part(
      CodeableConcept code,
      @Nullable Type value,
      List<CodeableConcept> interpretation,
      List<ObservationReferenceRangeComponent> ranges) {}

  /**
   * Empty where the observation is of no concern or not valid.
   *
   * @throws UnreadableException where it is of concern and has no date
   */
  List<LabResult> read(Observation observation, RecordReference record) {
    return read(observation, observation, record);
  }

  /**
   * @param outer what tells the date and status where a contained result does not
   */
  private List<LabResult> read(Observation observation, Observation outer, RecordReference record) {
    String status =
        observation.hasStatus()
            ? observation.getStatus().toCode()
            : outer.hasStatus() ? outer.getStatus().toCode() : "unknown";
    if (!VALID.contains(status)) {
      return List.of();
    }
    List<LabResult> results = new ArrayList<>();
    boolean panel = observation.hasComponent() || observation.hasHasMember();
    for (Part part : parts(observation)) {
      for (Code code : Concepts.codes(part.code)) {
        Optional<LabTest> test = vocabulary.test(code);
        boolean pending = part.value == null && (panel || status.equals("registered"));
        if (test.isPresent() && !pending) {
          results.add(result(part, test.get(), code, observation, outer, status, record));
          break;
        }
      }
    }
    observation.getContained().stream()
        .filter(Observation.class::isInstance)
        .forEach(inner -> results.addAll(read((Observation) inner, observation, record)));
    return results;
  }

  private static List<Part> parts(Observation observation) {
    List<Part> parts = new ArrayList<>();
    parts.add(
        new Part(
            observation.getCode(),
            observation.getValue(),
            observation.getInterpretation(),
            observation.getReferenceRange()));
    observation
        .getComponent()
        .forEach(
            component ->
                parts.add(
                    new Part(
                        component.getCode(),
                        component.getValue(),
                        component.getInterpretation(),
                        component.getReferenceRange())));
    return parts;
  }

  private LabResult result(
      Part part,
      LabTest test,
      Code code,
      Observation observation,
      Observation outer,
      String status,
      RecordReference record) {
    BaseDateTimeType taken =
        taken(observation)
            .or(() -> taken(outer))
            .orElseThrow(() -> new UnreadableException("it has no date"));
    LabValues.Value value = values.read(test, part.value, part.interpretation);
    Optional<Instant> time =
        FhirDates.hasTime(taken) ? Optional.of(taken.getValue().toInstant()) : Optional.empty();
    return new LabResult(
        test,
        code.value(),
        value.figure(),
        values.upperLimit(test, part.value, part.ranges),
        value.positive(),
        FhirDates.past(taken, today).orElse(today),
        record,
        new Reading(
            value.written(), value.bound(), value.lack(), time, status.equals("preliminary")));
  }

  /** When it was taken: the end of a period, the first of several moments; else when issued. */
  private static Optional<BaseDateTimeType> taken(Observation observation) {
    Type effective = observation.getEffective();
    BaseDateTimeType issued = observation.getIssuedElement();
    if (effective instanceof Period period) {
      return given(period.getEndElement()).or(() -> given(period.getStartElement()));
    }
    if (effective instanceof Timing timing && timing.hasEvent()) {
      return given(timing.getEvent().get(0));
    }
    return effective instanceof BaseDateTimeType moment ? given(moment) : given(issued);
  }

  private static Optional<BaseDateTimeType> given(@Nullable BaseDateTimeType date) {
    return date == null || date.getValueAsString() == null ? Optional.empty() : Optional.of(date);
  }
}

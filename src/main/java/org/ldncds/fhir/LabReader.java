package org.ldncds.fhir;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;
import org.ldncds.clinical.drug.Code;
import org.ldncds.clinical.facts.LabResult;
import org.ldncds.clinical.facts.LabTest;
import org.ldncds.clinical.facts.RecordReference;

/** Reads the results of tests that rules look at. */
final class LabReader {

  private static final Set<String> FINAL =
      Set.of("final", "amended", "corrected", "preliminary", "registered", "unknown");
  private static final Set<String> POSITIVE =
      Set.of(
          "10828004",
          "260373001",
          "77386006",
          "pos",
          "positive",
          "detected",
          "present",
          "pregnant",
          "la15173-0");
  private static final Set<String> NEGATIVE =
      Set.of(
          "260385009",
          "260415000",
          "60001007",
          "neg",
          "negative",
          "not detected",
          "absent",
          "none detected",
          "not pregnant",
          "la26683-5");
  private static final Set<String> SAME_AS_U_PER_L =
      Set.of("u/l", "iu/l", "[iu]/l", "units/l", "[u]/l");
  private static final Map<String, BigDecimal> KILOGRAMS =
      Map.of(
          "kg", BigDecimal.ONE,
          "g", new BigDecimal("0.001"),
          "[lb_av]", new BigDecimal("0.45359237"),
          "lb", new BigDecimal("0.45359237"),
          "lbs", new BigDecimal("0.45359237"),
          "[oz_av]", new BigDecimal("0.028349523125"));
  private static final BigDecimal U_PER_MICROKATAL = new BigDecimal("60");

  private final Map<Code, LabTest> tests;
  private final LocalDate today;

  LabReader(Map<Code, LabTest> tests, LocalDate today) {
    this.tests = tests;
    this.today = today;
  }

  boolean isProvedIrrelevant(RawResource raw) {
    return Concepts.codes(raw.concept()).stream().noneMatch(tests::containsKey);
  }

  /** Empty where the observation is of no concern, not valid or undated. */
  Optional<LabResult> read(Observation observation, RecordReference record) {
    Optional<LabTest> test =
        Concepts.codes(observation.getCode()).stream()
            .map(tests::get)
            .filter(Objects::nonNull)
            .findFirst();
    String status = observation.hasStatus() ? observation.getStatus().toCode() : "unknown";
    Optional<LocalDate> date = date(observation.getEffective());
    if (test.isEmpty() || date.isEmpty() || !FINAL.contains(status)) {
      return Optional.empty();
    }
    return Optional.of(
        new LabResult(
            test.get().group(),
            value(observation.getValue(), test.get()),
            upperLimit(observation, test.get()),
            positive(observation),
            date.get(),
            record));
  }

  private Optional<LocalDate> date(Type effective) {
    if (effective instanceof Period period) {
      return FhirDates.past(
          period.hasEnd() ? period.getEndElement() : period.getStartElement(), today);
    }
    return effective instanceof DateTimeType dateTime
        ? FhirDates.past(dateTime, today)
        : Optional.empty();
  }

  private static Optional<BigDecimal> value(Type value, LabTest test) {
    return value instanceof Quantity quantity ? inUnit(quantity, test) : Optional.empty();
  }

  private static Optional<BigDecimal> upperLimit(Observation observation, LabTest test) {
    return observation.getReferenceRange().stream()
        .filter(range -> range.getHigh().hasValue())
        .flatMap(range -> inUnit(range.getHigh(), test).stream())
        .findFirst();
  }

  /**
   * Enzymes in U/L, µkat/L converted; a result in another unit than the rules' is not a figure they
   * can use.
   */
  private static Optional<BigDecimal> inUnit(Quantity quantity, LabTest test) {
    if (!quantity.hasValue() || test.unit().isEmpty()) {
      return Optional.empty();
    }
    String unit =
        (quantity.hasCode() ? quantity.getCode() : quantity.hasUnit() ? quantity.getUnit() : "")
            .toLowerCase(Locale.ROOT);
    if (test.unit().equals("U/L")) {
      if (unit.equals("ukat/l") || unit.equals("\u00b5kat/l") || unit.equals("\u03bckat/l")) {
        return Optional.of(quantity.getValue().multiply(U_PER_MICROKATAL));
      }
      return SAME_AS_U_PER_L.contains(unit) ? Optional.of(quantity.getValue()) : Optional.empty();
    }
    if (test.unit().equals("kg")) {
      return Optional.ofNullable(KILOGRAMS.get(unit)).map(quantity.getValue()::multiply);
    }
    return unit.startsWith("ml/min") ? Optional.of(quantity.getValue()) : Optional.empty();
  }

  private static Optional<Boolean> positive(Observation observation) {
    List<String> words = new ArrayList<>();
    if (observation.getValue() instanceof CodeableConcept concept) {
      words.addAll(words(concept));
    } else if (observation.getValue() instanceof StringType text) {
      words.add(text.getValueNotNull());
    }
    observation.getInterpretation().forEach(interpretation -> words.addAll(words(interpretation)));
    List<String> folded =
        words.stream().map(word -> word.strip().toLowerCase(Locale.ROOT)).toList();
    if (folded.stream().anyMatch(POSITIVE::contains)) {
      return Optional.of(true);
    }
    return folded.stream().anyMatch(NEGATIVE::contains) ? Optional.of(false) : Optional.empty();
  }

  private static List<String> words(CodeableConcept concept) {
    List<String> words = new ArrayList<>(Concepts.names(concept));
    concept.getCoding().stream()
        .filter(coding -> coding.hasCode())
        .forEach(coding -> words.add(coding.getCode()));
    return words;
  }
}

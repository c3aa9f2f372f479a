package org.ldncds.fhir;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Observation.ObservationReferenceRangeComponent;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Quantity.QuantityComparator;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;
import org.jspecify.annotations.Nullable;
import org.ldncds.clinical.facts.LabResult.Bound;
import org.ldncds.clinical.facts.LabResult.Lack;
import org.ldncds.clinical.facts.LabTest;
import org.ldncds.clinical.facts.LabVocabulary;

/** Reads the value of a result in the unit of the rules, or as positive or negative. */
record LabValues(LabVocabulary vocabulary) {

  private static final int LONGEST_NUMBER = 12;

  /**
   * A value as read.
   *
   * @param lack set where it can be neither compared nor called positive or negative
   */
  record Value(
      Optional<BigDecimal> figure,
      Bound bound,
      Optional<Boolean> positive,
      String written,
      Optional<Lack> lack) {

    static Value none(Lack lack, String written) {
      return new Value(Optional.empty(), Bound.EXACT, Optional.empty(), written, Optional.of(lack));
    }
  }

  Value read(LabTest test, @Nullable Type value, List<CodeableConcept> interpretation) {
    return test.isCoded() ? coded(value, interpretation) : figure(test, value);
  }

  private Value figure(LabTest test, @Nullable Type value) {
    if (value instanceof Quantity quantity) {
      return quantity.hasValue()
          ? measured(test, quantity.getValue(), unit(quantity), bound(quantity))
          : Value.none(Lack.NO_VALUE, "");
    }
    if (value instanceof StringType text) {
      return written(test, text.getValueNotNull());
    }
    if (value instanceof IntegerType) {
      return Value.none(Lack.UNIT_NOT_KNOWN, "");
    }
    return Value.none(value == null ? Lack.NO_VALUE : Lack.UNCLEAR, "");
  }

  private Value measured(LabTest test, BigDecimal value, String unit, Bound bound) {
    String sign = bound == Bound.EXACT ? "" : bound == Bound.ABOVE ? ">" : "<";
    String written = (sign + value.toPlainString() + " " + unit).strip();
    return vocabulary
        .factor(test, unit)
        .map(factor -> figure(value.multiply(factor), bound, written))
        .orElseGet(() -> Value.none(Lack.UNIT_NOT_KNOWN, written));
  }

  private static Value figure(BigDecimal figure, Bound bound, String written) {
    return new Value(Optional.of(figure), bound, Optional.empty(), written, Optional.empty());
  }

  private static String unit(Quantity quantity) {
    return quantity.hasCode() ? quantity.getCode() : quantity.hasUnit() ? quantity.getUnit() : "";
  }

  private static Bound bound(Quantity quantity) {
    QuantityComparator comparator = quantity.getComparator();
    if (comparator == null) {
      return Bound.EXACT;
    }
    return switch (comparator) {
      case LESS_THAN, LESS_OR_EQUAL -> Bound.BELOW;
      case GREATER_THAN, GREATER_OR_EQUAL -> Bound.ABOVE;
      case NULL -> Bound.EXACT;
    };
  }

  /** A figure sent as text: "&gt;60 mL/min/1.73m2". Anything else tells nothing. */
  private Value written(LabTest test, String text) {
    String rest = text.strip();
    Bound bound = Bound.EXACT;
    if (!rest.isEmpty() && "<>\u2264\u2265".indexOf(rest.charAt(0)) >= 0) {
      bound = rest.charAt(0) == '<' || rest.charAt(0) == '\u2264' ? Bound.BELOW : Bound.ABOVE;
      rest = rest.substring(rest.startsWith("=", 1) ? 2 : 1).strip();
    }
    int end = 0;
    while (end < rest.length()
        && (Character.isDigit(rest.charAt(end)) || rest.charAt(end) == '.')) {
      end++;
    }
    try {
      return end == 0 || end > LONGEST_NUMBER
          ? Value.none(rest.isEmpty() ? Lack.NO_VALUE : Lack.UNCLEAR, text)
          : measured(
              test, new BigDecimal(rest.substring(0, end)), rest.substring(end).strip(), bound);
    } catch (NumberFormatException e) {
      return Value.none(Lack.UNCLEAR, text);
    }
  }

  /** What the value says goes before what the laboratory made of it. */
  private Value coded(@Nullable Type value, List<CodeableConcept> interpretation) {
    List<String> words = new ArrayList<>();
    if (value instanceof CodeableConcept concept) {
      words.addAll(words(concept));
    } else if (value instanceof StringType text) {
      words.add(text.getValueNotNull());
    } else if (value instanceof BooleanType yes) {
      words.add(yes.booleanValue() ? "positive" : "negative");
    }
    List<String> made = interpretation.stream().flatMap(i -> words(i).stream()).toList();
    Optional<Boolean> positive = vocabulary.sense(words).or(() -> vocabulary.sense(made));
    words.addAll(made);
    String written = words.isEmpty() ? "" : words.get(0);
    if (positive.isEmpty()) {
      boolean nothing = value == null && interpretation.isEmpty();
      return Value.none(nothing ? Lack.NO_VALUE : Lack.UNCLEAR, written);
    }
    return new Value(Optional.empty(), Bound.EXACT, positive, written, Optional.empty());
  }

  private static List<String> words(CodeableConcept concept) {
    List<String> words = new ArrayList<>(Concepts.names(concept));
    concept.getCoding().stream()
        .filter(coding -> coding.hasCode())
        .forEach(coding -> words.add(coding.getCode()));
    return words;
  }

  /** Of several normal ranges the lowest end counts, since whom each is for is not compared. */
  Optional<BigDecimal> upperLimit(
      LabTest test, @Nullable Type value, List<ObservationReferenceRangeComponent> ranges) {
    String own = value instanceof Quantity quantity ? unit(quantity) : "";
    return ranges.stream()
        .filter(range -> range.getHigh().hasValue() && isNormal(range.getType()))
        .flatMap(
            range -> {
              String stated = unit(range.getHigh());
              return vocabulary
                  .factor(test, stated.isEmpty() ? own : stated)
                  .map(range.getHigh().getValue()::multiply)
                  .stream();
            })
        .filter(limit -> limit.signum() > 0)
        .min(Comparator.naturalOrder());
  }

  /** Ranges of treatment, of critical values and the like are no limits of normal. */
  private static boolean isNormal(CodeableConcept type) {
    return !type.hasCoding()
        || type.getCoding().stream().anyMatch(coding -> "normal".equals(coding.getCode()));
  }
}

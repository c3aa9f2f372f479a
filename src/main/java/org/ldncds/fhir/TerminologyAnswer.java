package org.ldncds.fhir;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.PrimitiveType;
import org.hl7.fhir.r4.model.Type;
import org.hl7.fhir.r4.model.ValueSet;
import org.hl7.fhir.r4.model.ValueSet.ValueSetExpansionComponent;
import org.ldncds.clinical.drug.Code;
import org.ldncds.clinical.drug.Terminology;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * One answer of a terminology server: FHIR Parameters of an operation, an expanded ValueSet, or an
 * OperationOutcome.
 *
 * @param status of HTTP
 * @param parameters empty where the answer is another resource or nothing that can be read
 * @param expanded empty where the answer is another resource or nothing that can be read
 * @param issues the issue types of an OperationOutcome
 */
record TerminologyAnswer(
    int status, Optional<Parameters> parameters, Optional<ValueSet> expanded, List<String> issues) {

  private static final JsonFactory JSON = new JsonFactory();
  private static final Set<String> NOT_KNOWN = Set.of("not-found", "code-invalid");

  /** Properties that lead to an ingredient or a class: those of RxNorm and of SNOMED CT. */
  private static final Set<String> LEADS =
      Set.of(
          "atc",
          "quantified_form_of",
          "consists_of",
          "tradename_of",
          "form_of",
          "contains",
          "127489000", // has active ingredient
          "762949000", // has precise active ingredient
          "732943007", // has basis of strength substance
          "116680003", // is a
          "parent");

  /** Reads an answer; what is no FHIR JSON gives one without parameters and issues. */
  static TerminologyAnswer of(int status, byte[] body) {
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), body)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return nothing(status);
      }
      RawResource raw = new ResourceScanner(body, json).scan();
      return switch (raw.type()) {
        case "Parameters" ->
            new TerminologyAnswer(
                status,
                Optional.of(ResourceParser.parse(raw, Parameters.class)),
                Optional.empty(),
                List.of());
        case "ValueSet" ->
            new TerminologyAnswer(
                status,
                Optional.empty(),
                Optional.of(ResourceParser.parse(raw, ValueSet.class)),
                List.of());
        case "OperationOutcome" ->
            new TerminologyAnswer(status, Optional.empty(), Optional.empty(), issues(raw));
        default -> nothing(status);
      };
    } catch (JacksonException | UnreadableException e) {
      return nothing(status);
    }
  }

  private static TerminologyAnswer nothing(int status) {
    return new TerminologyAnswer(status, Optional.empty(), Optional.empty(), List.of());
  }

  private static List<String> issues(RawResource raw) {
    return ResourceParser.parse(raw, OperationOutcome.class).getIssue().stream()
        .map(issue -> issue.hasCode() ? issue.getCode().toCode() : "")
        .toList();
  }

  boolean isDone() {
    return status == 200 && parameters.isPresent();
  }

  /** A page of codes; empty where the answer is none. */
  Optional<ValueSetExpansionComponent> expansion() {
    return expanded
        .filter(valueSet -> status == 200 && valueSet.hasExpansion())
        .map(ValueSet::getExpansion);
  }

  /** The server knows the operation and not the code. */
  boolean saysNotKnown() {
    return status >= 400 && status < 500 && issues.stream().anyMatch(NOT_KNOWN::contains);
  }

  /** The server does not know the operation. */
  boolean isNotSupported() {
    boolean refused = status == 404 || status == 405 || status == 501 || status == 400;
    return refused && !saysNotKnown() && (status != 400 || issues.contains("not-supported"));
  }

  /** An answer of a server that works. */
  boolean isSound() {
    return isDone() || saysNotKnown() || isNotSupported();
  }

  /** The value of a parameter; empty where there is none. */
  String value(String name) {
    return parameters.stream()
        .flatMap(p -> p.getParameter().stream())
        .filter(p -> name.equals(p.getName()) && p.hasValue())
        .map(p -> text(p.getValue()))
        .findFirst()
        .orElse("");
  }

  /** What $lookup tells: display, designations, and properties that lead to ingredients. */
  LookedUp.Known found(Terminology system) {
    List<String> names = new ArrayList<>();
    List<Code> codes = new ArrayList<>();
    names.add(value("display"));
    for (ParametersParameterComponent parameter : parameters.orElseThrow().getParameter()) {
      if ("designation".equals(parameter.getName())) {
        names.add(part(parameter, "value").map(TerminologyAnswer::text).orElse(""));
      } else if ("property".equals(parameter.getName())) {
        property(parameter, system, names, codes);
      }
    }
    return new LookedUp.Known(names.stream().filter(Concepts::isName).distinct().toList(), codes);
  }

  private static void property(
      ParametersParameterComponent property,
      Terminology system,
      List<String> names,
      List<Code> codes) {
    String kind =
        part(property, "code").map(TerminologyAnswer::text).orElse("").toLowerCase(Locale.ROOT);
    if (!leads(kind)) {
      return;
    }
    part(property, "description").ifPresent(d -> names.add(text(d)));
    part(property, "value")
        .ifPresent(
            value -> {
              if (value instanceof Coding coding) {
                Terminology.ofUri(coding.hasSystem() ? coding.getSystem() : "")
                    .filter(t -> coding.hasCode())
                    .ifPresent(t -> codes.add(new Code(t, coding.getCode())));
                names.add(coding.hasDisplay() ? coding.getDisplay() : "");
              } else if (!text(value).isBlank()) {
                Terminology of = kind.equals("atc") ? Terminology.ATC : system;
                codes.add(new Code(of, text(value)));
                names.add(value instanceof CodeType ? "" : text(value));
              }
            });
  }

  /** From a product to its ingredient, never from an ingredient to the products it is in. */
  private static boolean leads(String kind) {
    boolean ingredient =
        kind.contains("ingredient") && !kind.contains("inactive") && !kind.endsWith("_of");
    return ingredient || LEADS.contains(kind);
  }

  private static Optional<Type> part(ParametersParameterComponent parameter, String name) {
    return parameter.getPart().stream()
        .filter(part -> name.equals(part.getName()) && part.hasValue())
        .map(ParametersParameterComponent::getValue)
        .findFirst();
  }

  private static String text(Type value) {
    return value instanceof PrimitiveType<?> primitive && primitive.getValueAsString() != null
        ? primitive.getValueAsString()
        : "";
  }
}

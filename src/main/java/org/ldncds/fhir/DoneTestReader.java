package org.ldncds.fhir;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.ldncds.clinical.drug.Code;
import org.ldncds.clinical.facts.DoneTest;
import org.ldncds.clinical.facts.LabTest;
import org.ldncds.clinical.facts.RequestKinds;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Reads from an Observation which tests it shows to be done: those with a result, by their own code
 * or as components; a panel's code stands for its tests where their results were not sent one by
 * one. What was cancelled, entered in error or has no result is no test.
 */
final class DoneTestReader {

  private static final Set<String> DONE =
      Set.of("", "final", "amended", "corrected", "preliminary", "unknown");

  private final RequestKinds kinds;
  private final Map<Code, LabTest> tests;
  private final LocalDate today;

  DoneTestReader(RequestKinds kinds, Map<Code, LabTest> tests, LocalDate today) {
    this.kinds = kinds;
    this.tests = tests;
    this.today = today;
  }

  /**
   * @param sent references of all results that were sent
   */
  List<DoneTest> read(RawResource raw, Set<String> sent) {
    List<Code> codes = Concepts.codes(raw.concept());
    if (kinds.testsOf(codes).isEmpty()) {
      return List.of();
    }
    try {
      JsonNode observation = FhirJson.tree(raw);
      Optional<LocalDate> date = date(observation);
      return date.isEmpty() || !DONE.contains(observation.path("status").asString(""))
          ? List.of()
          : groups(observation, codes, sent)
              .distinct()
              .map(g -> new DoneTest(g, date.get()))
              .toList();
    } catch (JacksonException e) {
      return List.of(); // the reader of results says so
    }
  }

  private Stream<String> groups(JsonNode observation, List<Code> codes, Set<String> sent) {
    List<String> groups = new ArrayList<>(withResult(observation, codes).toList());
    for (JsonNode component : observation.path("component")) {
      withResult(component, Concepts.codes(Concepts.of(component.path("code"))))
          .forEach(groups::add);
    }
    boolean alone =
        observation.path("hasMember").valueStream().noneMatch(member -> sent.contains(id(member)));
    boolean reports =
        !observation.path("hasMember").isEmpty()
            || isMeasured(observation)
            || isSaid(observation, false);
    if (kinds.isPanel(codes) && groups.isEmpty() && alone && reports) {
      groups.addAll(kinds.testsOf(codes));
    }
    return groups.stream();
  }

  private Stream<String> withResult(JsonNode node, List<Code> codes) {
    return codes.stream()
        .flatMap(code -> Stream.ofNullable(tests.get(code)))
        .filter(test -> isMeasured(node) || isSaid(node, !test.unit().isEmpty()))
        .map(LabTest::group);
  }

  private static boolean isMeasured(JsonNode node) {
    return !node.has("dataAbsentReason")
        && (node.path("valueQuantity").path("value").isNumber()
            || node.path("valueInteger").isNumber());
  }

  /** A result in words or as a code, unless the words say that there is none. */
  private boolean isSaid(JsonNode node, boolean inFigures) {
    List<String> words = new ArrayList<>();
    words.add(node.path("valueString").asString(""));
    words.addAll(words(node.path("valueCodeableConcept")));
    node.path("interpretation").forEach(interpretation -> words.addAll(words(interpretation)));
    words.removeIf(String::isBlank);
    boolean figure = words.stream().anyMatch(text -> text.chars().anyMatch(Character::isDigit));
    return !node.has("dataAbsentReason")
        && !words.isEmpty()
        && (figure || !inFigures)
        && !kinds.saysNoResult(words);
  }

  private static List<String> words(JsonNode concept) {
    List<String> words = new ArrayList<>(Concepts.names(Concepts.of(concept)));
    Concepts.of(concept).codings().forEach(coding -> words.add(coding.code()));
    return words;
  }

  private static String id(JsonNode reference) {
    String text = reference.path("reference").asString("");
    return text.substring(Math.max(0, text.lastIndexOf("Observation/")));
  }

  private Optional<LocalDate> date(JsonNode observation) {
    return Stream.of(
            observation.path("effectiveDateTime"),
            observation.path("effectiveInstant"),
            observation.path("effectivePeriod").path("end"),
            observation.path("effectivePeriod").path("start"),
            observation.path("issued"))
        .map(node -> node.asString(""))
        .flatMap(text -> FhirDates.latest(text).stream())
        .findFirst()
        .map(day -> day.isAfter(today) ? today : day);
  }
}

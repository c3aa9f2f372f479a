package org.ldncds.fhir;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.ldncds.clinical.drug.Code;
import org.ldncds.clinical.facts.PlannedSurgery;
import org.ldncds.clinical.facts.RequestKinds;
import org.ldncds.clinical.facts.RequestedTest;
import org.ldncds.fhir.RawResource.Concept;
import tools.jackson.databind.JsonNode;

/**
 * Reads ServiceRequests for tests that rules ask for, and for surgery. All others are passed over
 * by their code or category alone.
 */
final class ServiceRequestReader {

  private static final Set<String> OPEN = Set.of("active", "on-hold", "unknown", "");
  private static final Set<String> NO_ORDER = Set.of("proposal", "option");

  private final RequestKinds kinds;

  ServiceRequestReader(RequestKinds kinds) {
    this.kinds = kinds;
  }

  /**
   * Empty where it is for no test that rules ask for, or no order.
   *
   * @param drafted true for one of the same signature, which may still be a draft
   */
  Optional<RequestedTest> test(RawResource raw, boolean drafted) {
    Concept concept = raw.concept();
    Set<String> groups = kinds.testsOf(Concepts.codes(concept), Concepts.names(concept));
    if (groups.isEmpty()) {
      return Optional.empty();
    }
    JsonNode request = FhirJson.tree(raw);
    boolean ordered =
        isOpen(request, drafted) && !NO_ORDER.contains(request.path("intent").asString(""));
    return ordered
        ? Optional.of(
            new RequestedTest(
                groups, day(request), FhirDates.latest(request.path("authoredOn").asString(""))))
        : Optional.empty();
  }

  /** Empty where it is for no surgery, or not open. */
  Optional<PlannedSurgery> surgery(RawResource raw, boolean drafted) {
    JsonNode request = FhirJson.tree(raw);
    List<String> names = Concepts.names(raw.concept());
    List<String> texts = new ArrayList<>(names);
    List<Code> categories = new ArrayList<>();
    JsonNode sentCategories = request.path("category");
    for (JsonNode sent : sentCategories.isObject() ? List.of(sentCategories) : sentCategories) {
      Concept category = Concepts.of(sent);
      categories.addAll(Concepts.codes(category));
      texts.addAll(Concepts.names(category));
    }
    if (!kinds.isSurgery(categories, texts) || !isOpen(request, drafted)) {
      return Optional.empty();
    }
    String name = names.stream().findFirst().orElse(texts.isEmpty() ? "Surgery" : texts.get(0));
    return Optional.of(new PlannedSurgery(name, day(request), raw.reference()));
  }

  private static boolean isOpen(JsonNode request, boolean drafted) {
    String status = request.path("status").asString("");
    return (OPEN.contains(status) || (drafted && status.equals("draft")))
        && !request.path("doNotPerform").asBoolean(false);
  }

  private static Optional<LocalDate> day(JsonNode request) {
    JsonNode timing = request.path("occurrenceTiming");
    return Stream.of(
            request.path("occurrenceDateTime"),
            request.path("occurrencePeriod").path("start"),
            timing.path("event").path(0),
            timing.path("repeat").path("boundsPeriod").path("start"))
        .map(node -> node.asString(""))
        .flatMap(text -> FhirDates.latest(text).stream())
        .findFirst();
  }
}

package org.ldncds.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.ldncds.fhir.TestFhir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What every answer must hold, by CDS Hooks 2.0.1 and by our own promises. {@link TestPipeline} and
 * {@link EveryAnswer} check it on each answer of every test; no test gets around them.
 */
final class StrictAnswer {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Set<String> BEHAVIOURS = Set.of("at-most-one", "any");
  private static final Pattern OWN_PAGE =
      Pattern.compile("https?://[A-Za-z0-9.:-]+/titration-plan\\?protocol=[!-~]+");
  private static final Set<String> INDICATORS = Set.of("info", "warning", "critical");

  /** For answers of which it is not known whom they are for. */
  static final String ANY_DIALECT = "any";

  private StrictAnswer() {}

  /** Reads the answer and asserts all of it. */
  static JsonNode read(byte[] body) {
    return valid(shape(body));
  }

  /** The same for an EHR of whose kind {@link org.ldncds.hooks.Dialect} tells more. */
  static JsonNode read(byte[] body, String dialect) {
    return valid(shape(body, dialect));
  }

  private static JsonNode valid(JsonNode answer) {
    answer.findValues("resource").forEach(resource -> TestFhir.requireValid(resource.toString()));
    return answer;
  }

  /** The same without the slow FHIR validator, for tests that ask thousands of times. */
  static JsonNode shape(byte[] body) {
    return shape(body, "standard");
  }

  /**
   * @param dialect {@link #ANY_DIALECT} asserts what all EHRs are promised
   */
  static JsonNode shape(byte[] body, String dialect) {
    JsonNode answer = JSON.readTree(body);
    assertTrue(answer.path("cards").isArray(), "cards must be an array");
    assertEquals(List.of("cards"), List.copyOf(answer.propertyNames()), "cards alone");
    Set<String> uuids = new HashSet<>();
    for (JsonNode card : answer.get("cards")) {
      card(card, uuids);
      switch (dialect) {
        case "standard" -> standard(card);
        case "epic" -> epic(card);
        default -> assertEquals(ANY_DIALECT, dialect);
      }
    }
    assertTrue(answer.get("cards").size() <= 4, "at most four cards");
    return answer;
  }

  /** Asserts that only orders under review are changed, each under the id it was sent with. */
  static void fits(byte[] request, JsonNode answer) {
    List<JsonNode> changed = new ArrayList<>();
    for (JsonNode suggestion : answer.get("cards").findValues("actions")) {
      suggestion.forEach(
          action -> {
            if (action.get("type").asString().equals("update")) {
              changed.add(action.get("resource"));
            }
          });
    }
    if (changed.isEmpty()) {
      return;
    }
    Set<String> drafts = new HashSet<>();
    for (JsonNode entry : JSON.readTree(request).at("/context/draftOrders/entry")) {
      JsonNode draft = entry.path("resource");
      drafts.add(draft.path("resourceType").asString("") + "/" + draft.path("id").asString(""));
    }
    for (JsonNode resource : changed) {
      String target = text(resource, "resourceType") + "/" + text(resource, "id");
      assertTrue(drafts.contains(target), () -> target + " is none of the drafts " + drafts);
    }
  }

  private static void card(JsonNode card, Set<String> uuids) {
    nothingEmpty(card, "card");
    text(card, "uuid");
    assertTrue(uuids.add(card.get("uuid").asString()), "uuids are unique");
    String summary = text(card, "summary");
    assertTrue(summary.codePointCount(0, summary.length()) < 140, "summary below 140: " + summary);
    assertFalse(summary.contains("<") || summary.contains("\n"), "summary is one plain line");
    assertTrue(INDICATORS.contains(text(card, "indicator")), "indicator");
    String detail = text(card, "detail");
    assertFalse(detail.contains("<"), "no HTML in detail: " + detail);
    assertFalse(
        detail.contains("{{") || detail.contains("null"), "no unfilled place in detail: " + detail);
    text(card.get("source"), "label");
    coding(card.get("source").get("topic"));
    card.get("source").path("url").asStringOpt().ifPresent(StrictAnswer::address);
    card.get("source").path("icon").asStringOpt().ifPresent(StrictAnswer::address);
    assertTrue(card.path("overrideReasons").size() <= 6, "at most six override reasons");
    card.path("overrideReasons").forEach(StrictAnswer::coding);
    assertEquals(
        card.has("suggestions"), card.has("selectionBehavior"), "how to choose, if there is what");
    assertTrue(
        !card.has("suggestions") || BEHAVIOURS.contains(text(card, "selectionBehavior")),
        "a way to choose that the specification knows");
    suggestions(card.path("suggestions"), uuids);
    card.path("links").forEach(StrictAnswer::link);
  }

  private static void standard(JsonNode card) {
    if (card.has("suggestions")) {
      boolean tests = card.at("/source/topic/code").asString().equals("BaselineTests");
      assertEquals(tests ? "any" : "at-most-one", text(card, "selectionBehavior"));
    }
  }

  /** What Epic's tutorial asks for beside the specification. */
  private static void epic(JsonNode card) {
    String topic = card.at("/source/topic/code").asString();
    assertTrue(topic.matches("[A-Za-z0-9]{1,100}"), "topic code " + topic);
    if (card.has("suggestions")) {
      assertEquals("any", text(card, "selectionBehavior"));
    }
    for (JsonNode suggestion : card.path("suggestions")) {
      assertFalse(suggestion.has("isRecommended"), "nothing is chosen beforehand");
      assertEquals(1, suggestion.get("actions").size(), "one action a suggestion");
      JsonNode action = suggestion.get("actions").get(0);
      assertEquals("create", text(action, "type"));
      assertEquals("ServiceRequest", text(action.get("resource"), "resourceType"));
    }
  }

  private static void link(JsonNode link) {
    text(link, "label");
    assertEquals("absolute", text(link, "type"));
    assertTrue(OWN_PAGE.matcher(text(link, "url")).matches(), () -> "only our own pages: " + link);
    assertFalse(link.has("appContext"), "no appContext on an absolute link");
  }

  private static void suggestions(JsonNode suggestions, Set<String> uuids) {
    int recommended = 0;
    for (JsonNode suggestion : suggestions) {
      text(suggestion, "label");
      assertTrue(uuids.add(text(suggestion, "uuid")), "uuids are unique");
      recommended += suggestion.path("isRecommended").asBoolean(false) ? 1 : 0;
      assertFalse(suggestion.get("actions").isEmpty(), "actions are not empty");
      List<String> types = new ArrayList<>();
      for (JsonNode action : suggestion.get("actions")) {
        types.add(text(action, "type"));
        text(action, "description");
        action(text(action, "type"), action.get("resource"));
      }
      assertEquals(
          types.stream().sorted(Comparator.reverseOrder()).toList(), types, "updates come first");
    }
    assertTrue(recommended <= 1, "at most one suggestion is recommended");
  }

  private static void action(String type, JsonNode resource) {
    String resourceType = text(resource, "resourceType");
    if (type.equals("update")) {
      assertEquals("MedicationRequest", resourceType);
      return;
    }
    assertEquals("create", type);
    assertTrue(Set.of("ServiceRequest", "CarePlan").contains(resourceType), resourceType);
    assertEquals("draft", text(resource, "status"));
    assertTrue(Set.of("proposal", "plan", "order").contains(text(resource, "intent")), "intent");
    assertTrue(text(resource.get("subject"), "reference").contains("Patient/"), "subject");
    assertFalse(resource.has("id"), "the EHR numbers what is new");
    nothingEmpty(resource, "a new " + resourceType);
    TestFhir.requireReadable(resource.toString());
  }

  private static void address(String url) {
    assertTrue(url.startsWith("https://") || url.startsWith("http://"), "absolute: " + url);
  }

  private static void coding(JsonNode coding) {
    assertNotNull(coding, "coding");
    text(coding, "system");
    text(coding, "code");
    text(coding, "display");
  }

  static String text(JsonNode node, String field) {
    JsonNode value = node.get(field);
    assertTrue(
        value != null && value.isString() && !value.asString().isBlank(),
        field + " must be a text");
    return value.asString();
  }

  /**
   * The specification allows no null, "", [] or {}; a resource is the EHR's own and may hold what
   * it likes.
   */
  static void nothingEmpty(JsonNode node, String path) {
    assertFalse(node.isNull(), path + " is null");
    assertFalse(node.isString() && node.asString().isEmpty(), path + " is empty");
    assertFalse(node.isContainer() && node.isEmpty(), path + " is empty");
    if (node.isArray()) {
      node.forEach(element -> nothingEmpty(element, path + "[]"));
    } else if (node.isObject()) {
      node.properties().stream()
          .filter(field -> !field.getKey().equals("resource"))
          .forEach(field -> nothingEmpty(field.getValue(), path + "." + field.getKey()));
    }
  }
}

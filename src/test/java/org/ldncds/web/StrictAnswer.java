package org.ldncds.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.ldncds.fhir.TestFhir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What every answer must hold, by CDS Hooks 2.0.1 and by our own promises: checked on each answer
 * of every test.
 */
final class StrictAnswer {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Set<String> INDICATORS = Set.of("info", "warning", "critical");

  private StrictAnswer() {}

  /** Reads the answer and asserts all of it. */
  static JsonNode read(byte[] body) {
    JsonNode answer = shape(body);
    answer.findValues("resource").forEach(resource -> TestFhir.requireValid(resource.toString()));
    return answer;
  }

  /** The same without the slow FHIR validator, for tests that ask thousands of times. */
  static JsonNode shape(byte[] body) {
    JsonNode answer = JSON.readTree(body);
    assertTrue(answer.path("cards").isArray(), "cards must be an array");
    assertFalse(answer.has("systemActions"), "no system actions");
    Set<String> uuids = new HashSet<>();
    for (JsonNode card : answer.get("cards")) {
      card(card, uuids);
    }
    assertTrue(answer.get("cards").size() <= 4, "at most four cards");
    return answer;
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
    assertTrue(card.get("overrideReasons").size() <= 6, "at most six override reasons");
    card.get("overrideReasons").forEach(StrictAnswer::coding);
    if (card.has("suggestions")) {
      assertEquals("at-most-one", text(card, "selectionBehavior"));
      suggestions(card.get("suggestions"), uuids);
    } else {
      assertFalse(card.has("selectionBehavior"), "no selectionBehavior without suggestions");
    }
  }

  private static void suggestions(JsonNode suggestions, Set<String> uuids) {
    int recommended = 0;
    for (JsonNode suggestion : suggestions) {
      text(suggestion, "label");
      assertTrue(uuids.add(text(suggestion, "uuid")), "uuids are unique");
      recommended += suggestion.path("isRecommended").asBoolean(false) ? 1 : 0;
      assertFalse(suggestion.get("actions").isEmpty(), "actions are not empty");
      for (JsonNode action : suggestion.get("actions")) {
        assertEquals("update", text(action, "type"));
        text(action, "description");
        assertEquals("MedicationRequest", text(action.get("resource"), "resourceType"));
      }
    }
    assertTrue(recommended <= 1, "at most one suggestion is recommended");
  }

  private static void coding(JsonNode coding) {
    assertNotNull(coding, "coding");
    text(coding, "system");
    text(coding, "code");
    text(coding, "display");
  }

  private static String text(JsonNode node, String field) {
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
  private static void nothingEmpty(JsonNode node, String path) {
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

package org.ldncds.fhir;

import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Rewrites dosages of FHIR DSTU2 and STU3 (and the asNeeded of R5) as R4, where HAPI would drop
 * what it does not know without a word: a dose directly on the instruction, periodUnits, a single
 * when.
 */
final class OldDosage {

  private static final Set<String> LISTS = Set.of("dosageInstruction", "dosage");

  /** Names of DSTU2 and STU3, and what R4 calls them inside doseAndRate. */
  private static final Map<String, String> AMOUNTS =
      Map.of(
          "doseQuantity", "doseQuantity",
          "doseRange", "doseRange",
          "doseSimpleQuantity", "doseQuantity",
          "quantityQuantity", "doseQuantity",
          "quantityRange", "doseRange",
          "rateRatio", "rateRatio",
          "rateRange", "rateRange",
          "rateQuantity", "rateQuantity",
          "rateSimpleQuantity", "rateQuantity");

  private static final String AS_NEEDED = "asNeeded";
  private static final Map<String, String> REPEAT =
      Map.of("periodUnits", "periodUnit", "durationUnits", "durationUnit");
  private static final Set<String> REPEAT_LISTS = Set.of("when", "timeOfDay", "dayOfWeek");

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private OldDosage() {}

  /** True where the parser stands at a name that R4 does not have in its place. */
  static boolean isOld(JsonToken token, JsonParser in) {
    if (token == JsonToken.PROPERTY_NAME) {
      String name = in.getString();
      return REPEAT.containsKey(name)
          || ((AMOUNTS.containsKey(name) || name.equals(AS_NEEDED))
              && isInInstruction(in.streamReadContext()));
    }
    return token == JsonToken.VALUE_STRING
        && in.streamReadContext().inObject()
        && REPEAT_LISTS.contains(String.valueOf(in.currentName()));
  }

  private static boolean isInInstruction(TokenStreamContext place) {
    TokenStreamContext list = place.getParent();
    TokenStreamContext owner = list == null ? null : list.getParent();
    return owner != null && list.inArray() && LISTS.contains(String.valueOf(owner.currentName()));
  }

  /** The resource as R4 writes it; numbers keep their digits. */
  static String modern(String resource) {
    JsonNode root = JSON.readTree(resource);
    for (String name : LISTS) {
      root.path(name)
          .forEach(
              instruction -> {
                if (instruction instanceof ObjectNode object) {
                  modernise(object);
                }
              });
    }
    return JSON.writeValueAsString(root);
  }

  private static void modernise(ObjectNode instruction) {
    ObjectNode doseAndRate = JSON.createObjectNode();
    AMOUNTS.forEach(
        (old, now) -> {
          JsonNode amount = instruction.remove(old);
          if (amount != null) {
            doseAndRate.set(now, amount);
          }
        });
    if (!doseAndRate.isEmpty()) {
      JsonNode stated = instruction.get("doseAndRate");
      ArrayNode list = stated instanceof ArrayNode array ? array : JSON.createArrayNode();
      if (stated instanceof ObjectNode) {
        list.add(stated);
      }
      instruction.set("doseAndRate", list.add(doseAndRate));
    }
    JsonNode asNeeded = instruction.remove(AS_NEEDED);
    if (asNeeded != null) {
      instruction.set(
          asNeeded.isObject() ? "asNeededCodeableConcept" : "asNeededBoolean", asNeeded);
    }
    if (instruction.path("timing").path("repeat") instanceof ObjectNode repeat) {
      repeat(repeat);
    }
  }

  private static void repeat(ObjectNode repeat) {
    REPEAT.forEach(
        (old, now) -> {
          JsonNode unit = repeat.remove(old);
          if (unit != null && !repeat.has(now)) {
            repeat.set(now, unit);
          }
        });
    for (String name : List.copyOf(REPEAT_LISTS)) {
      JsonNode one = repeat.path(name);
      if (one.isString()) {
        repeat.set(name, JSON.createArrayNode().add(one));
      }
    }
  }
}

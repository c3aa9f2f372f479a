package org.ldncds.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.ldncds.web.TestRequests.JSON;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ldncds.fhir.PrefetchKey;
import org.ldncds.knowledge.Case;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Changes that must not change an answer, tried on every case. */
class MetamorphicTest {

  private static final long SEED = 20261123;
  private static final Pattern STRENGTH =
      Pattern.compile("(\\d{1,3}(?:\\.\\d)?) (?:mg|MG)\\b(?!/)");
  private static final Pattern INDICATOR = Pattern.compile("indicator=[a-z]+");
  private static final List<String> RISING = List.of("info", "warning", "critical");
  private static final IdentityHashMap<Case, Map<String, String>> BEFORE = new IdentityHashMap<>();

  private static ObjectNode request(Case one) {
    return (ObjectNode) JSON.readTree(CaseRequest.json(one));
  }

  /** The answer to the case as it is written. */
  private static Map<String, String> before(Case one) {
    return BEFORE.computeIfAbsent(one, x -> cards(TestRequests.bytes(request(one)), one));
  }

  /** Ways to write the same request differently. */
  enum Change {
    ENTRIES_SHUFFLED {
      @Override
      void apply(ObjectNode request) {
        shuffle(request, new Random(SEED));
      }
    },
    KEYS_REVERSED {
      @Override
      void apply(ObjectNode request) {
        ObjectNode reversed = (ObjectNode) reversed(request);
        request.removeAll();
        request.setAll(reversed);
      }
    },
    IRRELEVANT_RECORDS_ADDED {
      @Override
      void apply(ObjectNode request) {
        if (request.at("/prefetch/medicationRequests") instanceof ObjectNode list) {
          ArrayNode entries =
              list.get("entry") instanceof ArrayNode existing ? existing : list.putArray("entry");
          for (String drug :
              List.of("amlodipine 5 MG Oral Tablet", "ipratropium inhaler", "apomorphine pen")) {
            entries
                .addObject()
                .set(
                    "resource",
                    TestRequests.json(
                        "{'resourceType':'MedicationRequest','id':'other-%d','status':'active','intent':'order','subject':{'reference':'Patient/case-patient'},'medicationCodeableConcept':{'text':'%s'}}"
                            .formatted(entries.size(), drug)));
          }
          list.put("total", entries.size());
        }
        add(request, "/prefetch/conditions", "Condition", "'code':{'text':'Sprained ankle'}");
        add(request, "/prefetch/allergies", "AllergyIntolerance", "'code':{'text':'Hazelnuts'}");
        add(
            request,
            "/prefetch/observations",
            "Observation",
            "'status':'final','code':{'coding':[{'system':'http://loinc.org','code':'2951-2'}]},'valueQuantity':{'value':140,'unit':'mmol/L'}");
        add(
            request,
            "/context/draftOrders",
            "ServiceRequest",
            "'status':'draft','intent':'order','code':{'text':'Chest X-ray'}");
        add(
            request,
            "/context/draftOrders",
            "MedicationRequest",
            "'status':'draft','intent':'order','medicationCodeableConcept':{'text':'amoxicillin 250 MG Oral Capsule'}");
      }
    },
    PRETTY_PRINTED {
      @Override
      void apply(ObjectNode request) {}

      @Override
      byte[] written(ObjectNode request) {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(request);
      }
    },
    MILLIGRAMS_AS_MICROGRAMS {
      @Override
      void apply(ObjectNode request) {
        micrograms(request);
      }
    };

    abstract void apply(ObjectNode request);

    byte[] written(ObjectNode request) {
      return TestRequests.bytes(request);
    }
  }

  /** Adds one more record of that kind where the request tells of such records. */
  private static void add(ObjectNode request, String place, String type, String fields) {
    if (request.at(place) instanceof ObjectNode list) {
      ArrayNode entries =
          list.get("entry") instanceof ArrayNode existing ? existing : list.putArray("entry");
      String patient = type.equals("AllergyIntolerance") ? "patient" : "subject";
      entries
          .addObject()
          .set(
              "resource",
              TestRequests.json(
                  "{'resourceType':'%s','id':'more-%d','%s':{'reference':'Patient/case-patient'},%s}"
                      .formatted(type, entries.size(), patient, fields)));
      if (list.has("total")) {
        list.put("total", entries.size());
      }
    }
  }

  private static void shuffle(JsonNode node, Random random) {
    if (node instanceof ObjectNode object && object.get("entry") instanceof ArrayNode entries) {
      List<JsonNode> shuffled = new ArrayList<>();
      entries.forEach(shuffled::add);
      Collections.shuffle(shuffled, random);
      entries.removeAll();
      shuffled.forEach(entries::add);
    }
    node.forEach(child -> shuffle(child, random));
  }

  private static JsonNode reversed(JsonNode node) {
    if (node instanceof ObjectNode object) {
      List<String> names = new ArrayList<>(object.propertyNames());
      Collections.reverse(names);
      ObjectNode reversed = JSON.createObjectNode();
      names.forEach(name -> reversed.set(name, reversed(object.get(name))));
      return reversed;
    }
    if (node instanceof ArrayNode array) {
      ArrayNode same = JSON.createArrayNode();
      array.forEach(element -> same.add(reversed(element)));
      return same;
    }
    return node;
  }

  private static void micrograms(JsonNode node) {
    if (node instanceof ObjectNode quantity && quantity.path("unit").asString("").equals("mg")) {
      quantity
          .put("value", quantity.get("value").decimalValue().multiply(new BigDecimal("1000")))
          .put("unit", "ug");
    }
    node.forEach(MetamorphicTest::micrograms);
  }

  @ParameterizedTest
  @EnumSource(Change.class)
  void theAnswerStaysTheSame(Change change) {
    for (Case one : TestPipeline.KNOWLEDGE.cases()) {
      ObjectNode request = request(one);
      change.apply(request);
      assertEquals(before(one), cards(change.written(request), one), one.name());
    }
  }

  /** What the drug's name says of its strength is read in any unit of mass. */
  @Test
  void strengthsInMicrogramsAreTheSameStrengths() {
    int changed = 0;
    for (Case one : TestPipeline.KNOWLEDGE.cases()) {
      ObjectNode request = request(one);
      if (strengthsInMicrograms(request.at("/context/draftOrders"))) {
        changed++;
        assertEquals(
            urgencies(before(one)), urgencies(cards(TestRequests.bytes(request), one)), one.name());
      }
    }
    assertTrue(changed > 100, () -> "too few names hold a strength");
  }

  private static boolean strengthsInMicrograms(JsonNode node) {
    boolean changed = false;
    for (JsonNode child : node) {
      changed |= strengthsInMicrograms(child);
    }
    if (node instanceof ObjectNode order
        && order.get("medicationCodeableConcept") instanceof ObjectNode concept) {
      String name = concept.path("text").asString("");
      String other =
          STRENGTH
              .matcher(name)
              .replaceAll(
                  found ->
                      new BigDecimal(found.group(1)).multiply(new BigDecimal("1000")).toBigInteger()
                          + " mcg");
      concept.put("text", other);
      changed |= !other.equals(name);
    }
    return changed;
  }

  private static Map<String, String> urgencies(Map<String, String> cards) {
    Map<String, String> urgencies = new TreeMap<>(cards);
    urgencies.replaceAll(
        (topic, shown) -> INDICATOR.matcher(shown).results().findFirst().orElseThrow().group());
    return urgencies;
  }

  /**
   * Removing an input never makes the answer quieter without a word that something was not checked.
   */
  @ParameterizedTest
  @EnumSource(PrefetchKey.class)
  void nothingIsLostSilentlyWithAnInput(PrefetchKey key) {
    for (Case one : TestPipeline.KNOWLEDGE.cases()) {
      ObjectNode request = request(one);
      if (!mayBeLeftOut(key, one) && request.get("prefetch").has(key.key())) {
        Map<String, String> before = before(one);
        ((ObjectNode) request.get("prefetch")).remove(key.key());
        Map<String, String> after = cards(TestRequests.bytes(request), one);
        boolean quieter =
            before.keySet().stream()
                .anyMatch(topic -> urgency(before, topic) > urgency(after, topic));
        assertTrue(
            !quieter || after.containsKey("CheckIncomplete"),
            () -> one.name() + ": " + before + " became " + after);
      }
    }
  }

  private static int urgency(Map<String, String> cards, String topic) {
    String shown = cards.getOrDefault(topic, "");
    return RISING.indexOf(
        RISING.stream().filter(i -> shown.contains("indicator=" + i)).findFirst().orElse(""));
  }

  /** By contract the other sources are no gap once one medication list is known. */
  private static boolean mayBeLeftOut(PrefetchKey key, Case one) {
    boolean hasStatements =
        one.records().stream().anyMatch(record -> "statement".equals(record.get("record")));
    return switch (key) {
      case MEDICATION_STATEMENTS,
          MEDICATION_DISPENSES,
          MEDICATION_ADMINISTRATIONS,
          SERVICE_REQUESTS ->
          true;
      case MEDICATION_REQUESTS -> hasStatements;
      case PATIENT, CONDITIONS, ALLERGIES, OBSERVATIONS -> false;
    };
  }

  /** What a clinician sees of each card, by topic. */
  private static Map<String, String> cards(byte[] request, Case one) {
    Map<String, String> cards = new TreeMap<>();
    for (JsonNode card : TestPipeline.shapedAnswer(request, one.today()).get("cards")) {
      Map<String, String> shown = new LinkedHashMap<>();
      shown.put("indicator", card.get("indicator").asString());
      shown.put("summary", card.get("summary").asString());
      shown.put("detail", sortedLines(card.get("detail").asString()));
      cards.put(card.get("source").get("topic").get("code").asString(), shown.toString());
    }
    return cards;
  }

  private static String sortedLines(String detail) {
    return String.join("\n", detail.lines().sorted().toList());
  }
}

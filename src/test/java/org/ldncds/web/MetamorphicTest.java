package org.ldncds.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.ldncds.web.TestRequests.JSON;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
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
      }
    },
    MILLIGRAMS_AS_MICROGRAMS {
      @Override
      void apply(ObjectNode request) {
        micrograms(request);
      }
    };

    abstract void apply(ObjectNode request);
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
      ObjectNode request = (ObjectNode) JSON.readTree(CaseRequest.json(one));
      Map<String, String> before = cards(request, one);
      change.apply(request);
      assertEquals(before, cards(request, one), one.name());
    }
  }

  /**
   * Removing an input never makes the answer quieter without a word that something was not checked.
   */
  @ParameterizedTest
  @EnumSource(PrefetchKey.class)
  void nothingIsLostSilentlyWithAnInput(PrefetchKey key) {
    for (Case one : TestPipeline.KNOWLEDGE.cases()) {
      ObjectNode request = (ObjectNode) JSON.readTree(CaseRequest.json(one));
      if (!mayBeLeftOut(key, one) && request.get("prefetch").has(key.key())) {
        Map<String, String> before = cards(request, one);
        ((ObjectNode) request.get("prefetch")).remove(key.key());
        Map<String, String> after = cards(request, one);
        boolean quieter = before.keySet().stream().anyMatch(topic -> !after.containsKey(topic));
        assertTrue(
            !quieter || after.containsKey("CheckIncomplete"),
            () -> one.name() + ": " + before + " became " + after);
      }
    }
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
  private static Map<String, String> cards(ObjectNode request, Case one) {
    Map<String, String> cards = new TreeMap<>();
    for (JsonNode card :
        TestPipeline.quickAnswer(TestRequests.bytes(request), one.today()).get("cards")) {
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

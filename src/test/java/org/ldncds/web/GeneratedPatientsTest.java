package org.ldncds.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.ldncds.knowledge.Case;
import tools.jackson.databind.JsonNode;

/**
 * A thousand patients made by chance, through all three hooks: never a fault, never more than four
 * cards, every answer as the specification wants it, and nothing for whom neither naltrexone nor an
 * opioid is ordered or on record.
 */
class GeneratedPatientsTest {

  private static final long SEED = 20261125;
  private static final int ALL = 1_000;
  private static final int SLICE = 120;
  private static final List<String> HOOKS = List.of("order-sign", "order-select", "patient-view");

  @Test
  void aSliceOfThem() {
    prove(SLICE);
  }

  @Test
  @Tag("proof")
  void allOfThem() {
    int cases = Integer.getInteger("proof.cases", 0);
    prove(cases == 0 ? ALL : Math.min(ALL, cases));
  }

  private static void prove(int patients) {
    Map<String, Integer> topics = new TreeMap<>();
    for (int i = 0; i < patients; i++) {
      for (String hook : HOOKS) {
        Case one = new GeneratedPatient(SEED + i).next(hook);
        if (hook.equals("order-select") && one.selected().isEmpty()) {
          continue; // refused, see HooksHttpTest
        }
        JsonNode answer = TestPipeline.answer(CaseRequest.json(one), one.today());
        assertTrue(answer.get("cards").size() <= 4, answer::toPrettyString);
        for (JsonNode card : answer.get("cards")) {
          topics.merge(hook + " " + card.at("/source/topic/code").asString(), 1, Integer::sum);
        }
        silentWithout(one);
      }
    }
    // a generator that brings no cards would prove nothing
    for (String seen :
        List.of(
            "order-sign OpioidConflict",
            "order-sign DoseRange",
            "order-sign CheckIncomplete",
            "order-select OpioidConflict",
            "order-select DoseRange",
            "patient-view FollowUp")) {
      assertTrue(topics.getOrDefault(seen, 0) >= patients / 40, seen + " in " + topics);
    }
    assertTrue(topics.containsKey("order-sign TitrationPlan"), topics::toString);
    assertFalse(topics.containsKey("order-select TitrationPlan"), topics::toString);
  }

  private static void silentWithout(Case one) {
    Case none = GeneratedPatient.without(one, GeneratedPatient::matters);
    assertEquals("{\"cards\":[]}", TestPipeline.answer(CaseRequest.json(none), none.today()) + "");
    if (one.hook().equals("patient-view")) {
      Case opioidsOnly = GeneratedPatient.without(one, GeneratedPatient::isNaltrexone);
      assertEquals(
          "{\"cards\":[]}", TestPipeline.answer(CaseRequest.json(opioidsOnly), none.today()) + "");
    }
  }
}

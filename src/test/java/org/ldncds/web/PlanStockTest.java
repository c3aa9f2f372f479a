package org.ldncds.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.ldncds.web.PlanOrders.TODAY;
import static org.ldncds.web.PlanOrders.ordered;
import static org.ldncds.web.PlanOrders.plans;
import static org.ldncds.web.PlanOrders.taken;
import static org.ldncds.web.TestRequests.bytes;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ldncds.knowledge.Knowledge;
import org.ldncds.knowledge.TestKnowledge;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a deployer changes in the knowledge reaches the clinician, without a line of Java. */
class PlanStockTest {

  private static List<String> labels(Knowledge knowledge, ObjectNode request) {
    return plans(TestPipeline.shapedAnswer(knowledge, bytes(request), TODAY)).stream()
        .map(suggestion -> suggestion.get("label").asString())
        .map(label -> label.substring(label.indexOf(": ") + 2, label.lastIndexOf(" (")))
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "0.5 mg, 1 mg, 1.5 mg, 3 mg, 4.5 mg|Standard, from 1 mg; Half steps, from 1 mg; One capsule more every 14 days, from 1.5 mg",
        "1 mg, 3 mg, 4.5 mg|Standard, from 1 mg",
        "1 mg, 1.5 mg|Standard, from 1 mg; Half steps, from 1 mg; One capsule more every 14 days, from 1.5 mg",
        "0.5 mg, 1 mg|Half steps, from 1 mg; Gentle, from 0.5 mg",
        "1.5 mg|One capsule more every 14 days, from 1.5 mg; One capsule more every 10 days, from 1.5 mg (the fastest)",
        "3 mg, 4.5 mg|\"\""
      })
  void onlyWhatIsInStockIsOffered(String stock, String offered) {
    Knowledge knowledge = TestKnowledge.withStock(stock, Wiring.CHECK_NAMES);
    assertEquals(
        offered, String.join("; ", labels(knowledge, ordered("1", false, "HS", 1))), stock);
  }

  @Test
  void aLiquidNeedsNoCapsules() {
    Knowledge knowledge = TestKnowledge.withStock("3 mg", Wiring.CHECK_NAMES);
    assertEquals(3, labels(knowledge, ordered("1", true, "HS", 1)).size());
  }

  @Test
  void aSixthProtocolIsOneFile() {
    Knowledge knowledge =
        TestKnowledge.with(
            "protocols/titration/half-step-28day.yaml",
            """
            id: half-step-28day
            title: Half steps every 28 days
            step-days: 28
            doses: [1 mg, 1.5 mg, 2 mg, 2.5 mg, 3 mg, 3.5 mg, 4 mg, 4.5 mg]
            capsules: [0.5 mg, 1 mg]
            sources: [telemedicine-guide]
            since: 2026-11-24
            """,
            Wiring.CHECK_NAMES);
    assertEquals(6, knowledge.protocols().size());
    ObjectNode request = ordered("0.5", false, "HS", 1);
    List<String> labels = labels(knowledge, request);
    assertEquals("Half steps every 28 days", labels.get(1), labels::toString);
    JsonNode sixth = plans(TestPipeline.shapedAnswer(knowledge, bytes(request), TODAY)).get(1);
    assertEquals(8, PlanOrders.order(sixth).get("dosageInstruction").size());
    JsonNode again = TestPipeline.shapedAnswer(knowledge, bytes(taken(request, sixth)), TODAY);
    assertEquals("{\"cards\":[]}", again.toString());
  }
}

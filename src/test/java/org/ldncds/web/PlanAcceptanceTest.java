package org.ldncds.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.ldncds.web.TestRequests.bytes;
import static org.ldncds.web.TestRequests.draft;
import static org.ldncds.web.TestRequests.drafts;
import static org.ldncds.web.TestRequests.json;
import static org.ldncds.web.TestRequests.naltrexone;

import java.time.LocalDate;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.ldncds.clinical.protocol.TitrationProtocol;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Every protocol reaches a clinician, and whichever is taken over leaves nothing to say. */
class PlanAcceptanceTest {

  private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);

  private static ObjectNode ordered(String milligrams) {
    ObjectNode request = naltrexone();
    ObjectNode order = draft("Naltrexone " + milligrams + " mg oral capsule");
    ObjectNode dose = (ObjectNode) order.at("/dosageInstruction/0/doseAndRate/0");
    dose.set("doseQuantity", json("{'value':" + milligrams + ",'unit':'mg'}"));
    ((ObjectNode) drafts(request).get(0)).set("resource", order);
    return request;
  }

  @Test
  void everyProtocolIsOfferedAndEachLeavesNothingToSay() {
    Set<String> offered = new TreeSet<>();
    for (String first : new String[] {"0.5", "1", "1.5", "4.5"}) {
      JsonNode cards = TestPipeline.answer(bytes(ordered(first)), TODAY).get("cards");
      for (JsonNode card : cards) {
        card.path("suggestions")
            .valueStream()
            .filter(suggestion -> suggestion.at("/actions/0/type").asString().equals("update"))
            .forEach(suggestion -> offered.add(taken(first, suggestion)));
      }
    }
    Set<String> titles =
        TestPipeline.KNOWLEDGE.protocols().values().stream()
            .map(TitrationProtocol::title)
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(5, titles.size());
    assertEquals(titles, offered);
  }

  /** Takes the suggestion over, signs again, and returns the title of its protocol. */
  private static String taken(String first, JsonNode suggestion) {
    ObjectNode request = ordered(first);
    ((ObjectNode) drafts(request).get(0))
        .set("resource", suggestion.get("actions").get(0).get("resource"));
    JsonNode cards = TestPipeline.answer(bytes(request), TODAY).get("cards");
    assertTrue(cards.isEmpty(), () -> first + " mg: " + cards.toPrettyString());
    String label = suggestion.get("label").asString();
    return label.substring("Use the plan: ".length(), label.lastIndexOf(" ("));
  }
}

package org.ldncds.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.ldncds.web.TestRequests.draft;
import static org.ldncds.web.TestRequests.drafts;
import static org.ldncds.web.TestRequests.firstDraft;
import static org.ldncds.web.TestRequests.list;
import static org.ldncds.web.TestRequests.naltrexone;
import static org.ldncds.web.TestRequests.oxycodone;

import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The other hooks: an order being chosen, and a chart being opened. */
class ConformanceHooksTest extends ConformanceRows {

  private static final String SELECT = DISCOVERY + "/naltrexone-order-select";
  private static final String VIEW = DISCOVERY + "/naltrexone-patient-view";

  private static ObjectNode of(String hook, ObjectNode request) {
    MutationTest.ofHook(request, hook);
    return request;
  }

  private JsonNode cards(String path, ObjectNode request) throws Exception {
    var answer = post(path, request);
    assertEquals(200, answer.statusCode(), () -> new String(answer.body(), UTF_8));
    return StrictAnswer.read(answer.body()).get("cards");
  }

  @Conforms(
      id = "T01",
      level = "D",
      says = "Each hook has a service of its own id, since clients key services by their address")
  void anIdAHook() throws Exception {
    Map<String, String> hooks = new HashMap<>();
    services()
        .forEach(
            service -> hooks.put(service.get("id").asString(), service.get("hook").asString()));
    assertEquals(
        Map.of(
            "naltrexone-order-sign", "order-sign",
            "naltrexone-order-select", "order-select",
            "naltrexone-patient-view", "patient-view"),
        hooks);
  }

  @Conforms(id = "T11", level = "S", says = "A conflict is told when the order is chosen too")
  void aConflictWhileChoosing() throws Exception {
    JsonNode card = only("OpioidConflict", cards(SELECT, of("order-select", conflict())));
    assertEquals("critical", card.get("indicator").asString());
  }

  @Conforms(
      id = "T62",
      level = "S",
      says = "While orders are chosen the cards are about the chosen ones; the others are context")
  void selections() throws Exception {
    ObjectNode request = conflict();
    drafts(request)
        .addObject()
        .set("resource", draft("amoxicillin 250 MG Oral Capsule").put("id", "draft-2"));
    of("order-select", request);
    ArrayNode selections = context(request).putArray("selections");
    outcome(400, "context.selections", post(SELECT, request));
    selections.add("MedicationRequest/draft-2");
    assertFalse(topics(cards(SELECT, request)).contains("OpioidConflict"));
    selections.removeAll().add("MedicationRequest/draft-1");
    only("OpioidConflict", cards(SELECT, request));
    selections.add("MedicationRequest/not-there");
    only("OpioidConflict", cards(SELECT, request));
  }

  @Conforms(
      id = "T57",
      level = "S",
      says = "order-select without selections or orders is refused, patient-view needs neither")
  void contexts() throws Exception {
    for (String field : new String[] {"selections", "draftOrders", "patientId", "userId"}) {
      ObjectNode request = of("order-select", naltrexone());
      context(request).remove(field);
      outcome(400, "context." + field, post(SELECT, request));
    }
    ObjectNode view = of("patient-view", naltrexone());
    assertFalse(context(view).has("draftOrders"));
    cards(VIEW, view);
    for (String field : new String[] {"patientId", "userId"}) {
      ObjectNode request = of("patient-view", naltrexone());
      context(request).remove(field);
      outcome(400, "context." + field, post(VIEW, request));
    }
  }

  @Conforms(id = "T55", level = "D", says = "Each service answers its own hook only")
  void onlyItsOwnHook() throws Exception {
    outcome(400, "hook", post(SELECT, of("order-sign", naltrexone())));
    outcome(400, "hook", post(VIEW, of("order-select", naltrexone())));
    outcome(400, "hook", post(SERVICE, of("patient-view", naltrexone())));
  }

  @Conforms(
      id = "T62",
      level = "D",
      says = "patient-view keeps silent on an empty chart and tells of naltrexone beside an opioid")
  void aChartIsOpened() throws Exception {
    ObjectNode request = of("patient-view", naltrexone());
    list(request);
    assertEquals(0, cards(VIEW, request).size());
    ObjectNode taken = oxycodone().put("id", "ldn-1");
    taken.set(
        "medicationCodeableConcept", firstDraft(naltrexone()).get("medicationCodeableConcept"));
    list(request, oxycodone(), taken);
    JsonNode cards = cards(VIEW, request);
    assertEquals("critical", cards.get(0).get("indicator").asString());
    assertEquals("FollowUp", topics(cards).get(0));
  }
}

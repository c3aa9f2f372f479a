package org.ldncds.web;

import static org.ldncds.web.TestRequests.draft;
import static org.ldncds.web.TestRequests.drafts;
import static org.ldncds.web.TestRequests.json;
import static org.ldncds.web.TestRequests.list;
import static org.ldncds.web.TestRequests.naltrexone;

import java.time.LocalDate;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Orders of low-dose naltrexone with and without a present dose, and the taking over of a plan. */
final class PlanOrders {

  static final LocalDate TODAY = LocalDate.of(2026, 11, 23);

  private PlanOrders() {}

  /**
   * @param when an event of FHIR, HS or MORN
   * @param period days between doses
   */
  static ObjectNode ordered(String milligrams, boolean liquid, String when, int period) {
    ObjectNode request = naltrexone();
    ObjectNode order =
        draft(liquid ? "Naltrexone 1 MG/ML Oral Solution" : "Naltrexone oral capsule");
    dose(order, milligrams);
    ObjectNode repeat = (ObjectNode) order.at("/dosageInstruction/0/timing/repeat");
    repeat.put("period", period).putArray("when").add(when);
    ((ObjectNode) order.get("dosageInstruction").get(0)).remove("text");
    ((ObjectNode) drafts(request).get(0)).set("resource", order);
    return request;
  }

  /** Puts a present dose on the medication list. */
  static void present(ObjectNode request, String milligrams, LocalDate since) {
    ObjectNode record = draft("Naltrexone oral capsule");
    record.put("id", "present").put("status", "active").put("authoredOn", since.toString());
    ((ObjectNode) record.get("dosageInstruction").get(0)).remove("text");
    dose(record, milligrams);
    list(request, record);
  }

  private static void dose(ObjectNode order, String milligrams) {
    ((ObjectNode) order.at("/dosageInstruction/0/doseAndRate/0"))
        .set("doseQuantity", json("{'value':" + milligrams + ",'unit':'mg'}"));
  }

  /** The suggestions that change the order. */
  static List<JsonNode> plans(JsonNode answer) {
    return answer
        .get("cards")
        .valueStream()
        .filter(card -> topic(card).equals("TitrationPlan"))
        .flatMap(card -> card.path("suggestions").valueStream())
        .filter(suggestion -> suggestion.at("/actions/0/type").asString().equals("update"))
        .toList();
  }

  /** The order of a suggestion. */
  static ObjectNode order(JsonNode suggestion) {
    return (ObjectNode) suggestion.at("/actions/0/resource");
  }

  /** The same request with the suggestion taken over. */
  static ObjectNode taken(ObjectNode request, JsonNode suggestion) {
    ObjectNode again = request.deepCopy();
    ((ObjectNode) drafts(again).get(0)).set("resource", order(suggestion));
    return again;
  }

  static String topic(JsonNode card) {
    return card.at("/source/topic/code").asString();
  }
}

package org.ldncds.web;

import static org.ldncds.web.TestRequests.JSON;

import java.util.LinkedHashMap;
import java.util.Map;
import org.ldncds.web.History.Ordered;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes a labelled history as the CDS Hooks request an EHR would send for it. */
final class HistoryRequest {

  private static final Map<String, String> KEYS =
      Map.of(
          "MedicationRequest", "medicationRequests",
          "MedicationStatement", "medicationStatements",
          "MedicationDispense", "medicationDispenses",
          "MedicationAdministration", "medicationAdministrations",
          "Encounter", "medicationRequests");

  private HistoryRequest() {}

  static byte[] json(History history, Ordered ordered) {
    ObjectNode request = TestRequests.naltrexone();
    ArrayNode drafts = TestRequests.drafts(request);
    drafts.removeAll();
    drafts.addObject().set("resource", JSON.valueToTree(order(history, ordered)));
    for (Map<String, String> draft : history.drafts()) {
      drafts.addObject().set("resource", JSON.valueToTree(HistoryRecord.of(draft, 0)));
    }
    ObjectNode prefetch = TestRequests.prefetch(request);
    for (String key : KEYS.values()) {
      prefetch.set(key, TestRequests.searchset());
    }
    int number = 0;
    for (Map<String, String> fields : history.records()) {
      number++;
      Map<String, Object> record = HistoryRecord.of(fields, number);
      ObjectNode list = (ObjectNode) prefetch.get(KEYS.get(record.get("resourceType")));
      list.withArray("entry").addObject().set("resource", JSON.valueToTree(record));
    }
    if (history.fields().containsKey("cut")) {
      ((ObjectNode) prefetch.get(history.fields().get("cut")))
          .putArray("link")
          .addObject()
          .put("relation", "next")
          .put("url", "https://ehr.example/next");
    }
    return TestRequests.bytes(request);
  }

  private static Map<String, Object> order(History history, Ordered ordered) {
    Map<String, String> fields = new LinkedHashMap<>();
    boolean naltrexone = ordered == Ordered.NALTREXONE;
    fields.put(
        "request", naltrexone ? "naltrexone 50 mg oral tablet" : "oxycodone 5 mg oral tablet");
    fields.put("id", "order-1");
    fields.put("status", "draft");
    fields.put("dose", naltrexone ? "50 mg" : "5 mg");
    fields.put("written", history.fields().getOrDefault("authored", history.today().toString()));
    if (history.fields().containsKey("starts")) {
      fields.put("sig-from", history.fields().get("starts"));
    }
    return HistoryRecord.of(fields, 0);
  }
}

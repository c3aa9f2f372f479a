package org.ldncds.web.playground;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Orders pasted as JSON: one resource, an array of them, or a Bundle. */
final class PastedOrders {

  private static final String FIELD = "json";
  private static final int LONGEST = 200_000;
  private static final Set<String> ORDERS =
      Set.of("MedicationRequest", "ServiceRequest", "NutritionOrder", "DeviceRequest");

  private PastedOrders() {}

  /**
   * @param patientId becomes the subject of an order that names none
   * @throws FaultyFormException where the text is no order
   */
  static List<ObjectNode> read(String text, String patientId) {
    if (text.isEmpty()) {
      throw fault("Paste a MedicationRequest as JSON.");
    }
    if (text.length() > LONGEST) {
      throw fault("Paste at most " + LONGEST + " characters.");
    }
    List<ObjectNode> orders = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (JsonNode each : each(tree(text))) {
      ObjectNode order = order(each, orders.size() + 1);
      order.putIfAbsent("status", order.stringNode("draft"));
      if (order.path("subject").isMissingNode()) {
        order.putObject("subject").put("reference", "Patient/" + patientId);
      }
      String id = Json.text(order, "/id");
      if (id.isEmpty() || !ids.add(id)) {
        order.put("id", "pasted-order-" + (orders.size() + 1));
      }
      orders.add(order);
    }
    if (orders.isEmpty()) {
      throw fault("There is no order in it. Paste a MedicationRequest.");
    }
    return orders;
  }

  private static JsonNode tree(String text) {
    try {
      return Json.MAPPER.readTree(text);
    } catch (JacksonException e) {
      TokenStreamLocation at = e.getLocation();
      String where =
          at == null
              ? ""
              : " Look at line " + at.getLineNr() + ", column " + at.getColumnNr() + ".";
      String what =
          String.valueOf(e.getOriginalMessage()).startsWith("Duplicate")
              ? "A key stands twice in this JSON."
              : "This is no JSON.";
      throw fault(what + where);
    }
  }

  private static List<JsonNode> each(JsonNode tree) {
    if (Json.text(tree, "/resourceType").equals("Bundle")) {
      return tree.path("entry").valueStream().map(entry -> entry.path("resource")).toList();
    }
    return tree instanceof ArrayNode array ? array.valueStream().toList() : List.of(tree);
  }

  private static ObjectNode order(JsonNode each, int number) {
    String which = number == 1 ? "" : " (order " + number + ")";
    if (!(each instanceof ObjectNode order)) {
      throw fault(
          "An order is a JSON object, as in {\"resourceType\":\"MedicationRequest\", …}"
              + which
              + ".");
    }
    String type = Json.text(order, "/resourceType");
    if (type.isEmpty()) {
      throw fault("resourceType is missing" + which + ". It is \"MedicationRequest\".");
    }
    if (!ORDERS.contains(type)) {
      throw fault(type + " is no order" + which + ". Paste a MedicationRequest.");
    }
    return order;
  }

  private static FaultyFormException fault(String message) {
    return new FaultyFormException(FIELD, message);
  }
}

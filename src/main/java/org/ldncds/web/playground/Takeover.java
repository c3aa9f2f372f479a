package org.ldncds.web.playground;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What comes of a suggestion that is taken over: the unsigned orders as they are then, and what
 * changed in them.
 */
public record Takeover(List<ObjectNode> orders, List<Change> changes) {

  /**
   * One element that changed.
   *
   * @param was empty where it is new
   * @param is empty where it is gone
   */
  public record Change(String order, String element, String was, String is) {}

  public Takeover {
    orders = List.copyOf(orders);
    changes = List.copyOf(changes);
  }

  /** Does what the actions of a suggestion say (CDS Hooks 2.0: create, update, delete). */
  static Takeover of(List<JsonNode> orders, JsonNode suggestion) {
    Map<String, ObjectNode> after = new LinkedHashMap<>();
    for (JsonNode order : orders) {
      if (order instanceof ObjectNode object) {
        after.put(reference(order), object);
      }
    }
    List<Change> changes = new ArrayList<>();
    for (JsonNode action : suggestion.path("actions")) {
      apply(action, after, changes);
    }
    return new Takeover(List.copyOf(after.values()), changes);
  }

  private static void apply(JsonNode action, Map<String, ObjectNode> after, List<Change> changes) {
    if (Json.text(action, "/type").equals("delete")) {
      action.path("resourceId").valueStream().map(JsonNode::asString).forEach(after::remove);
      after.remove(Json.text(action, "/resourceId"));
    } else if (action.path("resource") instanceof ObjectNode resource) {
      ObjectNode order = resource.deepCopy();
      if (Json.text(order, "/id").isEmpty()) {
        order.put("id", "taken-over-" + (after.size() + 1));
      }
      ObjectNode before = after.get(reference(order));
      changes.addAll(changes(before == null ? order.objectNode() : before, order));
      if (Json.text(order, "/resourceType").endsWith("Request")) {
        after.put(reference(order), order);
      }
    }
  }

  private static String reference(JsonNode order) {
    return Json.text(order, "/resourceType") + "/" + Json.text(order, "/id");
  }

  static List<Change> changes(JsonNode before, JsonNode after) {
    Map<String, String> was = new LinkedHashMap<>();
    Map<String, String> is = new LinkedHashMap<>();
    leaves(before, "", was);
    leaves(after, "", is);
    Set<String> elements = new TreeSet<>(was.keySet());
    elements.addAll(is.keySet());
    // What the clinician reads comes first.
    Comparator<String> wordsFirst = Comparator.comparing(each -> !each.endsWith("].text"));
    return elements.stream()
        .sorted(wordsFirst.thenComparing(Comparator.naturalOrder()))
        .filter(each -> !was.getOrDefault(each, "").equals(is.getOrDefault(each, "")))
        .map(
            each ->
                new Change(
                    reference(after), each, was.getOrDefault(each, ""), is.getOrDefault(each, "")))
        .toList();
  }

  private static void leaves(JsonNode node, String path, Map<String, String> found) {
    if (node.isObject()) {
      node.properties()
          .forEach(
              each ->
                  leaves(
                      each.getValue(),
                      path.isEmpty() ? each.getKey() : path + "." + each.getKey(),
                      found));
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        leaves(node.path(i), path + "[" + i + "]", found);
      }
    } else {
      found.put(path, node.asString(""));
    }
  }
}

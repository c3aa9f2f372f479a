package org.ldncds.web;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Breaks requests at random places in the ways that broken or hostile senders do. */
final class Mutator {

  private static final JsonNodeFactory MAKE = JsonNodeFactory.instance;
  private static final List<JsonNode> ODD_VALUES =
      List.of(
          MAKE.nullNode(),
          MAKE.objectNode(),
          MAKE.arrayNode(),
          MAKE.stringNode(""),
          MAKE.stringNode(" "),
          MAKE.booleanNode(true),
          MAKE.numberNode(0),
          MAKE.numberNode(-1),
          MAKE.numberNode(Integer.MAX_VALUE),
          MAKE.numberNode(Long.MIN_VALUE),
          MAKE.numberNode(new BigInteger("9".repeat(38))),
          MAKE.numberNode(new BigDecimal("1e-99")),
          MAKE.numberNode(new BigDecimal("1e99")),
          MAKE.numberNode(new BigDecimal("1e1000000")),
          MAKE.stringNode("1e1000000"),
          MAKE.stringNode("NaN"),
          MAKE.stringNode("x".repeat(20_000)),
          MAKE.stringNode("oxycodone ".repeat(300)),
          MAKE.stringNode("\ud83d\ude00".repeat(150)),
          MAKE.stringNode("\u202e\u200b\u0000\r\n# h"),
          MAKE.stringNode("\ud800"),
          MAKE.stringNode("\ufdfa".repeat(3_000)),
          MAKE.stringNode("<img src=x onerror=alert(1)>"),
          MAKE.stringNode("2026-02-30"),
          MAKE.stringNode("2026-13-01T25:61:61+99:00"),
          MAKE.stringNode("0000-00-00"),
          MAKE.stringNode("9999-12-31"),
          MAKE.stringNode("2026"),
          MAKE.stringNode("24:00:00"),
          MAKE.stringNode("yesterday"),
          MAKE.stringNode("#"),
          MAKE.stringNode("Patient/"),
          MAKE.stringNode("Medication/../x"));

  /** Values that are right for the element, and mean something else or almost something. */
  private static final Map<String, List<String>> NEAR =
      Map.ofEntries(
          near("unit", "mg", "MG", "mcg", "\u00b5g", "\u03bcg", "g", "mL", "{pill}", "tablet", "U"),
          near("code", "mg", "ug", "g", "7243", "1049621", "7804", "active", "F11.20", "TID", "xx"),
          near("system", "http://unitsofmeasure.org", "http://snomed.info/sct", "urn:oid:1", "x"),
          near("status", "active", "draft", "stopped", "completed", "entered-in-error", "on-hold"),
          near("intent", "order", "plan", "proposal", "reflex-order"),
          near("periodUnit", "s", "min", "h", "d", "wk", "mo", "a", "D"),
          near("reference", "#", "#m1", "Patient/other", "urn:uuid:1", "Medication/1/_history/2"),
          near(
              "text", "naltrexone 4.5 mg", "4.5", "start 1 mg, then 45mg", "take as directed", "0"),
          near("display", "naltrexone", "oxycodone", "NALTREXONE 50 MG TABLET", "n\u0430ltrexone"),
          near("authoredOn", "2026", "2026-02-29", "2024-02-29", "2026-11-23T23:59:60Z", "2999"),
          near("birthDate", "1980", "2030-01-01", "0001-01-01", "1980-13-01"),
          near("start", "2026-11", "2026-11-24", "2027-01-01T00:00:00+14:00"),
          near("end", "2020", "2026-11-23", "2026-11-22T23:00:00-12:00"),
          near("hook", "order-sign", "order-select", "patient-view"),
          near("outcome", "accepted", "overridden", "ignored"),
          near("resourceType", "Bundle", "Patient", "MedicationStatement", "ProcedureRequest"));

  private static final List<String> FACTORS = List.of("1000", "0.001", "10", "-1", "0", "1e-30");
  private static final int DEEPER_THAN_ALLOWED = 70;

  private static Map.Entry<String, List<String>> near(String element, String... values) {
    return Map.entry(element, List.of(values));
  }

  private final Random random;

  Mutator(Random random) {
    this.random = random;
  }

  /** One to four changes of the tree, and sometimes one of the bytes. */
  byte[] mutant(JsonNode request) {
    JsonNode copy = request.deepCopy();
    for (int i = random.nextInt(4); i >= 0; i--) {
      mutate(copy);
    }
    byte[] body = TestRequests.bytes(copy);
    return random.nextInt(20) == 0 ? brokenBytes(body) : body;
  }

  private byte[] brokenBytes(byte[] body) {
    if (random.nextBoolean()) {
      return Arrays.copyOf(body, random.nextInt(body.length));
    }
    if (random.nextBoolean()) {
      String text = new String(body, StandardCharsets.UTF_8);
      int name = text.indexOf(",\"", random.nextInt(text.length()));
      int colon = text.indexOf("\":", name + 1);
      return name < 0 || colon < 0
          ? body
          : (text.substring(0, colon + 2)
                  + "0"
                  + text.substring(name, colon + 2)
                  + text.substring(colon + 2))
              .getBytes(StandardCharsets.UTF_8);
    }
    byte[] flipped = body.clone();
    flipped[random.nextInt(body.length)] = (byte) random.nextInt(256);
    return flipped;
  }

  private void mutate(JsonNode root) {
    List<JsonNode> containers = new ArrayList<>();
    collect(root, containers);
    if (containers.isEmpty()) {
      return;
    }
    JsonNode target = containers.get(random.nextInt(containers.size()));
    if (target instanceof ObjectNode object) {
      mutate(object);
    } else {
      mutate((ArrayNode) target);
    }
  }

  private static void collect(JsonNode node, List<JsonNode> containers) {
    if (node.isContainer() && !node.isEmpty()) {
      containers.add(node);
      node.forEach(child -> collect(child, containers));
    }
  }

  private void mutate(ObjectNode object) {
    List<String> names = new ArrayList<>(object.propertyNames());
    String name = names.get(random.nextInt(names.size()));
    JsonNode value = object.get(name);
    switch (random.nextInt(13)) {
      case 0 -> object.remove(name);
      case 1 -> object.set(name + "x", object.remove(name));
      case 2 -> object.set(names.get(random.nextInt(names.size())), value.deepCopy());
      case 3 -> object.set(name, MAKE.arrayNode().add(value.deepCopy()));
      case 4 -> object.set(name, MAKE.objectNode().set("resource", value.deepCopy()));
      case 5 -> object.set(name, inBundle(value));
      case 6 -> {
        String other = names.get(random.nextInt(names.size()));
        object.set(name, object.get(other));
        object.set(other, value);
      }
      case 7 -> object.set(name, random.nextInt(20) == 0 ? deep(value) : odd());
      case 8, 9, 10, 11 -> object.set(name, near(name, value));
      default -> object.set(name, odd());
    }
  }

  /** What a careless or cunning sender might write there instead. */
  private JsonNode near(String name, JsonNode value) {
    if (value.isNumber()) {
      String factor = FACTORS.get(random.nextInt(FACTORS.size()));
      return MAKE.numberNode(value.decimalValue().multiply(new BigDecimal(factor)));
    }
    List<String> values = NEAR.getOrDefault(name, List.of());
    if (!value.isString() || values.isEmpty()) {
      return value.isString() ? MAKE.stringNode(value.asString() + " ") : odd();
    }
    return MAKE.stringNode(values.get(random.nextInt(values.size())));
  }

  private static JsonNode deep(JsonNode value) {
    JsonNode nested = value.deepCopy();
    for (int i = 0; i < DEEPER_THAN_ALLOWED; i++) {
      nested = MAKE.arrayNode().add(nested);
    }
    return nested;
  }

  private void mutate(ArrayNode array) {
    int at = random.nextInt(array.size());
    switch (random.nextInt(5)) {
      case 0 -> array.remove(at);
      case 1 -> array.add(array.get(at).deepCopy());
      case 2 -> shuffle(array);
      case 3 -> array.set(at, inBundle(array.get(at)));
      default -> array.set(at, odd());
    }
  }

  private void shuffle(ArrayNode array) {
    List<JsonNode> elements = new ArrayList<>();
    array.forEach(elements::add);
    Collections.shuffle(elements, random);
    array.removeAll();
    array.addAll(elements);
  }

  private static JsonNode inBundle(JsonNode value) {
    ObjectNode bundle = MAKE.objectNode().put("resourceType", "Bundle").put("type", "collection");
    bundle.putArray("entry").addObject().set("resource", value.deepCopy());
    return bundle;
  }

  private JsonNode odd() {
    return ODD_VALUES.get(random.nextInt(ODD_VALUES.size()));
  }
}

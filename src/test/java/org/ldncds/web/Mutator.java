package org.ldncds.web;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
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
    byte[] flipped = body.clone();
    flipped[random.nextInt(body.length)] = (byte) random.nextInt(256);
    return flipped;
  }

  private void mutate(JsonNode root) {
    List<JsonNode> containers = new ArrayList<>();
    collect(root, containers);
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
    switch (random.nextInt(7)) {
      case 0 -> object.remove(name);
      case 1 -> object.set(name + "x", object.remove(name));
      case 2 -> object.set(names.get(random.nextInt(names.size())), value.deepCopy());
      case 3 -> object.set(name, MAKE.arrayNode().add(value.deepCopy()));
      case 4 -> object.set(name, MAKE.objectNode().set("resource", value.deepCopy()));
      case 5 -> object.set(name, inBundle(value));
      default -> object.set(name, odd());
    }
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

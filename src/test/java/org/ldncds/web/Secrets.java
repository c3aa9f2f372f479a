package org.ldncds.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** What a request says of people: names, ids, birth dates, tokens and free text. */
final class Secrets {

  private static final Set<String> PERSONAL =
      Set.of("patientId", "userId", "encounterId", "access_token", "family", "birthDate", "given");

  /** Shorter text may be a word that a log has every right to. */
  private static final int SHORTEST = 8;

  private static final int MOST = 20;
  private static final int LARGEST_BODY = 100_000;

  private Secrets() {}

  static List<String> of(byte[] body) {
    if (body.length > LARGEST_BODY) {
      return List.of();
    }
    List<String> found = new ArrayList<>();
    try {
      collect("", TestRequests.JSON.readTree(body), found);
    } catch (JacksonException e) {
      return List.of(); // nobody could read it
    }
    return found.subList(0, Math.min(MOST, found.size()));
  }

  private static void collect(String key, JsonNode node, List<String> found) {
    if (node.isString()) {
      String text = node.asString();
      boolean free = key.equals("text") && text.contains(" ");
      if ((free || PERSONAL.contains(key)) && text.length() >= SHORTEST) {
        found.add(text);
      }
    }
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      collect(field.getKey(), field.getValue(), found);
    }
    if (node.isArray()) {
      node.forEach(entry -> collect(key, entry, found));
    }
  }
}

package org.ldncds.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.ldncds.web.TestRequests.JSON;
import static org.ldncds.web.TestRequests.json;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Broken variants of the sandbox requests and of feedback, always the same ones, posted to every
 * service that discovery lists: each is answered or refused in time, never failed, and no answer
 * shows what it has no business with. {@link EveryAnswer} holds each to the protocol.
 */
class MutationTest extends ConformanceRows {

  private static final long SEED = 20261123;
  private static final int MUTANTS = 3_000;
  private static final int PROOF = 100_000;
  private static final Set<Integer> REFUSALS = Set.of(400, 413, 422);

  /** A place to post to, and what is posted there before it is bent. */
  private record Target(String path, List<JsonNode> requests) {}

  private final Map<String, String> faults = new ConcurrentSkipListMap<>();
  private final Map<Integer, AtomicInteger> statuses = new ConcurrentSkipListMap<>();

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES) // an answer that never comes
  void noMutantIsFailed() throws Exception {
    prove(MUTANTS);
  }

  @Tag("proof")
  @Test
  @Timeout(value = 2, unit = TimeUnit.HOURS)
  void noneOfAHundredThousandIsFailed() throws Exception {
    int most = Integer.getInteger("proof.cases", 0);
    prove(most > 0 ? most : PROOF);
  }

  private void prove(int mutants) throws Exception {
    List<Target> targets = targets();
    for (Target target : targets) {
      for (JsonNode request : target.requests) {
        assertEquals(200, post(target.path, request).statusCode(), target.path);
      }
    }
    IntStream.range(0, mutants).parallel().forEach(i -> ask(i, targets));
    assertEquals(new TreeMap<>(), faults);
    int answered = statuses.getOrDefault(200, new AtomicInteger()).get();
    assertTrue(answered > mutants / 2, () -> "only " + statuses);
    assertTrue(statuses.containsKey(400), () -> "nothing was refused: " + statuses);
    System.out.println(mutants + " mutants for " + targets.size() + " endpoints: " + statuses);
  }

  /** Every service, and its feedback where there is that. */
  private List<Target> targets() throws Exception {
    List<Target> targets = new ArrayList<>();
    for (JsonNode service : services()) {
      String path = DISCOVERY + "/" + service.get("id").asString();
      targets.add(new Target(path, requests(service.get("hook").asString())));
      if (post(path + "/feedback", feedback()).statusCode() == 200) {
        targets.add(new Target(path + "/feedback", List.of(feedback())));
      }
    }
    return targets;
  }

  private static JsonNode feedback() {
    return json(
        """
        {'feedback':[
         {'card':'4e0a3a1e-3283-4575-ab82-028d55fe2719','outcome':'accepted',
          'acceptedSuggestions':[{'id':'e56e1945-20b3-4393-8503-a1a20fd73152'}],
          'outcomeTimestamp':'2026-11-23T12:00:00Z'},
         {'card':'3c4c7c9e-51ba-4a25-9b4c-1bdbd0cbe7d1','outcome':'overridden',
          'overrideReason':{'reason':{'code':'record-outdated','system':'urn:oid:2.25.147692862414843519939429301099492446019.1'},
           'userComment':'canary-record'},
          'outcomeTimestamp':'2026-11-23T12:00:05Z'}]}
        """);
  }

  private static List<JsonNode> requests(String hook) throws IOException {
    List<JsonNode> requests = new ArrayList<>();
    for (JsonNode request : stories(hook)) {
      ((ObjectNode) request).putObject("extension").put("x", "canary-record");
      mark(request.get("context"), "canary-draft");
      mark(request.path("prefetch"), "canary-record");
      requests.add(request);
    }
    return requests;
  }

  /** The stories told for that hook, else those of order-sign as that hook would tell them. */
  private static List<JsonNode> stories(String hook) throws IOException {
    List<JsonNode> stories = stories(Path.of("seeds"), hook);
    if (stories.isEmpty()) {
      stories = stories(Path.of("seeds"), "order-sign");
      stories.forEach(request -> ofHook((ObjectNode) request, hook));
    }
    assertTrue(!stories.isEmpty(), hook);
    return stories;
  }

  private static List<JsonNode> stories(Path folder, String hook) throws IOException {
    List<JsonNode> requests = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(f -> f.endsWith(hook + ".request.json")).sorted().toList()) {
        requests.add(JSON.readTree(Files.readAllBytes(file)));
      }
    }
    return requests;
  }

  /** The same story, told by another hook. */
  static void ofHook(ObjectNode request, String hook) {
    request.put("hook", hook);
    ObjectNode context = context(request);
    if (hook.equals("patient-view")) {
      context.remove("draftOrders");
    } else if (hook.equals("order-select")) {
      ArrayNode selections = context.putArray("selections");
      for (JsonNode entry : context.get("draftOrders").path("entry")) {
        JsonNode order = entry.get("resource");
        selections.add(order.get("resourceType").asString() + "/" + order.get("id").asString());
      }
    }
  }

  /** Puts the word into a note and an extension of every resource. */
  private static void mark(JsonNode node, String word) {
    node.forEach(child -> mark(child, word));
    if (node instanceof ObjectNode resource && resource.has("resourceType")) {
      resource.withArray("note").addObject().put("text", word);
      ArrayNode extensions = resource.withArray("extension");
      extensions.addObject().put("url", "https://ehr.example/" + word).put("valueString", word);
    }
  }

  private void ask(int number, List<Target> targets) {
    Target target = targets.get(number % targets.size());
    JsonNode request = target.requests.get(number / targets.size() % target.requests.size());
    byte[] mutant = new Mutator(new Random(SEED + number)).mutant(request);
    try {
      HttpResponse<byte[]> answer = post(target.path, mutant, "application/json");
      statuses.computeIfAbsent(answer.statusCode(), s -> new AtomicInteger()).incrementAndGet();
      String shown = new String(answer.body(), StandardCharsets.UTF_8);
      assertFalse(shown.contains("canary-record"), "a record's note is shown");
      if (answer.statusCode() == 200 && !shown.isBlank()) {
        JsonNode cards = JSON.readTree(shown);
        withoutResources(cards);
        assertFalse(cards.toString().contains("canary-draft"), "an order's note is shown");
      } else if (answer.statusCode() != 200) {
        assertTrue(REFUSALS.contains(answer.statusCode()), answer.statusCode() + " " + shown);
        assertFalse(shown.contains("canary"), "it is quoted");
      }
    } catch (IOException | InterruptedException | RuntimeException | AssertionError fault) {
      String what = fault.toString();
      faults.putIfAbsent(
          what.substring(0, Math.min(90, what.length())), number + " " + target.path + ": " + what);
    }
  }

  private static void withoutResources(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.remove("resource");
    }
    node.forEach(MutationTest::withoutResources);
  }
}

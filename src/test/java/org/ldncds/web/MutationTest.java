package org.ldncds.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.ldncds.hooks.InvalidRequestException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Thousands of broken variants of the sandbox requests, always the same ones: each is answered or
 * refused in time, never failed, and no answer shows what it has no business with.
 */
class MutationTest {

  private static final long SEED = 20261123;
  private static final int MUTANTS = 3_000;
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);
  private static final Set<Integer> REFUSALS = Set.of(400, 412, 422);

  private final TreeMap<String, String> faults = new TreeMap<>();
  private int answered;

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES) // an answer that never comes
  void noMutantIsFailed() throws IOException {
    List<JsonNode> requests = requests();
    assertEquals(10, requests.size());
    requests.forEach(request -> TestPipeline.shapedAnswer(TestRequests.bytes(request), TODAY));
    Random random = new Random(SEED);
    Mutator mutator = new Mutator(random);
    for (int i = 0; i < MUTANTS; i++) {
      ask(i, mutator.mutant(requests.get(i % requests.size())));
    }
    assertEquals(new TreeMap<>(), faults);
    assertTrue(answered > MUTANTS / 2, () -> "only " + answered + " were answered");
  }

  private static List<JsonNode> requests() throws IOException {
    List<JsonNode> requests = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Path.of("seeds"))) {
      for (Path file : files.filter(f -> f.endsWith("order-sign.request.json")).sorted().toList()) {
        JsonNode request = TestRequests.JSON.readTree(Files.readAllBytes(file));
        ((ObjectNode) request).putObject("extension").put("x", "canary-record");
        mark(request.get("context"), "canary-draft");
        mark(request.path("prefetch"), "canary-record");
        requests.add(request);
      }
    }
    return requests;
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

  private void ask(int number, byte[] mutant) {
    try {
      JsonNode answer = TestPipeline.shapedAnswer(mutant, TODAY);
      answered++;
      assertFalse(answer.toString().contains("canary-record"), "a record's note is shown");
      withoutResources(answer);
      assertFalse(answer.toString().contains("canary-draft"), "an order's note is shown");
    } catch (InvalidRequestException refusal) {
      assertTrue(REFUSALS.contains(refusal.status()), () -> "status " + refusal.status());
      assertFalse(String.valueOf(refusal.getMessage()).contains("canary"), "it is quoted");
    } catch (RuntimeException | AssertionError | StackOverflowError fault) {
      faults.putIfAbsent(
          fault.getClass().getSimpleName() + " " + ownLine(fault), number + ": " + fault);
    }
  }

  /** Where it came from; the virtual machine leaves the trace out of faults that come often. */
  private static String ownLine(Throwable fault) {
    return Stream.of(fault.getStackTrace())
        .filter(line -> line.getClassName().startsWith("org.ldncds"))
        .findFirst()
        .map(StackTraceElement::toString)
        .orElse("?");
  }

  private static void withoutResources(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.remove("resource");
    }
    node.forEach(MutationTest::withoutResources);
  }
}

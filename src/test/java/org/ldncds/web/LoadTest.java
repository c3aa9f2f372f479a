package org.ldncds.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.ldncds.web.TestRequests.JSON;
import static org.ldncds.web.TestRequests.bytes;
import static org.ldncds.web.TestRequests.draft;
import static org.ldncds.web.TestRequests.drafts;
import static org.ldncds.web.TestRequests.firstDraft;
import static org.ldncds.web.TestRequests.naltrexone;
import static org.ldncds.web.TestRequests.oxycodone;
import static org.ldncds.web.TestRequests.prefetch;
import static org.ldncds.web.TestRequests.searchset;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.ldncds.clinical.drug.Words;
import org.ldncds.knowledge.Markdown;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Requests and texts made to be slow cost in proportion to their size, counted in bytes allocated,
 * which every run counts alike. What is capped says so on a card.
 */
class LoadTest {

  private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);
  private static final int SMALL = 4;

  /** Four times the size costs about four times as much; a square would cost sixteen. */
  private static final int LARGEST_RATIO = 8;

  private static final long SMALLEST_BASE = 1 << 20;

  private static Arguments request(String name, int most, IntFunction<ObjectNode> ofSize) {
    return Arguments.of(name, most, ofSize);
  }

  static Stream<Arguments> requests() {
    return Stream.of(
        request("draft orders of an opioid", 4_000, n -> orders(n, "oxycodone 5 MG Oral Tablet")),
        request("draft orders of naltrexone", 4_000, n -> orders(n, "naltrexone 1 MG capsule")),
        request("draft orders of nothing here", 4_000, n -> orders(n, "amoxicillin 250 MG")),
        request("opioid records", 10_000, n -> listed(n, oxycodone())),
        request("records without a drug", 10_000, n -> listed(n, without("id"))),
        request("unreadable records", 10_000, n -> listed(n, oxycodone().put("status", "x"))),
        request("allergies", 10_000, LoadTest::allergies),
        request("contained in contained", 10_000, LoadTest::contained),
        request("reference rings", 5_000, LoadTest::rings),
        request("codings of one order", 5_000, LoadTest::codings),
        request("dosages of one order", 5_000, LoadTest::dosages),
        request("reasons of one order", 10_000, LoadTest::reasons),
        request("extensions in extensions", 10_000, LoadTest::extensions));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("requests")
  void aRequestCostsInProportionToItsSize(String name, int most, IntFunction<ObjectNode> ofSize) {
    byte[] small = bytes(ofSize.apply(most / SMALL));
    byte[] large = bytes(ofSize.apply(most));
    assertTrue(large.length <= 5 << 20, () -> name + " has " + large.length + " bytes");
    Runnable quarter = () -> TestPipeline.shapedAnswer(small, TODAY);
    Runnable whole = () -> TestPipeline.shapedAnswer(large, TODAY);
    proportional(name, quarter, whole);
  }

  private static void proportional(String name, Runnable quarter, Runnable whole) {
    quarter.run(); // what is made once for all is not counted
    long base = Math.max(allocated(quarter), SMALLEST_BASE);
    long full = allocated(whole);
    assertTrue(full < LARGEST_RATIO * base, () -> name + ": " + base + ", then " + full + " bytes");
  }

  private static long allocated(Runnable work) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    work.run();
    return threads.getCurrentThreadAllocatedBytes() - before;
  }

  private static ObjectNode orders(int count, String drug) {
    ObjectNode request = naltrexone();
    for (int i = 0; i < count; i++) {
      drafts(request).addObject().set("resource", draft(drug).put("id", "d" + i));
    }
    return request;
  }

  private static ObjectNode without(String field) {
    ObjectNode record = oxycodone();
    record.remove("medicationCodeableConcept");
    record.remove(field);
    return record;
  }

  private static ObjectNode listed(int count, ObjectNode record) {
    ObjectNode request = naltrexone();
    ArrayNode entries = searchset(record).withArray("entry");
    entries.removeAll();
    for (int i = 0; i < count; i++) {
      ObjectNode copy = record.deepCopy();
      entries.addObject().set("resource", copy.has("id") ? copy.put("id", "r" + i) : copy);
    }
    prefetch(request).set("medicationRequests", searchset().set("entry", entries));
    return request;
  }

  private static ObjectNode allergies(int count) {
    ObjectNode request = naltrexone();
    ArrayNode entries = JSON.createArrayNode();
    for (int i = 0; i < count; i++) {
      entries
          .addObject()
          .putObject("resource")
          .put("resourceType", "AllergyIntolerance")
          .put("id", "a" + i)
          .putObject("code")
          .put("text", "naltrexone");
    }
    prefetch(request).set("allergies", searchset().set("entry", entries));
    return request;
  }

  private static ObjectNode contained(int count) {
    ObjectNode request = naltrexone();
    ArrayNode contained = firstDraft(request).putArray("contained");
    for (int i = 0; i < count; i++) {
      ObjectNode inner = contained.addObject().put("resourceType", "Medication").put("id", "m" + i);
      inner.putArray("contained").addObject().put("resourceType", "Medication").put("id", "n" + i);
    }
    return request;
  }

  private static ObjectNode rings(int count) {
    ObjectNode request = naltrexone();
    for (int i = 0; i < count; i++) {
      ObjectNode medication =
          drafts(request).addObject().putObject("resource").put("resourceType", "Medication");
      medication.put("id", "m" + i);
      medication
          .putArray("ingredient")
          .addObject()
          .putObject("itemReference")
          .put("reference", "Medication/m" + (i + 1) % count);
    }
    TestRequests.reference(firstDraft(request), "Medication/m0");
    return request;
  }

  private static ObjectNode codings(int count) {
    ObjectNode request = naltrexone();
    ArrayNode codings =
        ((ObjectNode) firstDraft(request).get("medicationCodeableConcept")).putArray("coding");
    List<String> drugs = List.of("oxycodone", "morphine", "fentanyl", "tramadol", "codeine");
    for (int i = 0; i < count; i++) {
      codings.addObject().put("display", String.join(" / ", drugs) + " " + i);
    }
    return request;
  }

  private static ObjectNode dosages(int count) {
    ObjectNode request = naltrexone();
    ArrayNode dosages = (ArrayNode) firstDraft(request).get("dosageInstruction");
    JsonNode first = dosages.get(0).deepCopy();
    for (int i = 1; i < count; i++) {
      ObjectNode next = dosages.addObject().setAll((ObjectNode) first.deepCopy());
      ((ObjectNode) next.at("/timing/repeat")).put("period", i % 97 + 1);
    }
    return request;
  }

  private static ObjectNode reasons(int count) {
    ObjectNode request = naltrexone();
    ArrayNode reasons = firstDraft(request).putArray("reasonReference");
    for (int i = 0; i < count; i++) {
      reasons.addObject().put("reference", "Condition/" + i).put("display", "fibromyalgia " + i);
    }
    return request;
  }

  private static ObjectNode extensions(int count) {
    ObjectNode request = naltrexone();
    ArrayNode extensions = firstDraft(request).putArray("extension");
    for (int i = 0; i < count / 10; i++) {
      ArrayNode inner = extensions;
      for (int depth = 0; depth < 10; depth++) {
        inner = inner.addObject().put("url", "https://ehr.example/x").putArray("extension");
      }
      inner.addObject().put("url", "x").put("valueBoolean", true);
    }
    return request;
  }

  @Test
  void textCostsInProportionToItsLength() {
    Map.of(
            "spaces", " \n",
            "brackets", "[(",
            "strengths", "1.5 mg/",
            "digits", "9",
            "accents", "e\u0301",
            "slashes", "a / ")
        .forEach(
            (name, part) -> {
              String small = part.repeat(2_000_000 / SMALL / part.length());
              String large = part.repeat(2_000_000 / part.length());
              proportional(name + " escaped", () -> escape(small), () -> escape(large));
              proportional(name + " split", () -> Words.of(small), () -> Words.of(large));
              proportional(name + " named", () -> drug(small), () -> drug(large));
            });
  }

  private static void escape(String text) {
    assertTrue(Markdown.escape(text).length() < 2_000);
  }

  private static void drug(String text) {
    List<String> names = List.of("naltrexone " + text);
    assertTrue(TestPipeline.KNOWLEDGE.drugs().find(List.of(), names).isPresent());
  }

  @Test
  void deepArraysAreReadInTime() {
    String nested = "[".repeat(50) + "]".repeat(50);
    String arrays = "[" + (nested + ",").repeat(40_000) + "1]";
    ObjectNode request = naltrexone();
    firstDraft(request).put("unknown", "HERE");
    byte[] body =
        new String(bytes(request), StandardCharsets.UTF_8)
            .replace("\"HERE\"", arrays)
            .getBytes(StandardCharsets.UTF_8);
    assertEquals(1, TestPipeline.shapedAnswer(body, TODAY).get("cards").size());
  }

  @Test
  void whatIsLeftOutForItsNumberIsSaid() {
    for (ObjectNode request : List.of(orders(60, "oxycodone"), listed(1_001, oxycodone()))) {
      String answer = TestPipeline.shapedAnswer(bytes(request), TODAY).toString();
      assertTrue(answer.contains("more sent than can be checked"), answer);
    }
  }
}

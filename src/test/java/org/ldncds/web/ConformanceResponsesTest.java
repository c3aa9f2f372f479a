package org.ldncds.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.ldncds.web.TestRequests.JSON;
import static org.ldncds.web.TestRequests.bytes;
import static org.ldncds.web.TestRequests.firstDraft;
import static org.ldncds.web.TestRequests.json;
import static org.ldncds.web.TestRequests.list;
import static org.ldncds.web.TestRequests.naltrexone;
import static org.ldncds.web.TestRequests.oxycodone;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What answers look like, beside what {@link StrictAnswer} asks of every one. */
class ConformanceResponsesTest extends ConformanceRows {

  private static final String[] MARKUP = {
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "| a | b |",
    "`code` ``` ~~~",
    "\u202eright to left",
    "z".repeat(500)
  };

  @Conforms(
      id = "T64",
      level = "D",
      says = "Markup in an order or a record stays text, summaries stay below 140 characters")
  void markupOfOthers() throws Exception {
    for (String markup : MARKUP) {
      ObjectNode request = naltrexone();
      ObjectNode record = oxycodone();
      record.set("medicationCodeableConcept", JSON.createObjectNode());
      ((ObjectNode) record.get("medicationCodeableConcept")).put("text", "oxycodone " + markup);
      list(request, record);
      ObjectNode concept = (ObjectNode) firstDraft(request).get("medicationCodeableConcept");
      concept.put("text", "naltrexone 1 mg capsule " + markup);
      JsonNode card = only("OpioidConflict", cards(request));
      String shown = card.get("summary").asString() + "\n" + card.get("detail").asString();
      assertFalse(shown.contains("<img") || shown.contains("[x]("), shown);
      assertFalse(shown.contains("\u202e") || shown.contains("```"), shown);
      assertTrue(card.get("summary").asString().length() < 140, shown);
    }
  }

  @Conforms(
      id = "T66",
      level = "s",
      says =
          "With prefetch 95 of 100 calls take less than 500 ms, and none of 100 at once is mixed up")
  void fastAndNotMixedUp() throws Exception {
    long best = slowestButFive();
    for (int round = 0; round < 5 && best >= 500; round++) {
      best = Math.min(best, slowestButFive()); // what else the machine does is not ours
    }
    assertTrue(best < 500, best + " ms");
    List<CompletableFuture<HttpResponse<byte[]>>> answers = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      ObjectNode request = naltrexone();
      list(request, oxycodone().put("id", "of-" + i));
      HttpRequest sent =
          request(SERVICE)
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofByteArray(bytes(request)))
              .build();
      answers.add(CLIENT.sendAsync(sent, BodyHandlers.ofByteArray()));
    }
    for (int i = 0; i < 100; i++) {
      JsonNode cards = JSON.readTree(answers.get(i).get().body()).get("cards");
      String detail = only("OpioidConflict", cards).get("detail").asString();
      assertTrue(detail.contains("MedicationRequest/of-" + i + ","), detail);
    }
  }

  /** Milliseconds within which 95 of 100 calls were answered. */
  private long slowestButFive() throws Exception {
    List<Long> times = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      long begin = System.nanoTime();
      assertEquals(200, post(conflict()).statusCode());
      times.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
    }
    return times.stream().sorted().skip(94).findFirst().orElseThrow();
  }

  @Conforms(
      id = "T67",
      level = "S",
      says = "Answers are UTF-8 JSON that nobody keeps, with nothing empty but the list of cards")
  void headersAndForm() throws Exception {
    HttpResponse<byte[]> answer = post(conflict());
    assertEquals("application/json", answer.headers().firstValue("Content-Type").orElse(""));
    assertEquals("no-store", answer.headers().firstValue("Cache-Control").orElse(""));
    String text =
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(answer.body())).toString();
    StrictAnswer.read(text.getBytes(StandardCharsets.UTF_8));
    assertEquals(Set.of("cards"), Set.copyOf(JSON.readTree(text).propertyNames()));
  }

  @Conforms(
      id = "T68",
      level = "S",
      says = "An update holds the whole order; nothing but product, dosing and supply is changed")
  void updatesAreWhole() throws Exception {
    ObjectNode request = naltrexone();
    ObjectNode order = firstDraft(request);
    order.put("somethingNew", "kept").putArray("moreNew").add(1.50).add(json("{'a':{'b':'c'}}"));
    order.putArray("extension").addObject().put("url", "urn:x").put("valueString", "kept");
    order.putObject("_priority").putArray("extension").addObject().put("url", "urn:y");
    Set<String> mayChange =
        Set.of("medicationCodeableConcept", "dosageInstruction", "dispenseRequest", "note");
    int updates = 0;
    for (JsonNode resource : cardsOfAnOddOrder(request).findValues("resource")) {
      if (resource.get("resourceType").asString().equals("MedicationRequest")) {
        updates++;
        for (String field : order.propertyNames()) {
          if (!mayChange.contains(field)) {
            assertEquals(order.get(field), resource.get(field), field);
          }
        }
        Set<String> added = new TreeSet<>(resource.propertyNames());
        added.removeAll(order.propertyNames());
        added.removeAll(mayChange);
        assertEquals(Set.of(), added, resource::toString);
      }
    }
    assertTrue(updates > 0);
  }

  @Conforms(
      id = "T69",
      level = "S",
      says = "What is created is a draft with intent and subject, and nothing is deleted")
  void creationsAreDrafts() throws Exception {
    int created = 0;
    for (JsonNode card : cards(naltrexone())) {
      for (JsonNode suggestion : card.path("suggestions")) {
        for (JsonNode action : suggestion.get("actions")) {
          assertFalse(action.has("resourceId"));
          if (action.get("type").asString().equals("create")) {
            created++;
            JsonNode resource = action.get("resource");
            assertEquals("draft", resource.get("status").asString());
            assertFalse(resource.get("intent").asString().isEmpty());
            assertEquals(
                "Patient/" + TestRequests.PATIENT, resource.at("/subject/reference").asString());
          }
        }
      }
    }
    assertTrue(created > 0);
  }
}

package org.ldncds.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.ldncds.clinical.check.Topic;
import org.ldncds.fhir.PrefetchKey;
import org.ldncds.fhir.TestFhir;
import org.ldncds.hooks.ServiceDefinition;
import org.ldncds.web.SeedStory.Expected;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Every sandbox story holds what it tells: its cards, its data, and what comes of accepting. */
class SeedsTest {

  static final LocalDate DAY = LocalDate.of(2026, 11, 23);

  @TestFactory
  Stream<DynamicTest> stories() {
    return SeedStory.all().stream()
        .flatMap(
            story ->
                Stream.of(
                    DynamicTest.dynamicTest(story.name() + ": cards", () -> cards(story)),
                    DynamicTest.dynamicTest(story.name() + ": data", () -> data(story)),
                    DynamicTest.dynamicTest(story.name() + ": accepted", () -> accepted(story))));
  }

  private static JsonNode ask(SeedStory story, JsonNode request) {
    return TestPipeline.answer(SeedStory.bytes(request), DAY, story.on());
  }

  private static void cards(SeedStory story) {
    JsonNode answer = ask(story, story.request());
    String shown = answer.toPrettyString();
    List<Expected> expected = story.expected();
    assertEquals(
        expected.stream().map(e -> e.topic() + " " + e.indicator()).toList(),
        answer.get("cards").valueStream().map(c -> topic(c) + " " + indicator(c)).toList(),
        shown);
    for (int i = 0; i < expected.size(); i++) {
      JsonNode card = answer.get("cards").get(i);
      String words = card.get("summary").asString() + "\n" + card.get("detail").asString();
      for (String said : expected.get(i).says()) {
        assertTrue(words.contains(said), "should say \"" + said + "\", got " + shown);
      }
    }
    if (expected.isEmpty()) {
      assertEquals("{\"cards\":[]}", answer.toString());
    }
  }

  private static void data(SeedStory story) {
    JsonNode bundle = story.bundle();
    assertEquals("Bundle", bundle.path("resourceType").asString());
    assertEquals("transaction", bundle.path("type").asString());
    assertEquals(List.of(), TestFhir.errors(bundle.toString()), "the bundle as a whole");
    Map<String, JsonNode> loaded = new HashMap<>();
    for (JsonNode entry : bundle.get("entry")) {
      JsonNode resource = entry.get("resource");
      assertEquals("PUT", entry.path("request").path("method").asString());
      assertEquals(reference(resource), entry.path("request").path("url").asString());
      assertEquals(List.of(), TestFhir.errors(resource.toString()), reference(resource));
      assertEquals(null, loaded.put(reference(resource), resource), reference(resource));
    }
    loaded.values().forEach(resource -> resolves(resource, loaded));
    Set<String> sent = new HashSet<>();
    for (JsonNode resource : prefetched(story)) {
      assertEquals(loaded.get(reference(resource)), resource, reference(resource));
      sent.add(reference(resource));
    }
    JsonNode context = story.request().get("context");
    sent.addAll(loaded.keySet().stream().filter(name -> name.startsWith("Practitioner/")).toList());
    sent.add("Patient/" + context.path("patientId").asString()); // some services do not ask for it
    assertEquals(loaded.keySet(), sent, "what is loaded is what is sent, and the practitioners");
    assertTrue(loaded.containsKey(context.path("userId").asString()), "the user is loaded");
    assertTrue(
        loaded.containsKey("Patient/" + context.path("patientId").asString()),
        "the patient is loaded");
    for (JsonNode entry : context.path("draftOrders").path("entry")) {
      TestFhir.requireValid(entry.get("resource").toString());
      resolves(entry.get("resource"), loaded);
    }
  }

  /** The resources under all prefetch keys, each key checked for its shape. */
  private static List<JsonNode> prefetched(SeedStory story) {
    JsonNode prefetch = story.request().get("prefetch");
    assertEquals(
        TestPipeline.serviceFor(SeedStory.bytes(story.request())).prefetch().keySet(),
        new HashSet<>(prefetch.propertyNames()));
    List<JsonNode> resources = new ArrayList<>();
    prefetch.forEachEntry(
        (key, value) -> {
          if (key.equals(PrefetchKey.PATIENT.key())) {
            resources.add(value);
            return;
          }
          assertEquals("searchset", value.path("type").asString(), key);
          List<JsonNode> entries = value.path("entry").valueStream().toList();
          long matches =
              entries.stream()
                  .filter(e -> e.path("search").path("mode").asString().equals("match"))
                  .count();
          assertEquals(matches, value.path("total").asLong(-1), key);
          entries.forEach(entry -> resources.add(entry.get("resource")));
        });
    return resources;
  }

  private static void resolves(JsonNode node, Map<String, JsonNode> loaded) {
    for (JsonNode value : node.findValues("reference")) {
      String reference = value.asString();
      assertTrue(
          reference.startsWith("#") || loaded.containsKey(reference), reference + " leads nowhere");
    }
  }

  /** Whatever suggestion is taken, nothing critical remains, and a plan is not doubted again. */
  private static void accepted(SeedStory story) {
    for (JsonNode card : ask(story, story.request()).get("cards")) {
      assertEquals(mustOffer(card), card.has("suggestions"), card.toPrettyString());
      for (JsonNode suggestion : card.path("suggestions")) {
        JsonNode changed = story.request().deepCopy();
        List<JsonNode> updates =
            suggestion
                .get("actions")
                .valueStream()
                .filter(action -> action.get("type").asString().equals("update"))
                .toList();
        updates.forEach(action -> replace(changed, action.get("resource")));
        JsonNode again = ask(story, changed);
        Set<String> topics =
            again.get("cards").valueStream().map(SeedsTest::topic).collect(Collectors.toSet());
        assertTrue(
            again.get("cards").valueStream().noneMatch(c -> indicator(c).equals("critical")),
            () -> "critical after " + suggestion.get("label") + ": " + again.toPrettyString());
        if (topic(card).equals("TitrationPlan") && !updates.isEmpty()) {
          assertEquals(
              List.of(),
              suggestion.findValues("patientInstruction"),
              "a plan keeps no word to the patient about the old dose");
          assertFalse(
              topics.contains("DoseRange") || topics.contains("TitrationPlan"),
              () -> "a plan is doubted, " + suggestion.get("label") + again.toPrettyString());
        }
      }
    }
  }

  /** A plan is there to be taken, and so is an earliest start; nothing else is offered here. */
  private static boolean mustOffer(JsonNode card) {
    return Set.of("TitrationPlan", "BaselineTests").contains(topic(card))
        || card.get("detail").asString().contains("Earliest start");
  }

  private static void replace(JsonNode request, JsonNode resource) {
    ArrayNode entries = (ArrayNode) request.get("context").get("draftOrders").get("entry");
    List<JsonNode> same =
        entries
            .valueStream()
            .filter(entry -> reference(entry.get("resource")).equals(reference(resource)))
            .toList();
    assertEquals(1, same.size(), "the suggestion edits one draft: " + reference(resource));
    ((ObjectNode) same.get(0)).set("resource", resource);
  }

  @Test
  void storiesAreComplete() {
    List<SeedStory> stories = SeedStory.all();
    assertTrue(stories.size() >= 20, "twenty stories at least");
    for (SeedStory story : stories) {
      assertEquals(
          Set.of(
              "story.md",
              "bundle.json",
              story.hook() + ".request.json",
              story.hook() + ".request.no-prefetch.json"),
          story.files(),
          story.name());
      assertTrue(story.text().contains(DAY.toString()), story.name() + " names its day");
      long lines = story.text().lines().count();
      assertTrue(lines >= 8 && lines <= 15, story.name() + " has " + lines + " lines");
      assertEquals(story.hook(), story.request().path("hook").asString(), story.name());
    }
  }

  @Test
  void everyTopicAndEveryHookHasAStory() {
    Set<String> topics = new HashSet<>();
    Set<String> hooks = new HashSet<>();
    for (SeedStory story : SeedStory.all()) {
      hooks.add(story.hook());
      story.expected().forEach(card -> topics.add(card.topic()));
    }
    assertEquals(Stream.of(Topic.values()).map(Topic::code).collect(Collectors.toSet()), topics);
    assertEquals(
        TestPipeline.KNOWLEDGE.services().stream()
            .map(ServiceDefinition::hook)
            .collect(Collectors.toSet()),
        hooks);
  }

  @Test
  void theRequestWithoutPrefetchIsTheSameOrder() {
    for (SeedStory story : SeedStory.all()) {
      ObjectNode request = (ObjectNode) story.request().deepCopy();
      request.remove("prefetch");
      request.put("fhirServer", "http://localhost:8080/fhir");
      assertEquals(request, story.requestWithoutPrefetch(), story.name());
    }
  }

  @Test
  void whatIsOffByDefaultIsNotShownUntilItIsSwitchedOn() {
    List<SeedStory> stories =
        SeedStory.all().stream().filter(story -> !story.on().isEmpty()).toList();
    assertEquals(1, stories.size());
    JsonNode usual = TestPipeline.answer(SeedStory.bytes(stories.get(0).request()), DAY);
    assertEquals(
        List.of("TitrationPlan"), usual.get("cards").valueStream().map(SeedsTest::topic).toList());
  }

  /** All stories are loaded into one server: an id that occurs twice must be the same resource. */
  @Test
  void storiesDoNotOverwriteEachOther() {
    Map<String, JsonNode> loaded = new HashMap<>();
    Set<String> instances = new HashSet<>();
    for (SeedStory story : SeedStory.all()) {
      assertTrue(instances.add(story.request().path("hookInstance").asString()), story.name());
      for (JsonNode entry : story.bundle().get("entry")) {
        JsonNode resource = entry.get("resource");
        JsonNode before = loaded.put(reference(resource), resource);
        boolean shared = resource.path("resourceType").asString().equals("Practitioner");
        assertTrue(
            before == null || (shared && before.equals(resource)),
            story.name() + " overwrites " + reference(resource));
      }
    }
  }

  private static String reference(JsonNode resource) {
    return resource.path("resourceType").asString() + "/" + resource.path("id").asString();
  }

  private static String topic(JsonNode card) {
    return card.get("source").get("topic").get("code").asString();
  }

  private static String indicator(JsonNode card) {
    return card.get("indicator").asString();
  }
}

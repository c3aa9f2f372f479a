package org.ldncds.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Each story asked of the running service with prefetch and without, where it must fetch from its
 * own FHIR server: the cards are the same.
 */
class SeedsOverHttpTest extends ConformanceRows {

  private static final int MOST_REPEATS = 20;
  private static final Duration PAUSE = Duration.ofSeconds(1);

  @TestFactory
  Stream<DynamicTest> theSameCardsWithPrefetchAndWithout() {
    return SeedStory.all().stream()
        .map(story -> DynamicTest.dynamicTest(story.name(), () -> isTheSame(story)));
  }

  private void isTheSame(SeedStory story) throws Exception {
    String path = "/cds-services/" + serviceOf(story);
    ObjectNode without = (ObjectNode) story.requestWithoutPrefetch();
    // The stories name the usual port; this service listens on a free one.
    without.put("fhirServer", request("/fhir").build().uri().toString());
    String sent = answer(path, story.request()).toPrettyString();
    String fetched = answer(path, without).toPrettyString();
    // A busy machine may not fetch in 400 ms, which a card then tells; asked again it does.
    for (int again = 0; again < MOST_REPEATS && !fetched.equals(sent); again++) {
      Thread.sleep(PAUSE.toMillis());
      fetched = answer(path, without).toPrettyString();
    }
    assertEquals(sent, fetched);
  }

  private static String serviceOf(SeedStory story) {
    return TestPipeline.serviceFor(SeedStory.bytes(story.request())).id();
  }

  private JsonNode answer(String path, JsonNode body) throws Exception {
    var response = post(path, SeedStory.bytes(body), "application/json");
    assertEquals(200, response.statusCode());
    return withoutUuids(StrictAnswer.read(response.body()).get("cards"));
  }
}

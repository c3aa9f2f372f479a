package org.ldncds.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.ldncds.web.TestRequests.JSON;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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
import org.ldncds.hooks.ServiceDefinition;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The OpenAPI description tells the truth: real requests, answers and errors fit its schemas. */
class OpenApiTest extends ConformanceRows {

  private static final Map<String, String> REQUESTS =
      Map.of(
          "order-sign", "OrderSignRequest",
          "order-select", "OrderSelectRequest",
          "patient-view", "PatientViewRequest");
  private static final Path EXAMPLES = Path.of("src/main/resources/openapi/examples");

  @TestFactory
  Stream<DynamicTest> everyStoryFits() {
    return SeedStory.all().stream()
        .map(story -> DynamicTest.dynamicTest(story.name(), () -> fits(story)));
  }

  private void fits(SeedStory story) throws Exception {
    String schema = REQUESTS.getOrDefault(story.hook(), "");
    ApiSchemas.requireFits(schema, story.request());
    ApiSchemas.requireFits(schema, story.requestWithoutPrefetch());
    byte[] body = SeedStory.bytes(story.request());
    String path = "/cds-services/" + TestPipeline.serviceFor(body).id();
    HttpResponse<byte[]> response = post(path, body, "application/json");
    assertEquals(200, response.statusCode());
    ApiSchemas.requireFits("CardsResponse", JSON.readTree(response.body()));
  }

  @Test
  void itIsServedAsJsonAndDiscoveryFitsIt() throws Exception {
    HttpResponse<byte[]> served = send(request("/v3/api-docs").build());
    assertEquals(200, served.statusCode());
    assertEquals("application/json", served.headers().firstValue("Content-Type").orElse(""));
    JsonNode description = JSON.readTree(served.body());
    assertEquals(ApiSchemas.DESCRIPTION, description);
    assertFalse(description.toString().contains("externalValue"));
    for (String reference : description.findValuesAsString("$ref")) {
      assertFalse(description.at(reference.substring(1)).isMissingNode(), reference);
    }
    ApiSchemas.requireFits("Discovery", JSON.readTree(send(request(DISCOVERY).build()).body()));
  }

  @Test
  void itNamesEveryServiceTopicAndStatus() {
    JsonNode paths = ApiSchemas.DESCRIPTION.get("paths");
    Set<String> services = new HashSet<>(paths.propertyNames());
    for (ServiceDefinition service : TestPipeline.KNOWLEDGE.services()) {
      assertTrue(services.contains("/cds-services/" + service.id()), service.id());
    }
    assertEquals(
        Stream.of(Topic.values()).map(Topic::code).collect(Collectors.toSet()),
        ApiSchemas.DESCRIPTION
            .at("/components/schemas/Topic/properties/code/enum")
            .valueStream()
            .map(JsonNode::asString)
            .collect(Collectors.toSet()));
    assertEquals(
        Set.of(
            "200", "400", "401", "404", "405", "408", "412", "413", "415", "422", "429", "500",
            "503"),
        new HashSet<>(
            paths.at("/~1cds-services~1naltrexone-order-sign/post/responses").propertyNames()));
  }

  @Test
  void schemasRefuseWhatTheServiceRefuses() throws Exception {
    for (String member : List.of("hook", "hookInstance", "context")) {
      ObjectNode request = conflict();
      request.remove(member);
      assertFalse(ApiSchemas.errors("OrderSignRequest", request).isEmpty(), member);
      assertEquals(400, post(request).statusCode(), member);
    }
    ObjectNode request = conflict();
    request.set("fhirAuthorization", authorization());
    assertFalse(ApiSchemas.errors("OrderSignRequest", request).isEmpty());
    assertEquals(400, post(request).statusCode());
    JsonNode ignored =
        TestRequests.json(
            "{'feedback':[{'card':'1','outcome':'accepted','outcomeTimestamp':'2026-11-23T10:00:00Z'}]}");
    assertFalse(ApiSchemas.errors("FeedbackRequest", ignored).isEmpty());
    assertEquals(400, post(SERVICE + "/feedback", ignored).statusCode());
  }

  @Test
  void errorsFitAndTheirStatusIsDocumented() throws Exception {
    ObjectNode other = conflict();
    ((ObjectNode) TestRequests.firstDraft(other).get("subject")).put("reference", "Patient/2");
    outcome(422, "", post(other));
    outcome(400, "", post(SERVICE, "{".getBytes(StandardCharsets.UTF_8), "application/json"));
    outcome(404, "", post("/cds-services/nowhere", conflict()));
    outcome(405, "", send(request(SERVICE).build()));
    outcome(413, "", post(SERVICE, new byte[6 * 1024 * 1024], "application/json"));
    outcome(415, "", post(SERVICE, new byte[2], "text/plain"));
    TheDay.broken = true;
    try {
      outcome(500, "", post(conflict()));
    } finally {
      TheDay.broken = false;
    }
  }

  /** Rewritten with -Ddocs.write=true. */
  @Test
  void itsExamplesAreTheStories() throws IOException {
    SeedStory conflict = story("short-acting-opioid-current");
    example("order-sign-request.json", conflict.requestWithoutPrefetch());
    example(
        "order-select-request.json",
        story("tramadol-chosen-beside-unsigned-naltrexone").requestWithoutPrefetch());
    example(
        "patient-view-request.json",
        story("both-current-when-the-chart-is-opened").requestWithoutPrefetch());
    JsonNode answer = TestPipeline.answer(SeedStory.bytes(conflict.request()), SeedsTest.DAY);
    ((ObjectNode) answer.at("/cards/0")).put("uuid", "690ab94c-3151-43c6-9ff4-062323c30248");
    example("order-sign-response.json", answer);
  }

  static SeedStory story(String name) {
    return SeedStory.all().stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
  }

  private static void example(String file, JsonNode made) throws IOException {
    WrittenDoc.requireSame(EXAMPLES.resolve(file), made.toPrettyString() + "\n");
  }

  @Test
  void itsPageAndAllItLoadsIsOurs() throws Exception {
    HttpResponse<byte[]> page = send(request("/swagger-ui").build());
    assertEquals(200, page.statusCode());
    String html = new String(page.body(), StandardCharsets.UTF_8);
    var sources = java.util.regex.Pattern.compile("(?:src|href)=\"(/[^\"]+)\"").matcher(html);
    int loaded = 0;
    while (sources.find()) {
      assertEquals(200, send(request(sources.group(1)).build()).statusCode(), sources.group(1));
      loaded++;
    }
    assertEquals(5, loaded, html);
  }
}

package org.ldncds.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.ldncds.web.TestRequests.JSON;
import static org.ldncds.web.TestRequests.bytes;
import static org.ldncds.web.TestRequests.drafts;
import static org.ldncds.web.TestRequests.firstDraft;
import static org.ldncds.web.TestRequests.json;
import static org.ldncds.web.TestRequests.naltrexone;
import static org.ldncds.web.TestRequests.oxycodone;
import static org.ldncds.web.TestRequests.prefetch;
import static org.ldncds.web.TestRequests.searchset;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The service over real HTTP: what it answers, what it refuses, and that it never leaks. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ExtendWith(OutputCaptureExtension.class)
class ServiceHttpTest {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final String SERVICE = "/cds-services/naltrexone-order-sign";

  @LocalServerPort private int port;

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
  }

  private static HttpResponse<byte[]> send(HttpRequest request)
      throws IOException, InterruptedException {
    return CLIENT.send(request, BodyHandlers.ofByteArray());
  }

  private HttpResponse<byte[]> post(String path, byte[] body, String type)
      throws IOException, InterruptedException {
    return send(
        request(path).header("Content-Type", type).POST(BodyPublishers.ofByteArray(body)).build());
  }

  private HttpResponse<byte[]> post(JsonNode body) throws IOException, InterruptedException {
    return post(SERVICE, bytes(body), "application/json");
  }

  private JsonNode cards(JsonNode body) throws IOException, InterruptedException {
    HttpResponse<byte[]> response = post(body);
    assertEquals(
        200, response.statusCode(), () -> new String(response.body(), StandardCharsets.UTF_8));
    assertEquals("no-store", response.headers().firstValue("Cache-Control").orElse(""));
    return StrictAnswer.read(response.body()).get("cards");
  }

  private static void outcome(int status, String field, HttpResponse<byte[]> response) {
    String body = new String(response.body(), StandardCharsets.UTF_8);
    assertEquals(status, response.statusCode(), body);
    JsonNode outcome = JSON.readTree(response.body());
    assertEquals("OperationOutcome", outcome.get("resourceType").asString());
    if (!field.isEmpty()) {
      assertEquals(field, outcome.get("issue").get(0).get("expression").get(0).asString());
    }
    assertFalse(body.contains("Exception") || body.contains("at org."), body);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/cds-services", "/cds-services/"})
  void discoveryNamesTheServiceAndItsPrefetch(String path) throws Exception {
    HttpResponse<byte[]> response = send(request(path).header("Accept", "text/html").build());
    assertEquals(200, response.statusCode());
    assertEquals("application/json", response.headers().firstValue("Content-Type").orElse(""));
    JsonNode service = JSON.readTree(response.body()).get("services").get(0);
    assertEquals("naltrexone-order-sign", service.get("id").asString());
    assertEquals("order-sign", service.get("hook").asString());
    for (String field : new String[] {"title", "description", "usageRequirements"}) {
      assertFalse(service.get(field).asString().isBlank(), field);
    }
    assertEquals(8, service.get("prefetch").size());
    service
        .get("prefetch")
        .forEach(
            template -> {
              assertTrue(template.asString().contains("{{context.patientId}}"), template::asString);
              assertEquals(
                  1, template.asString().split("\\{\\{", -1).length - 1, template::asString);
            });
  }

  @Test
  void anUnrelatedOrderGetsExactlyNoCards() throws Exception {
    ObjectNode request = naltrexone();
    ObjectNode concept = (ObjectNode) firstDraft(request).get("medicationCodeableConcept");
    concept.put("text", "amoxicillin 250 MG Oral Capsule");
    concept.set(
        "coding",
        json("{'a':[{'system':'http://www.nlm.nih.gov/research/umls/rxnorm','code':'308182'}]}")
            .get("a"));
    request.remove("prefetch");
    HttpResponse<byte[]> response = post(request);
    assertEquals("{\"cards\":[]}", new String(response.body(), StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(strings = {SERVICE, SERVICE + "/", "/cds-services//naltrexone-order-sign"})
  void aCurrentOpioidGivesOneCriticalCard(String path) throws Exception {
    ObjectNode request = naltrexone();
    prefetch(request).set("medicationRequests", searchset(oxycodone()));
    HttpResponse<byte[]> response =
        post(path, bytes(request), "application/fhir+json; charset=utf-8");
    JsonNode cards = StrictAnswer.read(response.body()).get("cards");
    assertEquals(1, cards.size());
    assertEquals("critical", cards.get(0).get("indicator").asString());
    assertTrue(cards.get(0).get("summary").asString().contains("naltrexone 1 mg"));
    assertTrue(cards.get(0).get("detail").asString().contains("MedicationRequest/oxy-1"));
  }

  static Stream<Arguments> bodies() {
    return Stream.of(
        Arguments.of("not JSON", "order", ""),
        Arguments.of("empty", "", ""),
        Arguments.of("an array", "[]", ""),
        Arguments.of("null", "null", ""),
        Arguments.of("cut off", "{\"hook\":\"order-sign\"", ""),
        Arguments.of("trailing comma", "{\"hook\":\"order-sign\",}", ""),
        Arguments.of("two objects", "{}{}", ""),
        Arguments.of("duplicate keys", "{\"hook\":\"order-sign\",\"hook\":\"order-sign\"}", ""),
        Arguments.of(
            "nested too deeply", "{\"x\":" + "[".repeat(1_000) + "]".repeat(1_000) + "}", ""),
        Arguments.of("endless number", "{\"x\":" + "1".repeat(1_000) + "}", ""),
        Arguments.of("no hook", "{}", "hook"),
        Arguments.of("hook as number", "{\"hook\":1}", "hook"),
        Arguments.of("context as text", "{\"hook\":\"order-sign\",\"context\":\"x\"}", "context"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bodies")
  void brokenBodiesAreRefused(String name, String body, String field) throws Exception {
    outcome(400, field, post(SERVICE, body.getBytes(StandardCharsets.UTF_8), "application/json"));
  }

  private static Arguments change(String field, int status, Consumer<ObjectNode> change) {
    return Arguments.of(field, status, change);
  }

  static Stream<Arguments> changes() {
    String authorization =
        "{'access_token':'t','token_type':'Bearer','expires_in':300,'scope':'s','subject':'c','patient':'%s'}";
    return Stream.of(
        change("hook", 400, r -> r.put("hook", "patient-view")),
        change("hookInstance", 400, r -> r.remove("hookInstance")),
        change("context", 400, r -> r.remove("context")),
        change("context.patientId", 400, r -> context(r).remove("patientId")),
        change("context.patientId", 400, r -> context(r).put("patientId", "Patient/1")),
        change("context.patientId", 400, r -> context(r).put("patientId", "1&_x=2")),
        change("context.userId", 400, r -> context(r).remove("userId")),
        change("context.draftOrders", 400, r -> context(r).remove("draftOrders")),
        change(
            "context.draftOrders",
            400,
            r -> context(r).set("draftOrders", json("{'resourceType':'Parameters'}"))),
        change(
            "context.draftOrders",
            422,
            r -> ((ObjectNode) firstDraft(r).get("subject")).put("reference", "Patient/other")),
        change(
            "fhirServer",
            400,
            r -> r.set("fhirAuthorization", json(authorization.formatted("test-patient")))),
        change(
            "fhirAuthorization.patient",
            400,
            r -> {
              r.put("fhirServer", "https://ehr.example/fhir");
              r.set("fhirAuthorization", json(authorization.formatted("other")));
            }),
        change(
            "fhirAuthorization.access_token",
            400,
            r -> {
              r.put("fhirServer", "https://ehr.example/fhir");
              ((ObjectNode)
                      r.set("fhirAuthorization", json(authorization.formatted("test-patient")))
                          .get("fhirAuthorization"))
                  .remove("access_token");
            }));
  }

  private static ObjectNode context(ObjectNode request) {
    return (ObjectNode) request.get("context");
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("changes")
  void wrongFieldsAreNamed(String field, int status, Consumer<ObjectNode> change) throws Exception {
    ObjectNode request = naltrexone();
    change.accept(request);
    outcome(status, field, post(request));
  }

  @Test
  void unknownServicesMethodsAndMediaTypesAreRefused() throws Exception {
    byte[] body = bytes(naltrexone());
    outcome(404, "", post("/cds-services/unknown", body, "application/json"));
    outcome(404, "", send(request("/nowhere").build()));
    outcome(415, "", post(SERVICE, body, "text/plain"));
    outcome(415, "", send(request(SERVICE).POST(BodyPublishers.ofByteArray(body)).build()));
    outcome(
        415,
        "",
        send(
            request(SERVICE)
                .header("Content-Type", "application/json")
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(body))
                .build()));
    HttpResponse<byte[]> wrongMethod = send(request(SERVICE).GET().build());
    outcome(405, "", wrongMethod);
    assertEquals("POST", wrongMethod.headers().firstValue("Allow").orElse(""));
    outcome(405, "", send(request(SERVICE).DELETE().build()));
    outcome(405, "", send(request("/cds-services").POST(BodyPublishers.noBody()).build()));
  }

  @Test
  void aBodyAboveTheLimitIsRefused() throws Exception {
    byte[] large =
        ("{\"x\":\"" + "a".repeat(5 * 1024 * 1024) + "\"}").getBytes(StandardCharsets.UTF_8);
    outcome(413, "", post(SERVICE, large, "application/json"));
  }

  @ParameterizedTest
  @CsvSource({
    "http://localhost:8080, true",
    "http://127.0.0.1:3000, true",
    "https://evil.example, false",
    "http://localhost.evil.example, false"
  })
  void browsersOnThisMachineMayCall(String origin, boolean allowed) throws Exception {
    HttpResponse<byte[]> preflight =
        CLIENT.send(
            request(SERVICE)
                .header("Origin", origin)
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "authorization,content-type")
                .method("OPTIONS", BodyPublishers.noBody())
                .build(),
            BodyHandlers.ofByteArray());
    assertEquals(
        allowed ? origin : "",
        preflight.headers().firstValue("Access-Control-Allow-Origin").orElse(""));
    HttpResponse<byte[]> refused =
        CLIENT.send(
            request(SERVICE)
                .header("Origin", origin)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("x"))
                .build(),
            BodyHandlers.ofByteArray());
    assertEquals(allowed ? 400 : 403, refused.statusCode());
    assertEquals(
        allowed ? origin : "",
        refused.headers().firstValue("Access-Control-Allow-Origin").orElse(""));
  }

  @Test
  void noServerIsCalledThatIsNotTrusted() throws Exception {
    WireMockServer ehr =
        new WireMockServer(WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));
    ehr.start();
    try {
      ObjectNode request = naltrexone();
      request.put("fhirServer", ehr.baseUrl() + "/fhir");
      request.set(
          "fhirAuthorization",
          json(
              "{'access_token':'secret-token','token_type':'Bearer','expires_in':300,'scope':'s','subject':'c'}"));
      prefetch(request).remove("medicationRequests");
      JsonNode cards = cards(request);
      assertEquals(
          "CheckIncomplete", cards.get(0).get("source").get("topic").get("code").asString());
      assertEquals("warning", cards.get(0).get("indicator").asString());
      assertEquals(0, ehr.getAllServeEvents().size());
    } finally {
      ehr.stop();
    }
  }

  @Test
  void nothingOfAPatientReachesTheLog(CapturedOutput log) throws Exception {
    ObjectNode request = naltrexone();
    request.put("fhirServer", "https://ehr.example/fhir");
    request.set(
        "fhirAuthorization",
        json(
            "{'access_token':'canary-token','token_type':'Bearer','expires_in':300,'scope':'s','subject':'c'}"));
    ObjectNode bad = oxycodone();
    bad.put("status", "canary-status\nforged line");
    bad.put("canary-element\nforged", "canary-value");
    bad.putArray("note").addObject().put("text", "canary-note");
    prefetch(request).set("medicationRequests", searchset(bad));
    firstDraft(request).putArray("note").addObject().put("text", "canary-draft-note");
    firstDraft(request).put("priority", "canary-priority");
    drafts(request)
        .addObject()
        .set("resource", json("{'resourceType':'Canary-type','id':'canary-id'}"));
    post(request);
    post(
        SERVICE, "{\"hook\":\"canary-hook\"}".getBytes(StandardCharsets.UTF_8), "application/json");
    post("/cds-services/canary-service", bytes(request), "application/json");
    assertFalse(log.getAll().contains("canary"), log.getAll());
    assertFalse(log.getAll().contains("forged"), log.getAll());
  }

  @Test
  void theProbesAnswer() throws Exception {
    assertEquals(200, send(request("/actuator/health/readiness").build()).statusCode());
    assertEquals(200, send(request("/actuator/health/liveness").build()).statusCode());
    assertEquals(404, send(request("/actuator/env").build()).statusCode());
  }
}

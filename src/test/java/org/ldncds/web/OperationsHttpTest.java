package org.ldncds.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.ldncds.web.TestRequests.bytes;
import static org.ldncds.web.TestRequests.firstDraft;
import static org.ldncds.web.TestRequests.list;
import static org.ldncds.web.TestRequests.naltrexone;
import static org.ldncds.web.TestRequests.oxycodone;

import com.nimbusds.jose.JWSAlgorithm;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalManagementPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What operators see of production: probes, figures, logs; and that none of it tells of patients.
 */
@ExtendWith(OutputCaptureExtension.class)
class OperationsHttpTest extends ProductionTest {

  @LocalManagementPort private int managementPort;

  private HttpResponse<byte[]> manage(String path) throws Exception {
    return send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + path)).build());
  }

  private static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/actuator/health/readiness", "/actuator/health/liveness"})
  void probesAreUpWhileTheDatabaseIsDown(String probe) throws Exception {
    HttpResponse<byte[]> answer = manage(probe);
    assertEquals(200, answer.statusCode());
    assertEquals("{\"status\":\"UP\"}", text(answer));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "env",
        "heapdump",
        "beans",
        "configprops",
        "mappings",
        "threaddump",
        "loggers",
        "shutdown",
        "httpexchanges",
        "scheduledtasks",
        "conditions",
        "caches",
        "logfile",
        "jolokia",
        "info"
      })
  void nothingElseIsToldAnywhere(String endpoint) throws Exception {
    assertEquals(404, manage("/actuator/" + endpoint).statusCode());
    assertEquals(404, send(request("/actuator/" + endpoint).build()).statusCode());
  }

  @Test
  void theOpenPortTellsNoFigures() throws Exception {
    for (String path : List.of("/actuator", "/actuator/prometheus", "/actuator/health")) {
      assertEquals(404, send(request(path).build()).statusCode(), path);
    }
  }

  @Test
  void figuresTellWhatIsAnsweredAndHowFast() throws Exception {
    assertEquals(200, post(SERVICE, token(c -> {})).statusCode());
    send(request("/cds-services/of-my-invention").build());
    post(SERVICE, new byte[0], "application/json");
    String figures = text(manage("/actuator/prometheus"));
    for (String line :
        List.of(
            "cds_requests_seconds_count{service=\"naltrexone-order-sign\",status=\"200\"}",
            "cds_requests_seconds_count{service=\"unknown\",status=\"401\"}",
            "cds_cards_total{indicator=\"info\",service=\"naltrexone-order-sign\",topic=\"TitrationPlan\"}",
            "cds_tokens_refused_total{client=\"\",reason=\"no-token\"}",
            "cds_stage_seconds_count{stage=\"read\"}",
            "cds_stage_seconds_count{stage=\"facts\"}",
            "cds_stage_seconds_count{stage=\"checks\"}",
            "cds_stage_seconds_count{stage=\"plans\"}",
            "cds_stage_seconds_count{stage=\"cards\"}",
            "cds_stage_seconds_count{stage=\"write\"}",
            "cds_in_work",
            "cds_replay_fallbacks_total",
            "jvm_memory_used_bytes")) {
      assertTrue(figures.contains(line), line + "\n" + figures);
    }
    assertFalse(figures.contains("of-my-invention"), figures);
  }

  @Test
  void eachDecisionIsOneLineThatNamesNoPatient(CapturedOutput log) throws Exception {
    ObjectNode request = naltrexone();
    list(request, oxycodone());
    HttpResponse<byte[]> answer =
        send(
            call(SERVICE, token(c -> {}))
                .header("X-Request-Id", "ehr-4711")
                .POST(BodyPublishers.ofByteArray(bytes(request)))
                .build());
    assertEquals("ehr-4711", answer.headers().firstValue("X-Request-Id").orElse(""));
    List<String> lines = log.getOut().lines().filter(line -> line.contains("decision: ")).toList();
    assertEquals(1, lines.size(), log.getOut());
    String line = lines.get(0);
    assertTrue(line.contains("naltrexone-order-sign for hospital"), line);
    assertTrue(line.contains("OpioidConflict/critical"), line);
    assertTrue(line.contains("by rules [OC-1]"), line);
    assertTrue(line.matches("(?s).*knowledge [0-9a-f]{12}.*"), line);
    assertTrue(line.contains("ehr-4711"), line);
    assertFalse(line.contains(TestRequests.PATIENT), line);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "../../etc", "<script>", "x", "canary\u00e9"})
  void anIdThatIsNotSafeIsReplaced(String sent) throws Exception {
    String given =
        send(request("/cds-services").header("X-Request-Id", sent).build())
            .headers()
            .firstValue("X-Request-Id")
            .orElse("");
    assertTrue(sent.equals("x") ? given.equals("x") : given.matches("[0-9a-f-]{36}"), given);
    String tooLong = "x".repeat(65);
    assertFalse(
        send(request("/cds-services").header("X-Request-Id", tooLong).build())
            .headers()
            .allValues("X-Request-Id")
            .contains(tooLong));
  }

  /** Canaries in every string of a request, one string at a time so that each is read. */
  @Test
  void nothingOfARequestIsLoggedCountedOrQuoted(CapturedOutput log) throws Exception {
    ObjectNode whole = naltrexone();
    list(whole, oxycodone());
    whole.put("fhirServer", "https://fhir.example.org");
    whole.set(
        "fhirAuthorization",
        TestRequests.json(
            "{'access_token':'canary-access','token_type':'Bearer','expires_in':300,'scope':'s','subject':'c'}"));
    firstDraft(whole).putArray("note").addObject().put("text", "note");
    List<String> places = new ArrayList<>();
    strings(whole, "", places);
    assertTrue(places.size() > 30, places::toString);
    for (String place : places) {
      ObjectNode request = whole.deepCopy();
      int name = place.lastIndexOf('/');
      JsonNode parent = request.at(place.substring(0, name));
      String canary = "canary" + places.indexOf(place) + "\nforged <b>";
      if (parent instanceof ObjectNode object) {
        object.put(place.substring(name + 1), canary);
      } else if (parent instanceof ArrayNode array) {
        array.set(Integer.parseInt(place.substring(name + 1)), canary);
      }
      String token = token(c -> c.claim("sub", "canary-subject"));
      HttpResponse<byte[]> answer =
          send(call(SERVICE, token).POST(BodyPublishers.ofByteArray(bytes(request))).build());
      assertTrue(answer.statusCode() < 500, place);
      if (answer.statusCode() != 200) {
        assertFalse(text(answer).contains("canary"), place + ": " + text(answer));
      }
      assertFalse(log.getAll().contains(token.substring(0, 60)), place);
    }
    send(call("/cds-services/canary-service?canary=1", "canary.token.x").build());
    post(
        SERVICE,
        TestToken.signed(
            ELLIPTIC, JWSAlgorithm.ES384, claims().jwtID("canary-jti").audience("canary").build()));
    post(SERVICE, TestToken.signed(RSA, JWSAlgorithm.RS384, claims().issuer("canary").build()));
    assertFalse(log.getAll().contains("canary"), log.getAll());
    String figures = text(manage("/actuator/prometheus"));
    assertFalse(figures.contains("canary") || figures.contains(TestRequests.PATIENT), figures);
  }

  private static void strings(JsonNode node, String path, List<String> found) {
    if (node.isString()) {
      found.add(path);
    } else if (node instanceof ObjectNode object) {
      object.properties().forEach(p -> strings(p.getValue(), path + "/" + p.getKey(), found));
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        strings(array.get(i), path + "/" + i, found);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/titration-plan", "/icon.svg", "/nowhere", "/cds-services", "/"})
  void everyAnswerHasItsSecurityHeaders(String path) throws Exception {
    HttpResponse<byte[]> answer = send(request(path).header("Accept", "text/html").build());
    assertEquals("nosniff", answer.headers().firstValue("X-Content-Type-Options").orElse(""));
    assertEquals("DENY", answer.headers().firstValue("X-Frame-Options").orElse(""));
    assertEquals("no-referrer", answer.headers().firstValue("Referrer-Policy").orElse(""));
    List<String> policies = answer.headers().allValues("Content-Security-Policy");
    assertEquals(1, policies.size());
    assertTrue(policies.get(0).contains("default-src 'none'"), policies::toString);
    assertTrue(policies.get(0).contains("frame-ancestors 'none'"), policies::toString);
    assertFalse(policies.get(0).contains("unsafe"), policies::toString);
    assertTrue(answer.headers().firstValue("Strict-Transport-Security").isPresent(), path);
    assertTrue(answer.headers().firstValue("Set-Cookie").isEmpty(), path);
    assertTrue(answer.headers().firstValue("Server").isEmpty(), path);
    assertEquals(1, answer.headers().allValues("Cache-Control").size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a;canary=c", "//canary/../x", "/canary%25x"})
  void anAddressThatIsNotNormalIsRefusedAsOthersAre(String path) throws Exception {
    outcome(400, "", send(request(path).build()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/canary%2Fy", "/canary%00", "/cds-services/%2e%2e/canary"})
  void anAddressThatIsNoneIsNotQuoted(String path) throws Exception {
    HttpResponse<byte[]> answer = send(request(path).build());
    assertEquals(400, answer.statusCode());
    assertFalse(text(answer).contains("canary"), text(answer));
  }

  @Test
  void aNoisyClientIsKeptToItsRate() throws Exception {
    int refused = 0;
    for (int i = 0; i < 30; i++) {
      String token =
          TestToken.signed(
              RSA,
              JWSAlgorithm.RS384,
              TestToken.claims("https://noisy.example.org", PUBLIC + "/cds-services").build());
      HttpResponse<byte[]> answer = send(call("/cds-services", token).build());
      if (answer.statusCode() != 200) {
        outcome(429, "", answer);
        assertEquals("1", answer.headers().firstValue("Retry-After").orElse(""));
        refused++;
        assertEquals(200, post(SERVICE, token(c -> {})).statusCode(), "others go on");
      }
    }
    assertTrue(refused > 0, "30 calls in a moment, 5 a second are allowed");
  }

  @Test
  void insightsAreClosedUntilUsersAreNamed() throws Exception {
    for (String path : List.of("/insights", "/insights.json", "/insights.csv", "/insights/x")) {
      assertEquals(403, send(request(path).build()).statusCode());
    }
  }
}

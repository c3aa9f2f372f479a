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
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ldncds.fhir.PrefetchKey;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The service over real HTTP: what it answers, whom it trusts, and that it never leaks. */
@ExtendWith(OutputCaptureExtension.class)
class ServiceHttpTest extends HttpTest {

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
    assertEquals(PrefetchKey.keys().size(), service.get("prefetch").size());
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
  void parallelRequestsGetTheirOwnPatientsAnswer() throws Exception {
    List<CompletableFuture<HttpResponse<byte[]>>> answers = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      ObjectNode request = naltrexone();
      firstDraft(request).put("id", "draft-of-" + i + "-");
      prefetch(request).set("medicationRequests", searchset(oxycodone().put("id", "of-" + i)));
      answers.add(
          CLIENT.sendAsync(
              request(SERVICE)
                  .header("Content-Type", "application/json")
                  .POST(BodyPublishers.ofByteArray(bytes(request)))
                  .build(),
              BodyHandlers.ofByteArray()));
    }
    for (int i = 0; i < 100; i++) {
      JsonNode cards = StrictAnswer.read(answers.get(i).get().body()).get("cards");
      String detail = cards.get(0).get("detail").asString();
      assertTrue(detail.contains("MedicationRequest/of-" + i + ","), detail);
    }
  }

  @Test
  void theProbesAnswer() throws Exception {
    assertEquals(200, send(request("/actuator/health/readiness").build()).statusCode());
    assertEquals(200, send(request("/actuator/health/liveness").build()).statusCode());
    assertEquals(404, send(request("/actuator/env").build()).statusCode());
  }
}

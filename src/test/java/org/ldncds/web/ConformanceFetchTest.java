package org.ldncds.web;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.ldncds.web.TestRequests.firstDraft;
import static org.ldncds.web.TestRequests.json;
import static org.ldncds.web.TestRequests.list;
import static org.ldncds.web.TestRequests.naltrexone;
import static org.ldncds.web.TestRequests.oxycodone;
import static org.ldncds.web.TestRequests.prefetch;
import static org.ldncds.web.TestRequests.reference;
import static org.ldncds.web.TestRequests.searchset;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.ldncds.fhir.PrefetchKey;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What is fetched from the EHR's FHIR server, with its token, and what never is. */
@ExtendWith(OutputCaptureExtension.class)
class ConformanceFetchTest extends ConformanceRows {

  private static final WireMockServer EHR = started();
  private static final WireMockServer STRANGER = started();

  private static WireMockServer started() {
    WireMockServer server =
        new WireMockServer(WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));
    server.start();
    return server;
  }

  @DynamicPropertySource
  static void theEhr(DynamicPropertyRegistry settings) {
    settings.add("cds.clients[0].name", () -> "ehr");
    settings.add("cds.clients[0].fhir-servers", () -> base());
    settings.add("cds.limits.fhir-time", () -> "2s");
  }

  private static String base() {
    return "http://127.0.0.1:" + EHR.port() + "/fhir";
  }

  @BeforeEach
  void nothingOnRecord() {
    EHR.resetAll();
    STRANGER.resetAll();
    EHR.stubFor(get(urlPathMatching("/fhir/[A-Z][A-Za-z]+")).willReturn(fhir(searchset())));
    EHR.stubFor(
        get(urlPathEqualTo("/fhir/Patient/test-patient"))
            .willReturn(fhir(prefetch(naltrexone()).get("patient"))));
    STRANGER.stubFor(get(anyUrl()).willReturn(fhir(searchset(oxycodone()))));
  }

  @AfterAll
  static void stop() {
    EHR.stop();
    STRANGER.stop();
  }

  private static ResponseDefinitionBuilder fhir(JsonNode resource) {
    return aResponse()
        .withStatus(200)
        .withHeader("Content-Type", "application/fhir+json")
        .withBody(resource.toString());
  }

  private static ObjectNode withAccess(ObjectNode request, String server) {
    request.put("fhirServer", server);
    request.set("fhirAuthorization", authorization());
    return request;
  }

  private static Set<String> called() {
    return EHR.getAllServeEvents().stream()
        .map(event -> event.getRequest().getUrl().split("[?]", 2)[0])
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String resource(String key) {
    String type =
        Arrays.stream(PrefetchKey.values())
            .filter(each -> each.key().equals(key))
            .findFirst()
            .orElseThrow()
            .resourceType();
    return "/fhir/" + type;
  }

  @Conforms(
      id = "T16",
      level = "S",
      says = "A drug that was not sent is read from the FHIR server with the token")
  void theDrugIsRead() throws Exception {
    ObjectNode record = oxycodone();
    reference(record, "Medication/m9");
    ObjectNode request = withAccess(naltrexone(), base());
    list(request, record);
    EHR.stubFor(
        get(urlPathEqualTo("/fhir/Medication/m9")).willReturn(fhir(TestRequests.medication("m9"))));
    only("OpioidConflict", cards(request));
    EHR.verify(
        1,
        getRequestedFor(urlPathEqualTo("/fhir/Medication/m9"))
            .withHeader("Authorization", equalTo("Bearer t0ken")));
  }

  @Conforms(
      id = "T32",
      level = "S",
      says = "A medication list that was not sent is searched once, with the token")
  void theListIsSearched() throws Exception {
    EHR.stubFor(
        get(urlPathEqualTo("/fhir/MedicationRequest")).willReturn(fhir(searchset(oxycodone()))));
    ObjectNode request = withAccess(naltrexone(), base());
    prefetch(request).remove("medicationRequests");
    only("OpioidConflict", cards(request));
    EHR.verify(
        1,
        getRequestedFor(urlPathEqualTo("/fhir/MedicationRequest"))
            .withQueryParam("patient", equalTo("test-patient"))
            .withHeader("Authorization", equalTo("Bearer t0ken")));
  }

  @Conforms(
      id = "T35",
      level = "s",
      says = "What the client failed to get, or has none of, is not asked for again")
  void failuresAndNullsAreBelieved() throws Exception {
    ObjectNode request = withAccess(naltrexone(), base());
    prefetch(request)
        .set(
            "medicationRequests",
            json(
                "{'resourceType':'OperationOutcome','issue':[{'severity':'error','code':'timeout'}]}"));
    only("CheckIncomplete", cards(request));
    prefetch(request).putNull("medicationRequests");
    assertFalse(topics(cards(request)).contains("CheckIncomplete"));
    assertFalse(called().contains("/fhir/MedicationRequest"), called()::toString);
  }

  @Conforms(
      id = "T37",
      level = "S",
      says = "The next page is fetched from the same server, never from another")
  void nextPages() throws Exception {
    ObjectNode first = searchset(oxycodone().put("id", "harmless"));
    ((ObjectNode) first.at("/entry/0/resource"))
        .set("medicationCodeableConcept", json("{'text':'amlodipine 5 MG Oral Tablet'}"));
    next(first, base() + "/MedicationRequest?page=2");
    EHR.stubFor(
        get(urlPathEqualTo("/fhir/MedicationRequest")).willReturn(fhir(searchset(oxycodone()))));
    ObjectNode request = withAccess(naltrexone(), base());
    prefetch(request).set("medicationRequests", first);
    JsonNode cards = cards(request);
    only("OpioidConflict", cards);
    assertFalse(topics(cards).contains("CheckIncomplete"), cards::toString);
    next(first, "http://127.0.0.1:" + STRANGER.port() + "/fhir/MedicationRequest?page=2");
    prefetch(request).set("medicationRequests", first);
    JsonNode cut = cards(request);
    assertFalse(topics(cut).contains("OpioidConflict"));
    assertEquals("warning", only("CheckIncomplete", cut).get("indicator").asString());
    assertEquals(0, STRANGER.getAllServeEvents().size());
  }

  private static void next(ObjectNode bundle, String url) {
    bundle.putArray("link").addObject().put("relation", "next").put("url", url);
  }

  @Conforms(
      id = "T42",
      level = "S",
      says = "Only the keys that were not sent are fetched, side by side")
  void onlyWhatIsMissing() throws Exception {
    EHR.stubFor(
        get(urlPathMatching("/fhir/[A-Z][A-Za-z]+"))
            .willReturn(fhir(searchset()).withFixedDelay(400)));
    ObjectNode request = withAccess(naltrexone(), base());
    ObjectNode sent = request.putObject("prefetch");
    sent.set("patient", prefetch(naltrexone()).get("patient"));
    long begin = System.nanoTime();
    JsonNode cards = cards(request);
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
    assertFalse(topics(cards).contains("CheckIncomplete"), cards::toString);
    Set<String> called = called();
    for (String key : List.of("medicationRequests", "conditions", "allergies", "observations")) {
      assertTrue(called.contains(resource(key)), () -> key + " of " + called);
    }
    assertFalse(called.stream().anyMatch(path -> path.startsWith("/fhir/Patient")));
    assertTrue(millis < 400L * called.size(), () -> millis + " ms for " + called);
  }

  @Conforms(
      id = "T43",
      level = "D",
      says = "Whatever the FHIR server does, the answer comes in time and says what was not read")
  void brokenServers() throws Exception {
    List<ResponseDefinitionBuilder> answers =
        List.of(
            aResponse().withStatus(401),
            aResponse().withStatus(403),
            aResponse().withStatus(404),
            aResponse().withStatus(500),
            aResponse().withHeader("Content-Type", "text/html").withBody("<html>Sign in</html>"),
            fhir(json("{'resourceType':'Patient','id':'x'}")),
            aResponse().withHeader("Content-Type", "application/fhir+json").withBody("{\"res"),
            aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER),
            aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK),
            fhir(searchset(oxycodone())).withFixedDelay(20_000));
    for (ResponseDefinitionBuilder answer : answers) {
      EHR.stubFor(get(urlPathEqualTo("/fhir/MedicationRequest")).willReturn(answer));
      ObjectNode request = withAccess(naltrexone(), base());
      prefetch(request).remove("medicationRequests");
      long begin = System.nanoTime();
      JsonNode card = only("CheckIncomplete", cards(request));
      assertEquals("warning", card.get("indicator").asString());
      assertTrue(System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(10), "in time");
    }
  }

  @Conforms(
      id = "T44",
      level = "D",
      says = "A FHIR server that is not on the list is never called, nor one it redirects to")
  void strangers() throws Exception {
    String stranger = "http://127.0.0.1:" + STRANGER.port();
    for (String server :
        new String[] {
          stranger + "/fhir",
          stranger,
          base() + "@127.0.0.1:" + STRANGER.port() + "/fhir",
          "http://user@127.0.0.1:" + EHR.port() + "/fhir",
          base() + "/../admin",
          base() + "x",
          "http://localhost:" + EHR.port() + "/fhir",
          "http://0x7f000001:" + EHR.port() + "/fhir",
          "https://169.254.169.254/latest/meta-data",
          "file:///etc/passwd",
          "fhir",
          "http://[::1]/"
        }) {
      ObjectNode request = withAccess(naltrexone(), server);
      prefetch(request).remove("medicationRequests");
      only("CheckIncomplete", cards(request));
    }
    assertEquals(0, EHR.getAllServeEvents().size());
    EHR.stubFor(
        get(urlPathEqualTo("/fhir/MedicationRequest"))
            .willReturn(
                aResponse()
                    .withStatus(302)
                    .withHeader("Location", stranger + "/fhir/MedicationRequest")));
    ObjectNode request = withAccess(naltrexone(), base());
    prefetch(request).remove("medicationRequests");
    only("CheckIncomplete", cards(request));
    assertEquals(0, STRANGER.getAllServeEvents().size());
  }

  @Conforms(
      id = "T48",
      level = "S",
      says = "Nothing is fetched after the answer, and neither token nor name reaches the log")
  void nothingLater(CapturedOutput log) throws Exception {
    ObjectNode request = withAccess(naltrexone(), base());
    ((ObjectNode) request.get("fhirAuthorization")).put("access_token", "canary-token");
    ((ObjectNode) prefetch(request).get("patient")).put("language", "canary-name");
    firstDraft(request).putArray("note").addObject().put("text", "canary-note");
    prefetch(request).remove("medicationRequests");
    assertEquals(200, post(request).statusCode());
    int calls = EHR.getAllServeEvents().size();
    assertTrue(calls > 0);
    TimeUnit.MILLISECONDS.sleep(500);
    assertEquals(calls, EHR.getAllServeEvents().size());
    assertFalse(log.getAll().contains("canary"), log.getAll());
  }
}

package org.ldncds.web;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.ldncds.web.TestRequests.concept;
import static org.ldncds.web.TestRequests.list;
import static org.ldncds.web.TestRequests.naltrexone;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ldncds.fhir.TerminologyServer;
import org.ldncds.hooks.CardSettings;
import org.ldncds.hooks.HookJson;
import org.ldncds.hooks.Pipeline;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A code nobody knows is asked for at the terminology server, and every fault of it is survived. */
class TerminologyServerTest {

  private static final String RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm";
  private static final String SNOMED = "http://snomed.info/sct";
  private static final String LOOKUP = "/fhir/CodeSystem/$lookup";
  private static final String VALIDATE = "/fhir/CodeSystem/$validate-code";
  private static final String SUBSUMES = "/fhir/CodeSystem/$subsumes";
  private static final String NOBODY = "http://127.0.0.1:9/fhir";
  private static final String NOT_REACHED = "the terminology server was not reached";
  private static final Duration TIME = Duration.ofMillis(300);

  /** Where an answer is expected, a busy machine has time for it. */
  private static final Duration PLENTY = Duration.ofSeconds(10);

  /** What the rest of an answer takes at most on a busy machine. */
  private static final Duration REST = Duration.ofMillis(700);

  private static final WireMockServer SERVER =
      new WireMockServer(wireMockConfig().dynamicPort());

  private final WireMockServer server = SERVER;
  private Pipeline pipeline = with(Optional.empty());

  @BeforeAll
  static void start() {
    SERVER.start();
  }

  @AfterAll
  static void stop() {
    SERVER.stop();
  }

  @BeforeEach
  void askAnew() {
    server.resetAll();
    pipeline = asking(server.baseUrl() + "/fhir", 50, PLENTY);
  }

  private static Pipeline asking(String url, int codes, Duration time) {
    return with(
        Optional.of(
            new TerminologyServer(
                new TerminologyServer.Settings(
                    URI.create(url), time, codes, Duration.ofHours(24)),
                TestPipeline.KNOWLEDGE.drugs())));
  }

  private static Pipeline with(Optional<TerminologyServer> server) {
    return Wiring.pipeline(
        TestPipeline.KNOWLEDGE, new CardSettings(4, Set.of(), false), ZoneOffset.UTC, server);
  }

  private static ObjectNode code(String system, String code) {
    return concept("{'coding':[{'system':'" + system + "','code':'" + code + "'}]}");
  }

  private String ask(ObjectNode... records) {
    ObjectNode request = naltrexone();
    list(request, records);
    return answer(request);
  }

  /** All that the cards say, each with its topic. */
  private String answer(ObjectNode request) {
    JsonNode answer =
        StrictAnswer.shape(
            HookJson.write(
                pipeline.answer(
                    TestPipeline.KNOWLEDGE.services().get(0),
                    TestRequests.bytes(request),
                    Instant.parse("2026-11-23T12:00:00Z"))));
    StringBuilder said = new StringBuilder();
    for (JsonNode card : answer.get("cards")) {
      said.append(card.get("source").get("topic").get("code").asString())
          .append(": ")
          .append(card.get("detail").asString())
          .append('\n');
    }
    return said.toString();
  }

  private void on(String path, ResponseDefinitionBuilder response) {
    server.stubFor(get(urlPathEqualTo(path)).willReturn(response));
  }

  private static ResponseDefinitionBuilder fhir(int status, String body) {
    return aResponse()
        .withStatus(status)
        .withHeader("Content-Type", "application/fhir+json")
        .withBody(body.replace('\'', '"'));
  }

  private static ResponseDefinitionBuilder found(String display, String... more) {
    return fhir(
        200,
        "{'resourceType':'Parameters','parameter':[{'name':'name','valueString':'RxNorm'},"
            + "{'name':'display','valueString':'"
            + display
            + "'}"
            + String.join("", more)
            + "]}");
  }

  private static ResponseDefinitionBuilder outcome(int status, String issue) {
    return fhir(
        status,
        "{'resourceType':'OperationOutcome','issue':[{'severity':'error','code':'" + issue + "'}]}");
  }

  private int calls() {
    return server.countRequestsMatching(anyRequestedFor(anyUrl()).build()).getCount();
  }

  @Test
  void aNewOpioidIsAConflict() {
    on(LOOKUP, found("oxycodone hydrochloride 6.5 MG Oral Tablet"));
    String said = ask(code(RXNORM, "9990001"));
    assertTrue(said.contains("OpioidConflict: **Do not start"), said);
    assertTrue(said.contains("oxycodone hydrochloride 6.5 MG Oral Tablet"), said);
    assertFalse(said.contains("CheckIncomplete"), said);
  }

  @Test
  void aHarmlessDrugIsNoGapAnyMore() {
    on(LOOKUP, found("amoxicillin 250 MG Oral Capsule"));
    String said = ask(code(RXNORM, "9990002"));
    assertFalse(said.contains("CheckIncomplete") || said.contains("OpioidConflict"), said);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ",{'name':'designation','part':[{'name':'value','valueString':'oxycodon tablet'}]}",
        ",{'name':'property','part':[{'name':'code','valueCode':'has_ingredient'},{'name':'value','valueCode':'7804'}]}",
        ",{'name':'property','part':[{'name':'code','valueCode':'ATC'},{'name':'value','valueString':'N02AA05'}]}",
        ",{'name':'property','part':[{'name':'code','valueCode':'has_ingredient'},{'name':'value','valueCoding':{'system':'http://snomed.info/sct','code':'55452001'}}]}"
      })
  void designationsAndPropertiesLeadToTheIngredient(String more) {
    on(LOOKUP, found("Brandnew 6.5", more));
    assertTrue(ask(code(RXNORM, "9990003")).contains("OpioidConflict"), more);
  }

  @Test
  void whatAHarmlessIngredientIsAPartOfDoesNotCount() {
    on(
        LOOKUP,
        found(
            "acetaminophen",
            ",{'name':'property','part':[{'name':'code','valueCode':'ingredient_of'},{'name':'value','valueCode':'1049621'}]}"));
    assertFalse(ask(code(RXNORM, "9990004")).contains("OpioidConflict"));
  }

  @Test
  void anOpioidWithAnUnknownNameIsAskedForToo() {
    on(LOOKUP, found("fentanyl 0.3 MG Buccal Tablet"));
    ObjectNode record =
        concept(
            "{'text':'Brandnew 300','coding':[{'system':'" + RXNORM + "','code':'9990005'}]}");
    assertTrue(ask(record).contains("OpioidConflict"));
  }

  @Test
  void anOpioidOrderByCodeAloneIsResolved() {
    on(LOOKUP, found("oxycodone hydrochloride 6.5 MG Oral Tablet"));
    ObjectNode request = naltrexone();
    TestRequests.firstDraft(request)
        .set("medicationCodeableConcept", code(RXNORM, "9990006").get("medicationCodeableConcept"));
    list(request, TestRequests.text("Naltrexone 50 mg oral tablet"));
    assertTrue(answer(request).contains("blocks"), answer(request));
  }

  @Test
  void aCodeThatTheServerDoesNotKnowStaysAGap() {
    on(LOOKUP, outcome(404, "not-found"));
    String said = ask(code(RXNORM, "9990007"));
    assertTrue(said.contains("CheckIncomplete"), said);
    assertTrue(said.contains("the terminology server does not know its code"), said);
  }

  @Test
  void aServerWithoutLookupValidates() {
    on(LOOKUP, outcome(501, "not-supported"));
    on(
        VALIDATE,
        fhir(
            200,
            "{'resourceType':'Parameters','parameter':[{'name':'result','valueBoolean':true},{'name':'display','valueString':'morphine sulfate 15 MG Oral Tablet'}]}"));
    assertTrue(ask(code(RXNORM, "9990008")).contains("OpioidConflict"));
    server.verify(
        getRequestedFor(urlPathEqualTo(VALIDATE))
            .withQueryParam("url", equalTo(RXNORM))
            .withQueryParam("code", equalTo("9990008")));
  }

  @Test
  void aCodeOfSnomedIsSubsumedByOneWeKnow() {
    on(LOOKUP, found("Percotab"));
    on(
        SUBSUMES,
        fhir(
            200,
            "{'resourceType':'Parameters','parameter':[{'name':'outcome','valueCode':'not-subsumed'}]}"));
    server.stubFor(
        get(urlPathEqualTo(SUBSUMES))
            .withQueryParam("codeA", equalTo("55452001"))
            .withQueryParam("codeB", equalTo("999000123"))
            .withQueryParam("system", equalTo(SNOMED))
            .willReturn(
                fhir(
                    200,
                    "{'resourceType':'Parameters','parameter':[{'name':'outcome','valueCode':'subsumes'}]}")));
    String said = ask(code(SNOMED, "999000123"));
    assertTrue(said.contains("OpioidConflict"), () -> said + calls());
    assertFalse(ask(code(SNOMED, "999000124")).contains("OpioidConflict"));
  }

  private static void pause(long milliseconds) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "slow", "dripping", "500", "401", "403", "429", "html", "huge", "redirect", "reset", "garbage",
        "empty", "number", "other resource", "down"
      })
  void everyFaultIsAGapThatIsSaidInTime(String fault) {
    on(LOOKUP, broken(fault));
    on("/elsewhere", found("oxycodone"));
    pipeline = asking(fault.equals("down") ? NOBODY : server.baseUrl() + "/fhir", 50, TIME);
    long begin = System.nanoTime();
    String said = ask(code(RXNORM, "9990010"));
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    assertTrue(said.contains("CheckIncomplete") && said.contains(NOT_REACHED), fault + said);
    assertTrue(took.compareTo(TIME.plus(REST)) < 0, fault + " took " + took);
    server.verify(0, getRequestedFor(urlPathEqualTo("/elsewhere")));
  }

  private ResponseDefinitionBuilder broken(String fault) {
    return switch (fault) {
      case "slow" -> found("amoxicillin").withFixedDelay(5_000);
      case "dripping" -> found("amoxicillin").withChunkedDribbleDelay(20, 10_000);
      case "500" -> outcome(500, "exception");
      case "401", "403", "429" -> aResponse().withStatus(Integer.parseInt(fault));
      case "html" ->
          aResponse().withHeader("Content-Type", "text/html").withBody("<html>Sign in</html>");
      case "huge" -> found("x".repeat(1_000_000));
      case "redirect" ->
          aResponse().withStatus(302).withHeader("Location", server.baseUrl() + "/elsewhere");
      case "reset" -> aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER);
      case "garbage" -> aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK);
      case "number" ->
          fhir(
              200,
              "{'resourceType':'Parameters','parameter':[{'name':'display','valueDecimal':1e1000000}]}");
      case "other resource" -> fhir(200, "{'resourceType':'Patient'}");
      default -> aResponse().withStatus(200);
    };
  }

  @Test
  void aNamedHarmlessDrugIsNoGapWhenTheServerFails() {
    on(LOOKUP, outcome(500, "exception"));
    ObjectNode record =
        concept("{'text':'Amoxicillin','coding':[{'system':'" + RXNORM + "','code':'9990011'}]}");
    assertFalse(ask(record).contains("CheckIncomplete"));
  }

  @Test
  void afterFiveFailuresTheServerIsLeftAlone() {
    on(LOOKUP, outcome(503, "transient"));
    for (int i = 0; i < 5; i++) {
      assertTrue(ask(code(RXNORM, "999010" + i)).contains(NOT_REACHED));
    }
    assertEquals(5, calls());
    assertTrue(ask(code(RXNORM, "9990105")).contains(NOT_REACHED));
    assertEquals(5, calls(), "the sixth makes no call");
  }

  @Test
  void anAnswerIsKeptAndAFailureForAWhile() {
    on(LOOKUP, found("amoxicillin 250 MG Oral Capsule"));
    ask(code(RXNORM, "9990012"));
    ask(code(RXNORM, "9990012"));
    assertEquals(1, calls());
    on(LOOKUP, outcome(500, "exception"));
    ask(code(RXNORM, "9990013"));
    ask(code(RXNORM, "9990013"));
    assertEquals(2, calls());
  }

  @Test
  void aSlowAnswerIsThereForTheNextRequest() {
    pipeline = asking(server.baseUrl() + "/fhir", 50, TIME);
    on(LOOKUP, found("oxycodone hydrochloride 6.5 MG Oral Tablet").withFixedDelay(700));
    assertTrue(ask(code(RXNORM, "9990014")).contains(NOT_REACHED));
    pause(900);
    assertTrue(ask(code(RXNORM, "9990014")).contains("OpioidConflict"));
    assertEquals(1, calls());
  }

  @Test
  void allCodesOfARequestAreAskedForAtOnceAndNotTooMany() {
    pipeline = asking(server.baseUrl() + "/fhir/", 10, PLENTY);
    on(LOOKUP, found("amoxicillin 250 MG Oral Capsule").withFixedDelay(150));
    List<ObjectNode> records = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      ObjectNode record = code(RXNORM, "99902" + (10 + i));
      record.put("id", "record-" + i);
      records.add(record);
    }
    String said = ask(records.toArray(ObjectNode[]::new));
    assertEquals(10, calls());
    assertTrue(said.contains("and 7 more"), said);
  }

  @Test
  void nothingButCodesIsSent() {
    on(LOOKUP, found("amoxicillin"));
    ObjectNode secret =
        concept("{'text':'canary','coding':[{'system':'" + RXNORM + "','code':'9990015'}]}");
    ask(
        secret,
        code(RXNORM, "John Doe 1980"),
        code("urn:local:canary", "77"),
        code("http://loinc.org", "4548-4"));
    List<LoggedRequest> sent = server.findAll(anyRequestedFor(anyUrl()));
    assertEquals(1, sent.size());
    assertEquals(
        "/fhir/CodeSystem/$lookup?code=9990015&system=http%3A%2F%2Fwww.nlm.nih.gov%2Fresearch%2Fumls%2Frxnorm",
        sent.get(0).getUrl());
    assertFalse(sent.get(0).getHeaders().toString().contains("canary"));
    assertTrue(sent.get(0).getHeader("Authorization") == null);
  }

  @Test
  void whatTheTablesKnowIsNotAskedFor() {
    server.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(500)));
    ask(code(RXNORM, "1049621"), TestRequests.text("Paracetamol 500 mg"));
    assertEquals(0, calls());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://terminology.example/fhir",
        "ftp://localhost/",
        "https://user@terminology.example/",
        "https://terminology.example/fhir?x=1",
        "fhir",
        "file:///etc/passwd"
      })
  void unsafeAddressesAreRefused(String url) {
    assertThrows(IllegalArgumentException.class, () -> asking(url, 50, TIME));
  }
}

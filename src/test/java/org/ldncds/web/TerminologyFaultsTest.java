package org.ldncds.web;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.ldncds.web.TestRequests.concept;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/** Every fault of the terminology server is survived, in time, and said on a card. */
class TerminologyFaultsTest extends TerminologyTest {

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
        "slow",
        "dripping",
        "500",
        "401",
        "403",
        "429",
        "html",
        "huge",
        "redirect",
        "reset",
        "garbage",
        "empty",
        "number",
        "other resource",
        "down"
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
}

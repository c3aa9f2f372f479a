package org.ldncds.web;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.ldncds.web.TestRequests.JSON;
import static org.ldncds.web.TestRequests.bytes;
import static org.ldncds.web.TestRequests.naltrexone;
import static org.ldncds.web.TestRequests.oxycodone;
import static org.ldncds.web.TestRequests.searchset;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ldncds.fhir.FetchListener;
import org.ldncds.fhir.FetchOutcome;
import org.ldncds.fhir.FhirFetch;
import org.ldncds.fhir.FhirLimits;
import org.ldncds.fhir.FhirServer;
import org.ldncds.fhir.FhirServers;
import org.ldncds.hooks.CardMemory;
import org.ldncds.hooks.CardSettings;
import org.ldncds.hooks.Clients;
import org.ldncds.hooks.EhrData;
import org.ldncds.hooks.InvalidRequestException;
import org.ldncds.hooks.Pipeline;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Every fault of the EHR's FHIR server is survived and said on a card. FetchTimeTest is about those
 * that take time.
 */
@TestPropertySource(properties = "cds.limits.fhir-time=20s")
@ExtendWith(OutputCaptureExtension.class)
class FetchFaultsTest extends EhrTest {

  /** Of the JDK's client, where kept connections turn out to be closed. */
  private static final int MOST_TRIES = 5;

  @Autowired private MeterRegistry meters;

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "reset, could not be reached",
    "broken off, could not be reached",
    "garbage, could not be reached",
    "401, refused it (HTTP 401)",
    "403, refused it (HTTP 403)",
    "404, refused it (HTTP 404)",
    "429, could not be reached (HTTP 429)",
    "500, could not be reached (HTTP 500)",
    "503, could not be reached (HTTP 503)",
    "204, could not be read",
    "redirect, 'could not be reached (it sends elsewhere, which is not followed)'",
    "html, could not be read",
    "plain text, could not be read",
    "truncated, could not be read",
    "empty, could not be read",
    "no JSON, could not be read",
    "two resources, could not be read",
    "duplicate keys, could not be read",
    "deep, could not be read",
    "long number, could not be read",
    "50 MB, could not be read",
    "other resource, could not be read",
    "OperationOutcome, could not be read"
  })
  void everyFaultIsAGapThatIsSaid(String fault, String said, CapturedOutput log) throws Exception {
    serveNothing();
    on("MedicationRequest", broken(fault));
    String detail = incompleteOnly(bare());
    assertTrue(detail.contains("medicationRequests"), detail);
    assertTrue(detail.contains(said), detail);
    assertTrue(detail.contains("The medication list was not available"), detail);
    assertEquals(0, ELSEWHERE.getAllServeEvents().size());
    boolean dropped = fault.equals("reset") || fault.equals("broken off");
    assertTrue(calls("MedicationRequest").size() <= (dropped ? MOST_TRIES : 1), "tried again");
    assertFalse(log.getAll().contains("canary") || log.getAll().contains("test-patient"));
    assertEquals(List.of("TitrationPlan info"), topics(quickCards(naltrexone())));
  }

  private String incompleteOnly(ObjectNode request) throws Exception {
    JsonNode cards = cards(request);
    assertEquals(List.of("CheckIncomplete warning"), topics(cards));
    return incomplete(cards);
  }

  private ResponseDefinitionBuilder broken(String fault) {
    String good = JSON.writeValueAsString(searchset(oxycodone()));
    return switch (fault) {
      case "reset" -> aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER);
      case "broken off" -> aResponse().withFault(Fault.EMPTY_RESPONSE);
      case "garbage" -> aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK);
      case "redirect" ->
          aResponse().withStatus(307).withHeader("Location", ELSEWHERE.baseUrl() + path);
      case "html" -> typed("text/html", "<html>Sign in, canary</html>");
      case "plain text" -> typed("text/plain", good);
      case "truncated" -> json(good.substring(0, good.length() - 3));
      case "empty" -> json("");
      case "no JSON" -> json("canary");
      case "two resources" -> json(good + good);
      case "duplicate keys" -> json("{\"resourceType\":\"Bundle\",\"id\":\"1\",\"id\":\"2\"}");
      case "deep" ->
          json("{\"resourceType\":\"Bundle\",\"a\":" + "[".repeat(70) + "]".repeat(70) + "}");
      case "long number" -> json("{\"resourceType\":\"Bundle\",\"a\":" + "1".repeat(200) + "}");
      case "50 MB" ->
          json("{\"resourceType\":\"Bundle\",\"a\":\"" + "x".repeat(50_000_000) + "\"}");
      case "other resource" -> json("{\"resourceType\":\"Location\",\"id\":\"canary\"}");
      case "OperationOutcome" -> fhir(error());
      default -> aResponse().withStatus(Integer.parseInt(fault)).withBody("canary");
    };
  }

  private static ResponseDefinitionBuilder json(String body) {
    return typed("application/fhir+json", body);
  }

  private static ResponseDefinitionBuilder typed(String type, String body) {
    return aResponse().withHeader("Content-Type", type).withBody(body);
  }

  @ParameterizedTest(name = "a next page {0}")
  @CsvSource({"of itself", "elsewhere", "that fails", "without an address"})
  void aPageThatCannotBeReadIsSaid(String fault) throws Exception {
    serveNothing();
    String next =
        switch (fault) {
          case "of itself" -> base() + "/page";
          case "elsewhere" -> ELSEWHERE.baseUrl() + path + "/page";
          case "without an address" -> "";
          default -> base() + "/broken";
        };
    on("broken", broken("500"));
    serve("MedicationRequest", followedBy(searchset(), base() + "/page"));
    serve("page", followedBy(searchset(), next));
    String detail = incompleteOnly(bare());
    assertTrue(detail.contains("medicationRequests has more pages"), detail);
    assertEquals(1, calls("page").size());
    assertEquals(0, ELSEWHERE.getAllServeEvents().size());
  }

  @Test
  void aServerThatIsDownIsSaid() throws Exception {
    String detail = incompleteOnly(bare().put("fhirServer", DOWN));
    assertTrue(detail.contains("could not be reached"), detail);
  }

  @Test
  void oneSourceThatFailsLeavesTheOthers() throws Exception {
    serveNothing();
    serve("MedicationRequest", searchset(oxycodone()));
    on("Condition", broken("500"));
    on("MedicationDispense", broken("403"));
    on("MedicationAdministration", broken("reset"));
    JsonNode cards = cards(bare());
    assertEquals(List.of("OpioidConflict critical", "CheckIncomplete info"), topics(cards));
    String detail = incomplete(cards);
    assertTrue(detail.contains("conditions was not sent, and the EHR's FHIR server could"), detail);
    assertTrue(detail.contains("medicationAdministrations was not sent"), detail);
    assertFalse(detail.contains("medicationDispenses"), "never given here: " + detail);
  }

  @Test
  void aServerThatFailsAgainAndAgainIsLeftAlone() throws Exception {
    String failing = base();
    EHR.stubFor(any(urlPathMatching(path + "/.*")).willReturn(broken("503")));
    for (int i = 0; i < 5; i++) {
      assertTrue(incomplete(quickCards(bare())).contains("HTTP 503"));
    }
    int before = EHR.getAllServeEvents().size();
    assertTrue(before > 0);
    assertTrue(incomplete(quickCards(bare())).contains("it failed before and is left alone"));
    assertEquals(before, EHR.getAllServeEvents().size(), "no call is made");
    anotherServer();
    serveNothing();
    assertEquals(List.of("TitrationPlan info"), topics(cards(bare())), "beside " + failing);
    assertTrue(meters.get("cds.fhir.fetch").tag("outcome", "unreachable").timer().count() >= 5);
  }

  @Test
  void strictRefusesWhereNoListCouldBeReadAndCountsWhy() {
    EHR.stubFor(any(urlPathMatching(path + "/.*")).willReturn(broken("403")));
    ConcurrentLinkedQueue<FetchOutcome> heard = new ConcurrentLinkedQueue<>();
    Pipeline strict = strict((outcome, took) -> heard.add(outcome));
    InvalidRequestException refusal =
        assertThrows(InvalidRequestException.class, () -> answer(strict));
    assertEquals(412, refusal.status());
    assertEquals(Set.of(FetchOutcome.DENIED), Set.copyOf(heard));
    assertEquals(TYPES.size(), heard.size());
    serveNothing();
    answer(strict);
  }

  private static void answerAt(Pipeline pipeline, byte[] body) {
    TestPipeline.strict(
        pipeline, TestPipeline.ORDER_SIGN, body, Instant.parse("2026-11-23T12:00:00Z"));
  }

  private void answer(Pipeline pipeline) {
    answerAt(pipeline, bytes(bare()));
  }

  private Pipeline strict(FetchListener listener) {
    FhirFetch fetch =
        new FhirFetch(
            new FhirFetch.Knowledge(
                TestPipeline.KNOWLEDGE.drugs(),
                TestPipeline.KNOWLEDGE.units(),
                TestPipeline.KNOWLEDGE.windows(),
                false),
            new FhirLimits(Duration.ofSeconds(20), 5, 60, 20, 100_000, 1_000_000),
            ForkJoinPool.commonPool(),
            listener);
    List<FhirServer> servers = List.of(FhirServer.of(base(), false, false));
    return Wiring.pipeline(
        TestPipeline.KNOWLEDGE,
        new CardSettings(4, Set.of(), true),
        new Clients(List.of()),
        false,
        ZoneOffset.UTC,
        Optional.empty(),
        Optional.of(new EhrData(new FhirServers(Map.of("test", servers), true, List::of), fetch)),
        CardMemory.NONE,
        (stage, nanoseconds) -> {});
  }
}

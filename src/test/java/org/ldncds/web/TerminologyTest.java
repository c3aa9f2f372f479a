package org.ldncds.web;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.ldncds.web.TestRequests.concept;
import static org.ldncds.web.TestRequests.list;
import static org.ldncds.web.TestRequests.naltrexone;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.ldncds.fhir.TerminologyServer;
import org.ldncds.hooks.CardSettings;
import org.ldncds.hooks.Clients;
import org.ldncds.hooks.Pipeline;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A service that asks a terminology server, which the tests make answer as they like. */
abstract class TerminologyTest {

  static final String RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm";
  static final String SNOMED = "http://snomed.info/sct";
  static final String LOOKUP = "/fhir/CodeSystem/$lookup";
  static final String VALIDATE = "/fhir/CodeSystem/$validate-code";
  static final String SUBSUMES = "/fhir/CodeSystem/$subsumes";
  static final String NOBODY = "http://127.0.0.1:9/fhir";
  static final String NOT_REACHED = "the terminology server was not reached";
  static final Duration TIME = Duration.ofMillis(300);

  /** Where an answer is expected, a busy machine has time for it. */
  static final Duration PLENTY = Duration.ofSeconds(10);

  /** What the rest of an answer takes at most on a busy machine. */
  static final Duration REST = Duration.ofMillis(700);

  private static final WireMockServer SERVER = new WireMockServer(wireMockConfig().dynamicPort());

  final WireMockServer server = SERVER;
  Pipeline pipeline = with(Optional.empty());

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

  static Pipeline asking(String url, int codes, Duration time) {
    return with(
        Optional.of(
            new TerminologyServer(
                new TerminologyServer.Settings(URI.create(url), time, codes, Duration.ofHours(24)),
                TestPipeline.KNOWLEDGE.drugs())));
  }

  static Pipeline with(Optional<TerminologyServer> server) {
    return Wiring.pipeline(
        TestPipeline.KNOWLEDGE,
        new CardSettings(4, Set.of(), false),
        new Clients(List.of()),
        false,
        ZoneOffset.UTC,
        server);
  }

  static ObjectNode code(String system, String code) {
    return concept("{'coding':[{'system':'" + system + "','code':'" + code + "'}]}");
  }

  String ask(ObjectNode... records) {
    ObjectNode request = naltrexone();
    list(request, records);
    return answer(request);
  }

  /** All that the cards say, each with its topic. */
  String answer(ObjectNode request) {
    JsonNode answer =
        StrictAnswer.shape(
            TestPipeline.strict(
                pipeline,
                TestPipeline.ORDER_SIGN,
                TestRequests.bytes(request),
                Instant.parse("2026-11-23T12:00:00Z")));
    StringBuilder said = new StringBuilder();
    for (JsonNode card : answer.get("cards")) {
      said.append(card.get("source").get("topic").get("code").asString())
          .append(": ")
          .append(card.get("detail").asString())
          .append('\n');
    }
    return said.toString();
  }

  void on(String path, ResponseDefinitionBuilder response) {
    server.stubFor(get(urlPathEqualTo(path)).willReturn(response));
  }

  static ResponseDefinitionBuilder fhir(int status, String body) {
    return aResponse()
        .withStatus(status)
        .withHeader("Content-Type", "application/fhir+json")
        .withBody(body.replace('\'', '"'));
  }

  static ResponseDefinitionBuilder found(String display, String... more) {
    return fhir(
        200,
        "{'resourceType':'Parameters','parameter':[{'name':'name','valueString':'RxNorm'},"
            + "{'name':'display','valueString':'"
            + display
            + "'}"
            + String.join("", more)
            + "]}");
  }

  static ResponseDefinitionBuilder outcome(int status, String issue) {
    return fhir(
        status,
        "{'resourceType':'OperationOutcome','issue':[{'severity':'error','code':'"
            + issue
            + "'}]}");
  }

  int calls() {
    return server.countRequestsMatching(anyRequestedFor(anyUrl()).build()).getCount();
  }
}

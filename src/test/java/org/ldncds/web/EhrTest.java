package org.ldncds.web;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.ldncds.web.TestRequests.json;
import static org.ldncds.web.TestRequests.naltrexone;
import static org.ldncds.web.TestRequests.prefetch;
import static org.ldncds.web.TestRequests.searchset;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The running service beside an EHR whose FHIR server the tests make answer as they like. Each test
 * has a server of its own, since one that fails is left alone for a while.
 */
abstract class EhrTest extends HttpTest {

  static final String TOKEN = "canary-token";

  /** By prefetch key. */
  static final Map<String, String> TYPES =
      Map.of(
          "patient", "Patient/test-patient",
          "medicationRequests", "MedicationRequest",
          "medicationStatements", "MedicationStatement",
          "medicationDispenses", "MedicationDispense",
          "medicationAdministrations", "MedicationAdministration",
          "conditions", "Condition",
          "allergies", "AllergyIntolerance",
          "observations", "Observation",
          "serviceRequests", "ServiceRequest");

  static final WireMockServer EHR = started();
  static final WireMockServer ELSEWHERE = started();

  /** Over TLS, with a certificate that nobody trusts. */
  static final WireMockServer UNTRUSTED = startedUntrusted();

  private static final int SERVERS = 200;
  private static final AtomicInteger NEXT = new AtomicInteger();

  String path = "";

  private static WireMockServer started() {
    WireMockServer server =
        new WireMockServer(
            wireMockConfig()
                .dynamicPort()
                .bindAddress("127.0.0.1")
                .containerThreads(120)
                .asynchronousResponseEnabled(true));
    server.start();
    return server;
  }

  private static WireMockServer startedUntrusted() {
    WireMockServer server =
        new WireMockServer(
            wireMockConfig().httpDisabled(true).dynamicHttpsPort().bindAddress("127.0.0.1"));
    server.start();
    return server;
  }

  /** Registered names and addresses at which nobody answers as a FHIR server should. */
  static final String DOWN = "http://127.0.0.1:9/fhir";

  static final String NO_NAME = "http://no-such-host.invalid/fhir";
  static final String INTERNAL = "http://" + ownName() + ":" + EHR.port() + "/fhir";
  static final String OPEN = EHR.baseUrl() + "/open/fhir";

  /** A name of this machine that does not say so: as one that was moved to an internal address. */
  static String ownName() {
    try {
      return InetAddress.getLocalHost().getHostName().toLowerCase(Locale.ROOT);
    } catch (UnknownHostException e) {
      return "localhost.localdomain";
    }
  }

  @DynamicPropertySource
  static void client(DynamicPropertyRegistry settings) {
    settings.add("cds.clients[0].name", () -> "test");
    for (int i = 0; i < SERVERS; i++) {
      String base = EHR.baseUrl() + "/" + i + "/fhir";
      settings.add("cds.clients[0].fhir-servers[" + i + "]", () -> base);
    }
    settings.add("cds.clients[1].name", () -> "odd");
    settings.add(
        "cds.clients[1].fhir-servers", () -> List.of(DOWN, NO_NAME, INTERNAL, UNTRUSTED.baseUrl()));
    settings.add("cds.clients[2].name", () -> "open");
    settings.add("cds.clients[2].fhir-servers", () -> OPEN);
    settings.add("cds.clients[2].open-fhir", () -> true);
  }

  @BeforeEach
  void anotherServer() {
    EHR.resetAll();
    ELSEWHERE.resetAll();
    path = "/" + NEXT.getAndIncrement() % SERVERS + "/fhir";
  }

  String base() {
    return EHR.baseUrl() + path;
  }

  /** An order of naltrexone by an EHR that sends nothing of the patient. */
  ObjectNode bare() {
    ObjectNode request = authorized(naltrexone());
    request.remove("prefetch");
    return request;
  }

  ObjectNode authorized(ObjectNode request) {
    request.put("fhirServer", base());
    request.set(
        "fhirAuthorization",
        json(
            "{'access_token':'"
                + TOKEN
                + "','token_type':'Bearer','expires_in':300,'scope':'s','subject':'c'}"));
    return request;
  }

  /** All is there to be fetched, and nothing stands in it. */
  void serveNothing() {
    TYPES.values().forEach(type -> serve(type, searchset()));
    serve("Observation", prefetch(naltrexone()).get("observations")); // nothing is due
    serve(
        "Patient/test-patient",
        json("{'resourceType':'Patient','id':'test-patient','birthDate':'1980-01-01'}"));
  }

  /** Every other key is null: there is nothing of it. */
  static void nothingButThePatient(ObjectNode request) {
    TYPES.keySet().stream()
        .filter(key -> !key.equals("patient"))
        .forEach(key -> prefetch(request).putNull(key));
  }

  void serve(String below, JsonNode resource) {
    on(below, fhir(resource));
  }

  void on(String below, ResponseDefinitionBuilder response) {
    EHR.stubFor(get(urlPathEqualTo(path + "/" + below)).willReturn(response));
  }

  static ResponseDefinitionBuilder fhir(JsonNode resource) {
    return aResponse()
        .withHeader("Content-Type", "application/fhir+json;charset=utf-8")
        .withBody(TestRequests.bytes(resource));
  }

  /** Calls below an address of this test's server, as "type?query". */
  List<String> calls(String below) {
    List<String> calls = new ArrayList<>();
    for (ServeEvent event : EHR.getAllServeEvents()) {
      String url = event.getRequest().getUrl();
      if (url.startsWith(path + "/" + below)) {
        calls.add(url.substring(path.length() + 1));
      }
    }
    return calls;
  }

  static ObjectNode followedBy(ObjectNode bundle, String next) {
    bundle.putArray("link").addObject().put("relation", "next").put("url", next);
    return bundle;
  }

  static ObjectNode error() {
    return json(
        "{'resourceType':'OperationOutcome','issue':[{'severity':'error','code':'exception'}]}");
  }

  /** The cards without the strict checks, for tests that ask often. */
  JsonNode quickCards(JsonNode body) throws IOException, InterruptedException {
    HttpResponse<byte[]> response = post(body);
    assertEquals(200, response.statusCode());
    return TestRequests.JSON.readTree(response.body()).get("cards");
  }

  /** Cards as "Topic indicator". */
  static List<String> topics(JsonNode cards) {
    List<String> topics = new ArrayList<>();
    for (JsonNode card : cards) {
      topics.add(
          card.get("source").get("topic").get("code").asString()
              + " "
              + card.get("indicator").asString());
    }
    return topics;
  }

  /** What the card says that names what was not checked; empty where there is none. */
  static String incomplete(JsonNode cards) {
    for (JsonNode card : cards) {
      if (card.get("source").get("topic").get("code").asString().equals("CheckIncomplete")) {
        return card.get("detail").asString();
      }
    }
    return "";
  }
}

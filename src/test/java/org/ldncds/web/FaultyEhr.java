package org.ldncds.web;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.ldncds.web.TestRequests.JSON;
import static org.ldncds.web.TestRequests.json;
import static org.ldncds.web.TestRequests.naltrexone;
import static org.ldncds.web.TestRequests.oxycodone;
import static org.ldncds.web.TestRequests.searchset;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * An EHR over TLS: one FHIR server that is well, many that are ill each in its own way, and a
 * server of public keys that can go away.
 */
final class FaultyEhr implements AutoCloseable {

  /** How its FHIR servers fail; of each way there are several, since who fails is left alone. */
  static final List<String> FAULTS =
      List.of(
          "slow",
          "reset",
          "500",
          "429",
          "html",
          "truncated",
          "endless",
          "huge",
          "401",
          "redirect",
          "pages-without-end",
          "malformed");

  static final int SERVERS_PER_FAULT = 8;
  private static final int HUGE = 8_000_000;
  private static final String KEYS = "/jwks.json";

  private final WireMockServer fhir;
  private final String publicKeys;
  private final Path key;
  private final int keysPort;
  private WireMockServer keys;

  FaultyEhr(Path key, String publicKeys) {
    this.key = key;
    this.publicKeys = publicKeys;
    this.fhir = started(0);
    this.keys = withKeys(0);
    this.keysPort = keys.httpsPort();
    fhir.stubFor(any(urlPathMatching("/well/fhir/.*")).willReturn(fhir(searchset())));
    fhir.stubFor(
        get(urlPathEqualTo("/well/fhir/MedicationRequest"))
            .willReturn(fhir(searchset(oxycodone()))));
    fhir.stubFor(
        get(urlPathEqualTo("/well/fhir/Patient/test-patient"))
            .willReturn(
                fhir(
                    json(
                        "{'resourceType':'Patient','id':'test-patient','birthDate':'1980-01-01'}"))));
    for (String fault : FAULTS) {
      fhir.stubFor(any(urlPathMatching("/" + fault + "-\\d+/fhir/.*")).willReturn(ill(fault)));
    }
  }

  private WireMockServer started(int port) {
    WireMockServer server =
        new WireMockServer(
            wireMockConfig()
                .httpDisabled(true)
                .httpsPort(port)
                .bindAddress("127.0.0.1")
                .keystorePath(key.toString())
                .keystoreType("PKCS12")
                .keystorePassword(TestKeys.PASSWORD)
                .keyManagerPassword(TestKeys.PASSWORD)
                .containerThreads(60)
                .asynchronousResponseEnabled(true)
                .disableRequestJournal());
    server.start();
    return server;
  }

  private WireMockServer withKeys(int port) {
    WireMockServer server = started(port);
    server.stubFor(get(urlPathEqualTo(KEYS)).willReturn(aResponse().withBody(publicKeys)));
    return server;
  }

  private static ResponseDefinitionBuilder fhir(ObjectNode resource) {
    return typed("application/fhir+json", JSON.writeValueAsString(resource));
  }

  private static ResponseDefinitionBuilder typed(String type, String body) {
    return aResponse().withHeader("Content-Type", type).withBody(body);
  }

  private ResponseDefinitionBuilder ill(String fault) {
    String good = JSON.writeValueAsString(searchset(oxycodone()));
    return switch (fault) {
      case "slow" -> fhir(searchset()).withFixedDelay(2_000);
      case "reset" -> aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER);
      case "html" -> typed("text/html", "<html>canary</html>");
      case "truncated" -> typed("application/fhir+json", good.substring(0, good.length() - 3));
      case "endless" -> fhir(searchset(oxycodone())).withChunkedDribbleDelay(20, 4_000);
      case "huge" ->
          typed(
              "application/fhir+json",
              "{\"resourceType\":\"Bundle\",\"a\":\"" + "x".repeat(HUGE) + "\"}");
      case "redirect" ->
          aResponse().withStatus(302).withHeader("Location", fhir.baseUrl() + "/well/fhir/Patient");
      case "pages-without-end" ->
          fhir(
              EhrTest.followedBy(
                  searchset(), fhir.baseUrl() + "/pages-without-end-0/fhir/next?canary=1"));
      case "malformed" -> aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK);
      default -> aResponse().withStatus(Integer.parseInt(fault)).withBody("canary");
    };
  }

  String well() {
    return fhir.baseUrl() + "/well/fhir";
  }

  String server(String fault, int number) {
    return fhir.baseUrl() + "/" + fault + "-" + number + "/fhir";
  }

  /** As the deployer registers them. */
  List<String> settings(String client) {
    List<String> settings = new ArrayList<>(List.of(client + ".jwks-url=" + keys.baseUrl() + KEYS));
    List<String> servers = new ArrayList<>(List.of(well()));
    FAULTS.forEach(
        fault -> {
          for (int i = 0; i < SERVERS_PER_FAULT; i++) {
            servers.add(server(fault, i));
          }
        });
    for (int i = 0; i < servers.size(); i++) {
      settings.add(client + ".fhir-servers[" + i + "]=" + servers.get(i));
    }
    return settings;
  }

  /** An order whose EHR sends nothing of the patient, and names this server. */
  static ObjectNode bare(String server) {
    ObjectNode request = naltrexone();
    request.remove("prefetch");
    request.put("fhirServer", server);
    request.set(
        "fhirAuthorization",
        json(
            "{'access_token':'canary-token','token_type':'Bearer','expires_in':300,'scope':'s','subject':'c'}"));
    return request;
  }

  void loseKeys() {
    keys.stop();
  }

  void findKeys() {
    keys = withKeys(keysPort);
  }

  @Override
  public void close() {
    fhir.stop();
    keys.stop();
  }
}

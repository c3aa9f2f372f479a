package org.ldncds.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.ldncds.web.TestRequests.bytes;
import static org.ldncds.web.TestRequests.firstDraft;
import static org.ldncds.web.TestRequests.json;
import static org.ldncds.web.TestRequests.naltrexone;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.net.ssl.KeyManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Production where TLS ends in the service, by Spring's own settings, and each caller shows a
 * certificate (T79): who may call, and what callers may do to it, hold there too.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // before all
class MutualTlsTest {

  private Path trusted;
  private Path ehr;
  private Path stranger;
  private ConfigurableApplicationContext service;
  private HttpClient client;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    Path server = TestKeys.key(folder, "server");
    ehr = TestKeys.key(folder, "ehr");
    stranger = TestKeys.key(folder, "stranger");
    trusted = TestKeys.trust(folder, server, "server");
    client = TestKeys.client(trusted, TestKeys.keys(ehr));
    Path keys =
        Files.writeString(
            folder.resolve("keys.json"),
            TestToken.publicKeys(
                ProductionTest.ELLIPTIC, ProductionTest.SHORT_ELLIPTIC, ProductionTest.RSA));
    String bundle = "--spring.ssl.bundle.jks.ehr.";
    service =
        SpringApplication.run(
            LdnCdsApplication.class,
            "--spring.profiles.active=production",
            "--server.address=127.0.0.1",
            "--server.port=0",
            "--management.server.port=0",
            "--cds.public-url=" + ProductionTest.PUBLIC,
            "--cds.store.hash-key=of-this-test-and-no-other",
            "--cds.limits.drain=0s",
            "--spring.datasource.url=jdbc:postgresql://127.0.0.1:1/none",
            "--spring.data.redis.url=redis://127.0.0.1:" + TestRedis.RUNNING.ports().get(0),
            "--cds.clients[0].name=hospital",
            "--cds.clients[0].issuer=https://hospital.example.org",
            "--cds.clients[0].jwks-url=https://hospital.example.org/jwks.json",
            "--cds.clients[0].jwks-file=" + keys,
            "--server.ssl.bundle=ehr",
            "--server.ssl.client-auth=need",
            bundle + "keystore.location=" + server,
            bundle + "keystore.password=" + TestKeys.PASSWORD,
            bundle + "truststore.location=" + TestKeys.trust(folder, ehr, "ehr"),
            bundle + "truststore.password=" + TestKeys.PASSWORD);
  }

  @AfterAll
  void end() {
    service.close();
  }

  private String port(String property) {
    return service.getEnvironment().getRequiredProperty(property);
  }

  private HttpRequest call(String token, byte[] body) {
    String here = "https://127.0.0.1:" + port("local.server.port");
    return HttpRequest.newBuilder(URI.create(here + HttpTest.SERVICE))
        .header("Content-Type", "application/json")
        .header("Authorization", "Bearer " + token)
        .POST(BodyPublishers.ofByteArray(body))
        .build();
  }

  private HttpResponse<byte[]> send(String token, byte[] body) throws Exception {
    return client.send(call(token, body), BodyHandlers.ofByteArray());
  }

  private JsonNode cards(ObjectNode request) throws Exception {
    HttpResponse<byte[]> answer = send(ProductionTest.token(c -> {}), bytes(request));
    assertEquals(200, answer.statusCode());
    return TestRequests.JSON.readTree(answer.body()).get("cards");
  }

  @Test
  void onlyAKnownCertificateComesIn() throws Exception {
    HttpRequest request = call(ProductionTest.token(c -> {}), bytes(naltrexone()));
    assertEquals(200, client.send(request, BodyHandlers.discarding()).statusCode());
    for (KeyManager[] shown : new KeyManager[][] {{}, TestKeys.keys(stranger)}) {
      HttpClient other = TestKeys.client(trusted, shown);
      assertThrows(IOException.class, () -> other.send(request, BodyHandlers.discarding()));
    }
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("org.ldncds.web.UntrustedTokens#all")
  void whatIsNotTrustedHearsNothing(String name, String reason, String token) throws Exception {
    HttpResponse<byte[]> answer = send(token, bytes(naltrexone()));
    assertEquals(401, answer.statusCode(), reason);
    assertEquals(0, answer.body().length);
  }

  @Test
  void aTokenServesOnce() throws Exception {
    String token = ProductionTest.token(c -> {});
    assertEquals(200, send(token, bytes(naltrexone())).statusCode());
    assertEquals(401, send(token, bytes(naltrexone())).statusCode());
  }

  @Test
  void aHostileBodyIsRefused() throws Exception {
    String deep = "{\"x\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}";
    HttpTest.outcome(
        400, "", send(ProductionTest.token(c -> {}), deep.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void aServerThatIsNotRegisteredIsNotCalled() throws Exception {
    ObjectNode request = FaultyEhr.bare("http://169.254.169.254/latest");
    assertTrue(EhrTest.incomplete(cards(request)).contains("it is not registered"));
  }

  @Test
  void textOfARecordStaysText() throws Exception {
    ObjectNode request = naltrexone();
    firstDraft(request)
        .set(
            "medicationCodeableConcept",
            json("{'text':'naltrexone 1 mg <img src=x onerror=alert(1)> ](javascript:alert(1))'}"));
    String cards = cards(request).toString();
    assertFalse(cards.contains("<img") || cards.contains("](javascript:"), cards);
  }

  /** Who probes has no certificate. */
  @Test
  void probesAreAnsweredOnTheirOwnPort() throws Exception {
    URI probe =
        URI.create(
            "http://127.0.0.1:" + port("local.management.port") + "/actuator/health/readiness");
    HttpRequest request = HttpRequest.newBuilder(probe).build();
    assertEquals(
        200, HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode());
  }
}

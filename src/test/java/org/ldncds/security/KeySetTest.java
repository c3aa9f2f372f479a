package org.ldncds.security;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.OctetSequenceKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.io.IOException;
import java.net.URI;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A client's keys through rotation, floods and outages, from a real key server. */
class KeySetTest {

  private static final String PATH = "/jwks.json";

  private final TestClock clock = new TestClock();
  private WireMockServer server;
  private KeySet keys;

  @BeforeEach
  void serve() throws NoSuchAlgorithmException {
    server =
        new WireMockServer(WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));
    server.start();
    KeyServer http = new KeyServer(SSLContext.getDefault());
    URI address = URI.create(server.baseUrl() + PATH);
    warmUp(http);
    keys = new KeySet("hospital", () -> http.keys(address), clock);
  }

  /** The first answer of a cold server may take longer than a key server gets. */
  private void warmUp(KeyServer http) {
    for (int i = 0; i < 5 && asked() == 0; i++) {
      try {
        http.keys(URI.create(server.baseUrl() + "/warm"));
      } catch (IOException e) {
        // not found, or still too cold
      }
    }
    server.resetRequests();
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  private static JWK key(String kid) {
    try {
      return new ECKeyGenerator(Curve.P_256).keyID(kid).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private void serves(JWK... published) {
    answers(aResponse().withBody(new JWKSet(List.of(published)).toString(true)));
  }

  private void answers(ResponseDefinitionBuilder answer) {
    server.resetMappings();
    server.stubFor(get(urlEqualTo(PATH)).willReturn(answer));
  }

  private boolean known(String kid) {
    return known(kid, JWSAlgorithm.ES256);
  }

  private boolean known(String kid, JWSAlgorithm algorithm) {
    JWSHeader header = new JWSHeader.Builder(algorithm).keyID(kid).build();
    try {
      return !keys.get(new JWKSelector(JWKMatcher.forJWSHeader(header)), null).isEmpty();
    } catch (KeySourceException e) {
      return false;
    }
  }

  private int asked() {
    return server.getAllServeEvents().size();
  }

  @Test
  void aKnownKeyIsNotAskedForAgain() {
    serves(key("a"));
    for (int i = 0; i < 100; i++) {
      assertTrue(known("a"));
    }
    assertEquals(1, asked());
  }

  @Test
  void aNewKeyIsFoundWithOneRefresh() {
    serves(key("a"));
    assertTrue(known("a"));
    serves(key("a"), key("b"));
    assertFalse(known("b"), "within 30 seconds of the last time");
    clock.pass(KeySet.BETWEEN);
    assertTrue(known("b"));
    assertTrue(known("b") && known("a"));
    assertEquals(2, asked());
  }

  @Test
  void inventedKeysAreNoLoad() {
    serves(key("a"));
    assertTrue(known("a"));
    clock.pass(KeySet.BETWEEN);
    for (int i = 0; i < 1_000; i++) {
      assertFalse(known("invented-" + i));
      assertTrue(known("a"));
    }
    assertEquals(2, asked());
  }

  @Test
  void thoseWhoComeTogetherAskOnce() {
    answers(
        aResponse()
            .withFixedDelay(200)
            .withBody(new JWKSet(List.of(key("a").toPublicJWK())).toString()));
    List<CompletableFuture<Boolean>> calls = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      calls.add(CompletableFuture.supplyAsync(() -> known("a")));
    }
    assertTrue(calls.stream().allMatch(CompletableFuture::join));
    assertEquals(1, asked());
  }

  @Test
  void aWithdrawnKeyIsForgottenOnceTheSetIsOld() throws InterruptedException {
    serves(key("a"), key("b"));
    assertTrue(known("b"));
    serves(key("a"));
    clock.pass(KeySet.FRESH.plusSeconds(1));
    assertTrue(known("b"), "a known key waits for no network");
    for (int i = 0; i < 200 && known("b"); i++) {
      Thread.sleep(10);
    }
    assertFalse(known("b"));
    assertTrue(known("a"));
  }

  @Test
  void knownKeysOutliveAnOutageOfADay() {
    serves(key("a"));
    assertTrue(known("a"));
    server.stop();
    clock.pass(KeySet.LONGEST);
    assertTrue(known("a"));
    assertFalse(known("b"));
    clock.pass(Duration.ofSeconds(1));
    assertFalse(known("a"));
  }

  @Test
  void keysComeAsSoonAsTheServerDoes() {
    answers(aResponse().withStatus(503));
    assertFalse(known("a"));
    serves(key("a"));
    assertFalse(known("a"));
    clock.pass(KeySet.BETWEEN_WITHOUT_KEYS.minusSeconds(1));
    assertFalse(known("a"));
    clock.pass(Duration.ofSeconds(1));
    assertTrue(known("a"));
    clock.pass(KeySet.BETWEEN_WITHOUT_KEYS);
    assertFalse(known("b"));
    assertEquals(2, asked(), "with a known key it is thirty seconds again");
  }

  @Test
  void keysAreThereBeforeTheFirstCall() throws InterruptedException {
    serves(key("a"));
    keys.askAhead();
    for (int i = 0; i < 500 && asked() == 0; i++) {
      Thread.sleep(10);
    }
    assertTrue(known("a"));
    assertEquals(1, asked());
  }

  static Stream<Arguments> useless() throws JOSEException {
    OctetSequenceKey secret = new OctetSequenceKeyGenerator(256).keyID("a").generate();
    return Stream.of(
        Arguments.of("redirect", aResponse().withStatus(302).withHeader("Location", "/other")),
        Arguments.of("refused", aResponse().withStatus(404)),
        Arguments.of("a page", aResponse().withBody("<html>")),
        Arguments.of("no keys", aResponse().withBody("{}")),
        Arguments.of("reset", aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)),
        Arguments.of("broken", aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK)),
        Arguments.of("huge", aResponse().withBody(" ".repeat(300_000) + "{\"keys\":[]}")),
        Arguments.of("never ends", aResponse().withBody("x").withChunkedDribbleDelay(50, 60_000)),
        Arguments.of(
            "a shared secret", aResponse().withBody(new JWKSet(List.of(secret)).toString(false))),
        Arguments.of(
            "a short RSA key",
            aResponse()
                .withBody(
                    new JWKSet(List.of(new RSAKeyGenerator(1024, true).keyID("a").generate()))
                        .toString(true))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("useless")
  void whatIsNoKeySetIsNotUsed(String name, ResponseDefinitionBuilder answer) {
    answers(answer);
    server.stubFor(get(urlEqualTo("/other")).willReturn(aResponse().withBody("{}")));
    long begin = System.nanoTime();
    assertFalse(known("a") || known("a", JWSAlgorithm.RS256) || known("a", JWSAlgorithm.HS256));
    assertTrue(System.nanoTime() - begin < Duration.ofSeconds(5).toNanos());
    assertEquals(1, asked());
  }
}

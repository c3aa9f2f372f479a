package org.ldncds.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.redis.core.StringRedisTemplate;

/** Whose calls production answers. T70 to T78 and T85 of the conformance list, over real HTTP. */
class SecurityHttpTest extends ProductionTest {

  @Autowired private StringRedisTemplate redis;

  private static Date in(long seconds) {
    return Date.from(Instant.now().plusSeconds(seconds));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("org.ldncds.web.UntrustedTokens#all")
  void whatIsNotTrustedHearsNothing(String name, String reason, String token) throws Exception {
    double before = refused(reason);
    HttpResponse<byte[]> answer =
        send(
            call(SERVICE, token)
                .header("Origin", ORIGIN)
                .POST(BodyPublishers.ofByteArray(TestRequests.bytes(TestRequests.naltrexone())))
                .build());
    refusedInSilence(answer);
    assertEquals(ORIGIN, answer.headers().firstValue("Access-Control-Allow-Origin").orElse(""));
    assertEquals(before + 1, refused(reason), "for another reason than " + reason);
  }

  private static void refusedInSilence(HttpResponse<byte[]> answer) {
    assertEquals(401, answer.statusCode());
    assertEquals(0, answer.body().length);
    assertEquals(List.of("Bearer"), answer.headers().allValues("WWW-Authenticate"));
  }

  static Stream<Arguments> trusted() {
    return Stream.of(
        Arguments.of("ES384", token(c -> {})),
        Arguments.of(
            "ES256", TestToken.signed(SHORT_ELLIPTIC, JWSAlgorithm.ES256, claims().build())),
        Arguments.of("RS384", TestToken.signed(RSA, JWSAlgorithm.RS384, claims().build())),
        Arguments.of("PS256", TestToken.signed(RSA, JWSAlgorithm.PS256, claims().build())),
        Arguments.of("expired 55 s ago", token(c -> c.issueTime(in(-300)).expirationTime(in(-55)))),
        Arguments.of("issued 55 s ahead", token(c -> c.issueTime(in(55)).expirationTime(in(355)))),
        Arguments.of("lives an hour", token(c -> c.issueTime(in(-5)).expirationTime(in(3_595)))),
        Arguments.of(
            "several audiences", token(c -> c.audience(List.of("x", PUBLIC + SERVICE, "y")))),
        Arguments.of(
            "the registered jku",
            TestToken.signed(
                ELLIPTIC,
                JWSAlgorithm.ES384,
                claims().build(),
                h -> h.jwkURL(URI.create("https://hospital.example.org/jwks.json")))),
        Arguments.of("as Epic sends it", epic(PUBLIC + SERVICE)),
        Arguments.of("as Epic sends it, aud typed by hand", epic("ldn-cds-typed-by-hand")));
  }

  private static String epic(String audience) {
    return TestToken.signed(
        RSA,
        JWSAlgorithm.RS384,
        TestToken.claims(EPIC, audience).subject("client-id").notBeforeTime(in(-300)).build());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("trusted")
  void whatIsTrustedIsAnswered(String name, String token) throws Exception {
    assertEquals(200, post(SERVICE, token).statusCode());
  }

  @Test
  void withoutATokenNothingIsAnswered() throws Exception {
    double before = refused("no-token");
    for (String path : List.of("/cds-services", SERVICE, SERVICE + "/feedback", SERVICE + "/")) {
      refusedInSilence(send(request(path).build()));
      refusedInSilence(post(path, new byte[0], "application/json"));
    }
    refusedInSilence(send(request("/cds-services//naltrexone-order-sign").build()));
    refusedInSilence(send(request(SERVICE).header("Authorization", "Basic YTpi").build()));
    assertEquals(before + 10, refused("no-token"));
  }

  @ParameterizedTest
  @CsvSource({
    "/cds-services,            /cds-services,                                  200",
    "/cds-services/,           /cds-services,                                  200",
    "/cds-services,            /cds-services/naltrexone-order-sign,            401",
    "/cds-services//naltrexone-order-sign, /cds-services/naltrexone-order-sign, 405",
    "/cds-services/naltrexone-order-sign/, /cds-services/naltrexone-order-sign, 405"
  })
  void aTokenIsForOneAddress(String path, String audience, int status) throws Exception {
    String token = token(c -> c.audience(PUBLIC + audience));
    assertEquals(status, send(call(path, token).build()).statusCode());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/feedback"})
  void feedbackMayBeMeantForItsService(String end) throws Exception {
    String feedback = SERVICE + "/feedback";
    int status = post(feedback, token(c -> c.audience(PUBLIC + SERVICE + end))).statusCode();
    assertTrue(status != 401, "status " + status);
    refusedInSilence(post(feedback, token(c -> c.audience(PUBLIC + "/cds-services"))));
  }

  @Test
  void theHostHeaderIsNoAudience() throws Exception {
    int port = request("/").build().uri().getPort();
    String here = "http://127.0.0.1:" + port;
    refusedInSilence(
        send(
            call(SERVICE, token(c -> c.audience(here + SERVICE)))
                .header("X-Forwarded-Host", "127.0.0.1:" + port)
                .POST(BodyPublishers.noBody())
                .build()));
  }

  @Test
  void aTokenServesOnce() throws Exception {
    String token = token(c -> c.jwtID("once"));
    assertEquals(200, post(SERVICE, token).statusCode());
    refusedInSilence(post(SERVICE, token));
    String sameIdOtherIssuer =
        TestToken.signed(
            RSA,
            JWSAlgorithm.RS384,
            TestToken.claims(EPIC, PUBLIC + SERVICE).jwtID("once").build());
    assertEquals(200, post(SERVICE, sameIdOtherIssuer).statusCode());
  }

  /** Named by spring.data.redis.url alone, as a deployer names it. */
  @Test
  void aUsedTokenIsRememberedInRedis() throws Exception {
    Set<String> before = redis.keys("ldn-cds:seen-jwt:*");
    assertEquals(200, post(SERVICE, token(c -> {})).statusCode());
    Set<String> remembered = new HashSet<>(redis.keys("ldn-cds:seen-jwt:*"));
    remembered.removeAll(before);
    assertEquals(1, remembered.size());
    Long seconds = redis.getExpire(remembered.iterator().next());
    assertTrue(seconds > 300 && seconds <= 361, seconds + " s: its life and what clocks differ");
  }

  @Test
  void ofManyCallsWithOneTokenOneIsAnswered() throws Exception {
    String token = token(c -> {});
    List<CompletableFuture<HttpResponse<byte[]>>> calls = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      calls.add(
          CLIENT.sendAsync(
              call(SERVICE, token)
                  .POST(BodyPublishers.ofByteArray(TestRequests.bytes(TestRequests.naltrexone())))
                  .build(),
              BodyHandlers.ofByteArray()));
    }
    List<Integer> statuses = calls.stream().map(call -> call.join().statusCode()).sorted().toList();
    assertEquals(1, statuses.stream().filter(s -> s == 200).count(), statuses::toString);
    assertEquals(19, statuses.stream().filter(s -> s == 401).count(), statuses::toString);
  }

  @Test
  void aForeignKeyAddressIsNeverCalled() throws Exception {
    WireMockServer evil =
        new WireMockServer(WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));
    evil.start();
    try {
      URI there = URI.create(evil.baseUrl() + "/jwks.json");
      for (Consumer<JWSHeader.Builder> header :
          List.<Consumer<JWSHeader.Builder>>of(
              h -> h.jwkURL(there), h -> h.x509CertURL(there), h -> h.jwkURL(there).keyID("e"))) {
        refusedInSilence(
            post(
                SERVICE, TestToken.signed(ELLIPTIC, JWSAlgorithm.ES384, claims().build(), header)));
      }
      assertEquals(0, evil.getAllServeEvents().size());
    } finally {
      evil.stop();
    }
  }

  @ParameterizedTest
  @CsvSource({"north, 200", "south, 200", "east, 401", ", 401"})
  void aClientWithTenantsAnswersForThoseOnly(String tenant, int status) throws Exception {
    JWTClaimsSet claims =
        TestToken.claims("https://many.example.org", PUBLIC + SERVICE)
            .claim("tenant", tenant)
            .build();
    assertEquals(
        status, post(SERVICE, TestToken.signed(RSA, JWSAlgorithm.RS384, claims)).statusCode());
  }

  @Test
  void aBrowserAsksBeforeItProvesWhoItIs() throws Exception {
    for (String path : List.of("/cds-services", SERVICE, SERVICE + "/feedback")) {
      HttpResponse<byte[]> allowed = preflight(path, ORIGIN);
      assertEquals(200, allowed.statusCode());
      assertEquals(ORIGIN, allowed.headers().firstValue("Access-Control-Allow-Origin").orElse(""));
      assertEquals(
          "authorization, content-type",
          allowed.headers().firstValue("Access-Control-Allow-Headers").orElse(""));
      assertTrue(allowed.headers().firstValue("Access-Control-Allow-Credentials").isEmpty());
      HttpResponse<byte[]> other = preflight(path, "http://localhost:8080");
      assertEquals(403, other.statusCode());
      assertTrue(other.headers().firstValue("Access-Control-Allow-Origin").isEmpty());
    }
    assertEquals(
        200,
        send(request(SERVICE).method("OPTIONS", BodyPublishers.noBody()).build()).statusCode());
  }

  private HttpResponse<byte[]> preflight(String path, String origin) throws Exception {
    return send(
        request(path)
            .header("Origin", origin)
            .header("Access-Control-Request-Method", "POST")
            .header("Access-Control-Request-Headers", "authorization,content-type")
            .method("OPTIONS", BodyPublishers.noBody())
            .build());
  }

  @Test
  void theClientOfTheTokenDecidesHowItIsAnswered() throws Exception {
    String toEpic =
        new String(post(SERVICE, epic(PUBLIC + SERVICE)).body(), StandardCharsets.UTF_8);
    String toOthers = new String(post(SERVICE, token(c -> {})).body(), StandardCharsets.UTF_8);
    assertTrue(toOthers.contains("at-most-one"), toOthers);
    assertTrue(!toEpic.contains("at-most-one") && toEpic.contains("any"), toEpic);
  }
}

package org.ldncds.web;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * The service in production mode, with clients of several habits. Its database is never there,
 * which must not matter to a hook; used tokens are remembered in a real Redis.
 */
@ActiveProfiles("production")
abstract class ProductionTest extends HttpTest {

  static final String PUBLIC = "https://cds.example.org";
  static final String EPIC = "https://epic.example.org/interconnect/api/FHIR/R4";
  static final String ORIGIN = "https://ehr.example.org";
  static final ECKey ELLIPTIC = TestToken.elliptic(Curve.P_384, "es-1");
  static final ECKey SHORT_ELLIPTIC = TestToken.elliptic(Curve.P_256, "es-256");
  static final RSAKey RSA = TestToken.rsa(2048, "yvv+BhNs1iUmVt8YqIGqbg==");

  @Autowired private MeterRegistry metrics;

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry settings) {
    String keys = keyFile(TestToken.publicKeys(ELLIPTIC, SHORT_ELLIPTIC, RSA));
    settings.add("server.address", () -> "127.0.0.1");
    settings.add("management.server.port", () -> "0");
    settings.add("cds.public-url", () -> PUBLIC);
    settings.add("cds.store.hash-key", () -> "of-this-test-and-no-other");
    settings.add("cds.limits.drain", () -> "0s");
    settings.add("cds.cors.allowed-origins", () -> ORIGIN);
    settings.add("spring.datasource.url", () -> "jdbc:postgresql://127.0.0.1:1/none");
    settings.add(
        "spring.data.redis.url", () -> "redis://127.0.0.1:" + TestRedis.RUNNING.ports().get(0));
    client(settings, 0, "hospital", "https://hospital.example.org", keys);
    settings.add("cds.clients[0].jwks-url", () -> "https://hospital.example.org/jwks.json");
    client(settings, 1, "epic", EPIC, keys);
    settings.add("cds.clients[1].dialect", () -> "epic");
    settings.add("cds.clients[1].audiences", () -> "ldn-cds-typed-by-hand");
    client(settings, 2, "tenants", "https://many.example.org", keys);
    settings.add("cds.clients[2].tenants", () -> "north,south");
    client(settings, 3, "noisy", "https://noisy.example.org", keys);
    settings.add("cds.clients[3].rate-limit", () -> "5");
  }

  private static void client(
      DynamicPropertyRegistry settings, int number, String name, String issuer, String keys) {
    String client = "cds.clients[" + number + "].";
    settings.add(client + "name", () -> name);
    settings.add(client + "issuer", () -> issuer);
    settings.add(client + "jwks-file", () -> keys);
  }

  private static String keyFile(String keys) {
    try {
      Path file = Files.createTempFile("keys", ".json");
      file.toFile().deleteOnExit();
      return Files.writeString(file, keys).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JWTClaimsSet.Builder claims() {
    return TestToken.claims("https://hospital.example.org", PUBLIC + SERVICE);
  }

  static String token(Consumer<JWTClaimsSet.Builder> change) {
    JWTClaimsSet.Builder claims = claims();
    change.accept(claims);
    return TestToken.signed(ELLIPTIC, JWSAlgorithm.ES384, claims.build());
  }

  HttpRequest.Builder call(String path, String token) {
    return request(path)
        .header("Authorization", "Bearer " + token)
        .header("Content-Type", "application/json");
  }

  HttpResponse<byte[]> post(String path, String token) throws IOException, InterruptedException {
    return send(
        call(path, token)
            .POST(BodyPublishers.ofByteArray(TestRequests.bytes(TestRequests.naltrexone())))
            .build());
  }

  double refused(String reason) {
    return metrics.find("cds.tokens.refused").tag("reason", reason).counters().stream()
        .mapToDouble(counter -> counter.count())
        .sum();
  }
}

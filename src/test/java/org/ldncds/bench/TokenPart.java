package org.ldncds.bench;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.ldncds.bench.HttpLoad.Result;

/**
 * What checking a signed token costs: production, each call with a token of its own, beside the
 * sandbox, which asks for none. Tokens are signed before the clock runs.
 */
final class TokenPart {

  private static final int CONNECTIONS = 4;
  private static final int ROUNDS = 5;
  private static final int CALLS = 600;
  private static final int WARM = 3_000;
  private static final String ISSUER = "https://ehr.example.org";
  private static final String PUBLIC = "https://cds.example.org";

  private TokenPart() {}

  static String run() throws IOException, JOSEException {
    Table table =
        new Table("Signed tokens, 110 KB", "token", "calls/s", "part of the throughput without");
    RSAKey rsa = new RSAKeyGenerator(2048).keyID("rs").generate();
    ECKey ec = new ECKeyGenerator(Curve.P_384).keyID("es").generate();
    Path keys = Files.createTempFile("keys", ".json");
    Files.writeString(keys, new JWKSet(List.of((JWK) rsa, ec)).toString());
    try (RunningServer open = RunningServer.service();
        RunningServer production = production(keys)) {
      List<Run> runs =
          List.of(
              new Run("none", open, List.of()),
              new Run("RS384", production, tokens(JWSAlgorithm.RS384, "rs", new RSASSASigner(rsa))),
              new Run("ES384", production, tokens(JWSAlgorithm.ES384, "es", new ECDSASigner(ec))));
      runs.forEach(run -> run.call(WARM));
      for (int round = 0; round < ROUNDS; round++) {
        runs.forEach(run -> run.rates.add(run.call(CALLS)));
      }
      double without = HttpPart.median(runs.get(0).rates);
      for (Run run : runs) {
        double rate = HttpPart.median(run.rates);
        table.row(run.name, Table.number(rate), Table.number(rate / without));
      }
    } finally {
      Files.delete(keys);
    }
    return table.toString();
  }

  /** One way to call. */
  private static final class Run {
    private final String name;
    private final HttpLoad load;
    private final List<Double> rates = new ArrayList<>();

    Run(String name, RunningServer server, List<String> tokens) {
      this.name = name;
      this.load =
          new HttpLoad(
              server.port(),
              RunningServer.SERVICE,
              ChartRequest.medium(),
              number -> tokens.isEmpty() ? "" : tokens.get(number));
    }

    double call(int times) {
      Result result = load.times(CONNECTIONS, times);
      HttpPart.requireAnswered(result);
      return result.perSecond();
    }
  }

  private static RunningServer production(Path keys) throws IOException {
    return RunningServer.service(
        "--spring.profiles.active=production",
        "--logging.structured.format.console=",
        "--server.address=127.0.0.1",
        "--management.server.port=0",
        "--management.server.address=127.0.0.1",
        "--cds.public-url=" + PUBLIC,
        "--cds.store.hash-key=of-this-benchmark-and-no-other",
        "--spring.datasource.url=jdbc:postgresql://127.0.0.1:1/none",
        "--cds.clients[0].name=ehr",
        "--cds.clients[0].issuer=" + ISSUER,
        "--cds.clients[0].jwks-file=" + keys);
  }

  private static List<String> tokens(JWSAlgorithm algorithm, String key, JWSSigner signer) {
    return IntStream.range(0, WARM + ROUNDS * CALLS)
        .parallel()
        .mapToObj(i -> token(algorithm, key, signer))
        .toList();
  }

  private static String token(JWSAlgorithm algorithm, String key, JWSSigner signer) {
    Instant now = Instant.now();
    SignedJWT jwt =
        new SignedJWT(
            new JWSHeader.Builder(algorithm).keyID(key).build(),
            new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(PUBLIC + RunningServer.SERVICE)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(Duration.ofMinutes(5))))
                .jwtID(UUID.randomUUID().toString())
                .build());
    try {
      jwt.sign(signer);
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
    return jwt.serialize();
  }
}

package org.ldncds.web;

import com.github.benmanes.caffeine.cache.Ticker;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.ldncds.hooks.Client;
import org.ldncds.security.KeySet;
import org.ldncds.security.ReplayMemory;
import org.ldncds.security.TokenCheck;
import org.ldncds.security.TrustedClient;

/**
 * Checks tokens signed with a key of its own before the first call comes: a cold signature check
 * takes longer than all rules together.
 */
final class TokenWarmUp {

  private static final int ROUNDS = 20;
  private static final String NAME = "warm-up";

  private TokenWarmUp() {}

  static void run(Clock clock) {
    try {
      ECKey key = new ECKeyGenerator(Curve.P_384).keyID(NAME).generate();
      TrustedClient client =
          new TrustedClient(
              Client.UNKNOWN,
              NAME,
              Optional.empty(),
              KeySet.fixed(new JWKSet(key.toPublicJWK()).toString()),
              Set.of(),
              Set.of());
      TokenCheck check =
          new TokenCheck(
              List.of(client),
              new ReplayMemory(clock, Ticker.systemTicker(), Optional.empty()),
              clock);
      for (int round = 0; round < ROUNDS; round++) {
        check.check(token(key, clock.instant(), round), Set.of(NAME));
      }
    } catch (JOSEException | ParseException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String token(ECKey key, Instant now, int number) throws JOSEException {
    SignedJWT jwt =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.ES384).keyID(NAME).build(),
            new JWTClaimsSet.Builder()
                .issuer(NAME)
                .audience(NAME)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(60)))
                .jwtID(Integer.toString(number))
                .build());
    jwt.sign(new ECDSASigner(key));
    return jwt.serialize();
  }
}

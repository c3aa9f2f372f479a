package org.ldncds.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.BadJWSException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a CDS Hooks token (a signed JWT of the EHR) is trusted: what is cheap to check
 * first, then the signature, then that it was not used before. After CDS Hooks 2.0, Trusting CDS
 * Clients, and its best practices.
 */
public final class TokenCheck {

  /** Public-key signatures only: with a shared secret or none, anybody could sign. */
  static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(
          JWSAlgorithm.ES256,
          JWSAlgorithm.ES384,
          JWSAlgorithm.ES512,
          JWSAlgorithm.RS256,
          JWSAlgorithm.RS384,
          JWSAlgorithm.RS512,
          JWSAlgorithm.PS256,
          JWSAlgorithm.PS384,
          JWSAlgorithm.PS512);

  static final int LONGEST_TOKEN = 6_000;
  static final int LONGEST_VALUE = 512;
  static final Duration SKEW = Duration.ofSeconds(60);
  static final Duration LONGEST_LIFE = Duration.ofHours(1);

  private final Map<String, TrustedClient> clients;
  private final ReplayMemory seen;
  private final Clock clock;

  public TokenCheck(Collection<TrustedClient> clients, ReplayMemory seen, Clock clock) {
    this.clients =
        clients.stream().collect(Collectors.toMap(TrustedClient::issuer, Function.identity()));
    this.seen = seen;
    this.clock = clock;
  }

  /**
   * @param audiences the addresses of the endpoint that was called
   * @return who signed it
   * @throws RefusedTokenException where it is not trusted
   */
  public TrustedClient check(String token, Set<String> audiences) {
    if (token.length() > LONGEST_TOKEN) {
      throw new RefusedTokenException(Refusal.TOO_LONG, "");
    }
    try {
      SignedJWT jwt = SignedJWT.parse(token);
      checkHeader(jwt.getHeader());
      JWTClaimsSet claims = jwt.getJWTClaimsSet();
      TrustedClient client = client(claims.getIssuer());
      checkKeyAddress(jwt.getHeader(), client);
      checkClaims(claims, client, audiences);
      checkSignature(jwt, client);
      checkFirstUse(claims, client);
      return client;
    } catch (ParseException | IllegalArgumentException e) {
      throw new RefusedTokenException(Refusal.NOT_A_TOKEN, "");
    }
  }

  private static void checkHeader(JWSHeader header) {
    if (!ALGORITHMS.contains(header.getAlgorithm())) {
      throw new RefusedTokenException(Refusal.ALGORITHM, "");
    }
    boolean bringsItsKey = header.getJWK() != null || header.getX509CertURL() != null;
    boolean critical =
        header.getCriticalParams() != null || header.getIncludedParams().contains("crit");
    boolean otherType =
        header.getType() != null && !"JWT".equalsIgnoreCase(header.getType().getType());
    if (bringsItsKey || critical || otherType || !usable(header.getKeyID())) {
      throw new RefusedTokenException(Refusal.HEADER, "");
    }
  }

  private TrustedClient client(@Nullable String issuer) {
    return Optional.ofNullable(issuer)
        .map(clients::get)
        .orElseThrow(() -> new RefusedTokenException(Refusal.ISSUER, ""));
  }

  private static void checkKeyAddress(JWSHeader header, TrustedClient client) {
    if (header.getJWKURL() != null
        && !client.keyAddress().equals(Optional.of(header.getJWKURL().toString()))) {
      throw refused(Refusal.KEY_ADDRESS, client);
    }
  }

  private void checkClaims(JWTClaimsSet claims, TrustedClient client, Set<String> audiences)
      throws ParseException {
    Date expires = claims.getExpirationTime();
    Date issued = claims.getIssueTime();
    List<String> meantFor = claims.getAudience();
    if (expires == null || issued == null || !usable(claims.getJWTID()) || meantFor.isEmpty()) {
      throw refused(Refusal.CLAIM_MISSING, client);
    }
    if (meantFor.stream().noneMatch(a -> audiences.contains(a) || client.audiences().contains(a))) {
      throw refused(Refusal.AUDIENCE, client);
    }
    if (!inTime(issued.toInstant(), expires.toInstant(), claims.getNotBeforeTime())) {
      throw refused(Refusal.TIME, client);
    }
    String tenant = claims.getStringClaim("tenant");
    if (!client.tenants().isEmpty() && (tenant == null || !client.tenants().contains(tenant))) {
      throw refused(Refusal.TENANT, client);
    }
  }

  private boolean inTime(Instant issued, Instant expires, @Nullable Date notBefore) {
    Instant now = clock.instant();
    Instant latest = now.plus(SKEW);
    return !issued.isAfter(latest)
        && (notBefore == null || !notBefore.toInstant().isAfter(latest))
        && expires.isAfter(now.minus(SKEW))
        && expires.isAfter(issued)
        && !expires.isAfter(issued.plus(LONGEST_LIFE));
  }

  /** The key must fit the algorithm and carry the token's kid; Nimbus sees to both. */
  private static void checkSignature(SignedJWT jwt, TrustedClient client) {
    DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, client.keys()));
    processor.setJWTClaimsSetVerifier((claims, context) -> {});
    try {
      processor.process(jwt, null);
    } catch (BadJWSException e) {
      throw refused(Refusal.SIGNATURE, client);
    } catch (BadJOSEException | JOSEException e) {
      throw refused(Refusal.KEY, client);
    }
  }

  private void checkFirstUse(JWTClaimsSet claims, TrustedClient client) {
    Instant until = claims.getExpirationTime().toInstant().plus(SKEW);
    if (!seen.firstUse(client.issuer(), claims.getJWTID(), until)) {
      throw refused(Refusal.REPLAY, client);
    }
  }

  private static boolean usable(@Nullable String value) {
    return value != null && !value.isBlank() && value.length() <= LONGEST_VALUE;
  }

  private static RefusedTokenException refused(Refusal reason, TrustedClient client) {
    return new RefusedTokenException(reason, client.client().name());
  }
}

package org.ldncds.web;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.time.Instant;
import java.util.Date;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Tokens that nobody should trust, each with the reason it is refused for. */
final class UntrustedTokens {

  private UntrustedTokens() {}

  private static String unsigned() {
    return Base64URL.encode("{\"alg\":\"none\",\"typ\":\"JWT\",\"kid\":\"es-1\"}")
        + "."
        + Base64URL.encode(ProductionTest.claims().build().toString())
        + ".";
  }

  /** The old trick: the public key, which everybody has, as a shared secret. */
  private static String signedWithThePublicKey() throws JOSEException {
    SignedJWT jwt =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(ProductionTest.RSA.getKeyID()).build(),
            ProductionTest.claims().build());
    jwt.sign(new MACSigner(ProductionTest.RSA.toRSAPublicKey().getEncoded()));
    return jwt.serialize();
  }

  static Stream<Arguments> all() throws JOSEException {
    return Stream.of(
        Arguments.of("no token at all", "not-a-token", "."),
        Arguments.of("garbage", "not-a-token", "a.b.c"),
        Arguments.of("alg none", "not-a-token", unsigned()),
        Arguments.of("HS256 with the public key", "algorithm", signedWithThePublicKey()),
        Arguments.of(
            "RS256 with the kid of an EC key",
            "key",
            TestToken.signed(
                ProductionTest.RSA,
                JWSAlgorithm.RS256,
                ProductionTest.claims().build(),
                h -> h.keyID("es-1"))),
        Arguments.of(
            "ES256 with the kid of a P-384 key",
            "key",
            TestToken.signed(
                ProductionTest.SHORT_ELLIPTIC,
                JWSAlgorithm.ES256,
                ProductionTest.claims().build(),
                h -> h.keyID("es-1"))),
        Arguments.of(
            "another key under a known kid",
            "signature",
            TestToken.signed(
                TestToken.elliptic(Curve.P_384, "es-1"),
                JWSAlgorithm.ES384,
                ProductionTest.claims().build())),
        Arguments.of("claims changed after signing", "signature", tampered()),
        Arguments.of("longer than any token", "too-long", "e".repeat(6_001)),
        claim("expired 61 s ago", "time", c -> c.issueTime(in(-300)).expirationTime(in(-61))),
        claim("not before 75 s ahead", "time", c -> c.notBeforeTime(in(75))),
        claim("issued in an hour", "time", c -> c.issueTime(in(3600)).expirationTime(in(3900))),
        claim("issued 75 s ahead", "time", c -> c.issueTime(in(75)).expirationTime(in(375))),
        claim("lives for a day", "time", c -> c.expirationTime(in(86_400))),
        claim("lives a second too long", "time", c -> c.expirationTime(in(3_602))),
        claim("expires before it was issued", "time", c -> c.expirationTime(in(-1))),
        claim("no jti", "claim-missing", c -> c.jwtID(null)),
        claim("empty jti", "claim-missing", c -> c.jwtID("")),
        claim("endless jti", "claim-missing", c -> c.jwtID("x".repeat(513))),
        claim("no exp", "claim-missing", c -> c.expirationTime(null)),
        claim("no iat", "claim-missing", c -> c.issueTime(null)),
        claim("no aud", "claim-missing", c -> c.audience((String) null)),
        claim("no iss", "issuer", c -> c.issuer(null)),
        claim("exp as text", "not-a-token", c -> c.claim("exp", "tomorrow")),
        claim("unknown issuer", "issuer", c -> c.issuer("https://evil.example.org")),
        claim("issuer with a slash", "issuer", c -> c.issuer("https://hospital.example.org/")),
        claim("aud is the base", "audience", c -> c.audience(ProductionTest.PUBLIC)),
        claim(
            "aud is discovery",
            "audience",
            c -> c.audience(ProductionTest.PUBLIC + "/cds-services")),
        claim(
            "aud is another service",
            "audience",
            c -> c.audience(ProductionTest.PUBLIC + "/cds-services/x")),
        claim(
            "aud ends with a slash",
            "audience",
            c -> c.audience(ProductionTest.PUBLIC + ProductionTest.SERVICE + "/")),
        claim(
            "aud is another host",
            "audience",
            c -> c.audience("https://evil.org" + ProductionTest.SERVICE)),
        claim(
            "aud is the feedback",
            "audience",
            c -> c.audience(ProductionTest.PUBLIC + ProductionTest.SERVICE + "/feedback")),
        claim("alias of another client", "audience", c -> c.audience("ldn-cds-typed-by-hand")),
        header("no kid", "header", h -> h.keyID(null)),
        header("critical extension", "header", h -> h.criticalParams(Set.of("exp"))),
        header("brings its key", "header", h -> h.jwk(ProductionTest.ELLIPTIC.toPublicJWK())),
        header("another type", "header", h -> h.type(new JOSEObjectType("at+jwt"))),
        header("certificate elsewhere", "header", h -> h.x509CertURL(URI.create("https://e/x"))),
        header("unknown kid", "key", h -> h.keyID("es-2")),
        header("foreign jku", "key-address", h -> h.jwkURL(URI.create("https://e.org/jwks.json"))),
        header(
            "own jku, written otherwise",
            "key-address",
            h -> h.jwkURL(URI.create("https://hospital.example.org/jwks.json?"))));
  }

  private static String tampered() {
    String[] parts = ProductionTest.token(c -> {}).split("\\.", -1);
    return parts[0]
        + "."
        + Base64URL.encode(ProductionTest.claims().claim("sub", "somebody").build().toString())
        + "."
        + parts[2];
  }

  private static Arguments claim(
      String name, String reason, Consumer<JWTClaimsSet.Builder> change) {
    return Arguments.of(name, reason, ProductionTest.token(change));
  }

  private static Arguments header(String name, String reason, Consumer<JWSHeader.Builder> change) {
    return Arguments.of(
        name,
        reason,
        TestToken.signed(
            ProductionTest.ELLIPTIC, JWSAlgorithm.ES384, ProductionTest.claims().build(), change));
  }

  private static Date in(long seconds) {
    return Date.from(Instant.now().plusSeconds(seconds));
  }
}

package org.ldncds.security;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.util.Optional;
import java.util.Set;
import org.ldncds.hooks.Client;

/**
 * An EHR whose signed tokens are trusted.
 *
 * @param issuer the {@code iss} of its tokens
 * @param keyAddress the only {@code jku} its tokens may name
 * @param keys its public keys
 * @param audiences values of {@code aud} that are accepted besides the address called
 * @param tenants the only tenants that may call; all where empty
 */
public record TrustedClient(
    Client client,
    String issuer,
    Optional<String> keyAddress,
    JWKSource<SecurityContext> keys,
    Set<String> audiences,
    Set<String> tenants) {

  public TrustedClient {
    audiences = Set.copyOf(audiences);
    tenants = Set.copyOf(tenants);
  }

  /**
   * Where its keys are at an address, they are read beside, so that its first call need not wait.
   */
  public void askForKeysAhead() {
    if (keys instanceof KeySet set) {
      set.askAhead();
    }
  }
}

package org.ldncds.fhir;

import java.util.Optional;

/**
 * The access token that an EHR gives for one call, for its own FHIR server. It lives as long as the
 * call, and nothing shows it.
 */
public final class FhirAuthorization {

  private static final int LONGEST = 16 * 1024;

  private final String token;

  private FhirAuthorization(String token) {
    this.token = token;
  }

  /** Empty where the text cannot stand in an HTTP header. */
  public static Optional<FhirAuthorization> of(String token) {
    boolean visible = token.chars().allMatch(c -> c > 0x20 && c < 0x7f);
    return visible && !token.isEmpty() && token.length() <= LONGEST
        ? Optional.of(new FhirAuthorization(token))
        : Optional.empty();
  }

  /** The value of the Authorization header. */
  String header() {
    return "Bearer " + token;
  }

  @Override
  public String toString() {
    return "Bearer (hidden)";
  }
}

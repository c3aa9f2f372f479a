package org.ldncds.fhir;

/**
 * A FHIR server that may be called, as the deployer wrote it.
 *
 * @param base of its addresses
 * @param open true where it may be called without a token
 * @param privateAddress true where its name may stand for an address of an internal network
 */
public record FhirServer(WebAddress base, boolean open, boolean privateAddress) {

  /**
   * @throws IllegalArgumentException where the address is not one that may be called
   */
  public static FhirServer of(String address, boolean open, boolean privateAddress) {
    return WebAddress.of(address)
        .filter(base -> !base.hasQuery())
        .map(base -> new FhirServer(base, open, privateAddress))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "it has to be an http or https address without user, query and fragment"));
  }

  /** True where patients' data cross the network unencrypted. */
  public boolean isPlainOverNetwork() {
    return !base.isHttps() && !AddressRules.isLoopbackName(base.host());
  }

  /** True where the deployer wrote an address, not a name that somebody else could move. */
  boolean isFixed() {
    return AddressRules.isLiteral(base.host()) || AddressRules.isLoopbackName(base.host());
  }
}

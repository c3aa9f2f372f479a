package org.ldncds.hooks;

import java.time.Duration;
import java.util.List;

/**
 * An EHR that calls this service.
 *
 * @param fhirServers base addresses by which it is known
 * @param carePlans true where it wants a CarePlan beside each plan
 * @param openFhir true where its FHIR servers may be called without a token
 * @param silent true where cards are computed and recorded but not returned
 * @param rateLimit requests a second; 0 for no limit
 * @param quietRepeats how long a card that was overridden is not shown again; zero for off
 */
public record Client(
    String name,
    List<String> fhirServers,
    Dialect dialect,
    boolean carePlans,
    boolean openFhir,
    boolean silent,
    int rateLimit,
    Duration quietRepeats) {

  /** Everybody else. */
  public static final Client UNKNOWN =
      new Client("", List.of(), Dialect.STANDARD, false, false, false, 0, Duration.ZERO);

  public Client {
    fhirServers = fhirServers.stream().map(Client::address).toList();
  }

  /** The same, spoken to in this dialect. */
  public Client speaking(Dialect other) {
    return new Client(
        name, fhirServers, other, carePlans, openFhir, silent, rateLimit, quietRepeats);
  }

  boolean owns(String fhirServer) {
    return fhirServers.contains(address(fhirServer));
  }

  /** A slash at the end makes no difference. */
  private static String address(String base) {
    return base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
  }
}

package org.ldncds.hooks;

import java.util.List;

/**
 * An EHR that calls this service.
 *
 * @param fhirServers base addresses by which it is known
 * @param carePlans true where it wants a CarePlan beside each plan
 */
public record Client(String name, List<String> fhirServers, Dialect dialect, boolean carePlans) {

  /** Everybody else. */
  public static final Client UNKNOWN = new Client("", List.of(), Dialect.STANDARD, false);

  public Client {
    fhirServers = fhirServers.stream().map(Client::address).toList();
  }

  boolean owns(String fhirServer) {
    return fhirServers.contains(address(fhirServer));
  }

  /** A slash at the end makes no difference. */
  private static String address(String base) {
    return base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
  }
}

package org.ldncds.fhir;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The allow-list of FHIR servers: a request names the server, but only one that the deployer named
 * for this client is ever called.
 */
public final class FhirServers {

  /** Whether the server that a request names may be called. */
  public sealed interface Access {

    /** The request names none. */
    record NotNamed() implements Access {}

    /**
     * It may not.
     *
     * @param reason in a few words fit for a card
     */
    record Refused(String reason) implements Access {}

    /**
     * It may.
     *
     * @param base as the request names it, on or below the server's
     */
    record Allowed(FhirServer server, WebAddress base) implements Access {}
  }

  private final Map<String, List<FhirServer>> byClient;
  private final boolean anyClient;
  private final Supplier<List<FhirServer>> own;

  /**
   * @param byClient the servers of each client, by its name
   * @param anyClient true where callers are not told apart (sandbox), so that the servers of all
   *     clients may be called
   * @param own this service's own FHIR server, whose port is known only once it runs
   */
  public FhirServers(
      Map<String, List<FhirServer>> byClient, boolean anyClient, Supplier<List<FhirServer>> own) {
    this.byClient = Map.copyOf(byClient);
    this.anyClient = anyClient;
    this.own = own;
  }

  /**
   * @param client the name of the caller; empty where it is not known
   * @param named the server that the request names
   * @param hasToken whether the request brings a token for it
   */
  public Access access(String client, Optional<String> named, boolean hasToken) {
    if (named.isEmpty()) {
      return new Access.NotNamed();
    }
    Optional<WebAddress> base = WebAddress.of(named.get()).filter(address -> !address.hasQuery());
    Optional<FhirServer> server =
        base.flatMap(
            address -> of(client).stream().filter(s -> s.base().covers(address)).findFirst());
    if (base.isEmpty() || server.isEmpty()) {
      return new Access.Refused("it is not registered");
    }
    if (!hasToken && !server.get().open()) {
      return new Access.Refused("no access token was sent for it");
    }
    return new Access.Allowed(server.get(), base.get());
  }

  private List<FhirServer> of(String client) {
    List<FhirServer> allowed = new ArrayList<>(own.get());
    if (anyClient) {
      byClient.values().forEach(allowed::addAll);
    } else {
      allowed.addAll(byClient.getOrDefault(client, List.of()));
    }
    return allowed;
  }
}

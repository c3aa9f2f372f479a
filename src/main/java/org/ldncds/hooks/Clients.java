package org.ldncds.hooks;

import java.util.List;

/**
 * The EHRs a deployer has named. Without a signed token, which the sandbox does not ask for, a
 * client is known by its FHIR server; that decides how it is answered, never what it may see.
 */
public record Clients(List<Client> all) {

  public Clients {
    all = List.copyOf(all);
  }

  Client of(HookRequest request) {
    return all.stream()
        .filter(client -> request.fhirServer().filter(client::owns).isPresent())
        .findFirst()
        .orElse(Client.UNKNOWN);
  }
}

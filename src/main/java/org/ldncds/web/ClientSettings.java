package org.ldncds.web;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.ldncds.hooks.Client;
import org.ldncds.hooks.Clients;
import org.ldncds.hooks.Dialect;

/** Checks what a deployer wrote about addresses and EHRs, and stops the start with advice. */
final class ClientSettings {

  private ClientSettings() {}

  /** Without the slash at its end. */
  static String publicUrl(String url) {
    requireAddress("cds.public-url", url);
    return withoutSlash(url);
  }

  /** Scheme, host and port, as browsers name it. */
  static String origin(String url) {
    URI uri = URI.create(publicUrl(url));
    return uri.getScheme() + "://" + uri.getAuthority();
  }

  static Clients clients(List<CdsProperties.ClientProperties> settings) {
    List<Client> clients = new ArrayList<>();
    Set<String> names = new HashSet<>();
    Set<String> servers = new HashSet<>();
    for (int i = 0; i < settings.size(); i++) {
      CdsProperties.ClientProperties client = settings.get(i);
      String key = "cds.clients[" + i + "]";
      if (client.name().isBlank()) {
        throw new StartRefusedException(
            key + ".name is missing. Maybe the name of the hospital or of its EHR?");
      }
      if (!names.add(client.name())) {
        throw new StartRefusedException(
            key + ".name " + client.name() + " stands twice. Maybe add the site to one of them?");
      }
      for (String server : client.fhirServers()) {
        requireAddress(key + ".fhir-servers", server);
        if (!servers.add(withoutSlash(server))) {
          throw new StartRefusedException(
              key + ".fhir-servers " + server + " stands twice. Maybe two clients are one?");
        }
      }
      clients.add(
          new Client(
              client.name(),
              client.fhirServers(),
              dialect(key, client),
              client.carePlan(),
              client.openFhir(),
              client.silent(),
              client.rateLimit(),
              client.quietRepeats()));
    }
    return new Clients(clients);
  }

  private static Dialect dialect(String key, CdsProperties.ClientProperties client) {
    return Dialect.named(client.dialect())
        .orElseThrow(
            () ->
                new StartRefusedException(
                    key
                        + ".dialect "
                        + client.dialect()
                        + " is not known. Maybe one of "
                        + Dialect.names()
                        + "?"));
  }

  static void requireAddress(String key, String address) {
    try {
      URI uri = new URI(address);
      boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
      if (web && uri.getHost() != null && uri.getQuery() == null && uri.getFragment() == null) {
        return;
      }
    } catch (URISyntaxException e) {
      // said below
    }
    throw new StartRefusedException(
        key + " " + address + " is no web address. Maybe write https://ehr.example.org/fhir?");
  }

  private static String withoutSlash(String address) {
    return address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
  }
}

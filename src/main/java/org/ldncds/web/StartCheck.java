package org.ldncds.web;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;

/**
 * Refuses settings that would open patient data to others: a sandbox, which checks no one's
 * identity, beyond this machine, and production that is not fully configured.
 *
 * @param production true where each call must carry a signed token
 * @param loopbackOnly true where only this machine can call
 */
record StartCheck(boolean production, boolean loopbackOnly) {

  /** Its private key is public, so anybody could sign as it. */
  private static final String PUBLIC_SANDBOX = "https://sandbox.cds-hooks.org";

  static StartCheck of(Environment environment, CdsProperties settings) {
    String address = environment.getProperty("server.address", "");
    if (environment.acceptsProfiles(Profiles.of("production"))) {
      requireClients(settings.clients());
      requirePublicUrl(settings.publicUrl());
      requireStore(environment);
      return new StartCheck(true, isLoopback(address));
    }
    if (!settings.sandbox().expose() && !isLoopback(address)) {
      throw new StartRefusedException(
          "The sandbox checks no one's identity, and server.address="
              + address
              + " is open to others. Set server.address to 127.0.0.1, or cds.sandbox.expose=true if that is meant.");
    }
    return new StartCheck(false, isLoopback(address));
  }

  private static void requireClients(List<CdsProperties.ClientProperties> clients) {
    if (clients.isEmpty()) {
      throw new StartRefusedException(
          "Production answers only EHRs it knows, and none is named. Set cds.clients[0].name, cds.clients[0].issuer and cds.clients[0].jwks-url (or cds.clients[0].jwks-file).");
    }
    for (int i = 0; i < clients.size(); i++) {
      CdsProperties.ClientProperties client = clients.get(i);
      String key = "cds.clients[" + i + "]";
      String issuer = client.issuer();
      String keys = client.jwksUrl();
      if (issuer == null) {
        throw new StartRefusedException(
            key + ".issuer is missing. Set it to the iss of this EHR's tokens.");
      }
      if (issuer.equals(PUBLIC_SANDBOX)) {
        throw new StartRefusedException(
            key
                + ".issuer "
                + issuer
                + " signs with a key that everybody has. Remove this client.");
      }
      if (keys == null && client.jwksFile() == null) {
        throw new StartRefusedException(
            key + " has no keys. Set " + key + ".jwks-url or " + key + ".jwks-file.");
      }
      if (keys != null && !keys.startsWith("https://")) {
        throw new StartRefusedException(
            key + ".jwks-url " + keys + " is not secure. Set an address that begins with https://");
      }
    }
  }

  private static void requirePublicUrl(String url) {
    if (!url.startsWith("https://")) {
      throw new StartRefusedException(
          "cds.public-url is "
              + url
              + ". Set it to the https address by which EHRs call this service; their tokens name it.");
    }
  }

  private static void requireStore(Environment environment) {
    String database = environment.getProperty("spring.datasource.url", "");
    if (!database.startsWith("jdbc:postgresql:")) {
      throw new StartRefusedException(
          "Production keeps cards and feedback in PostgreSQL. Set spring.datasource.url (jdbc:postgresql://host/name), spring.datasource.username and spring.datasource.password.");
    }
    if (environment.getProperty("cds.store.hash-key", "").isBlank()) {
      throw new StartRefusedException(
          "cds.store.hash-key is missing. Set it to a secret of your own, for example the output of: openssl rand -hex 32");
    }
  }

  private static boolean isLoopback(String address) {
    try {
      return !address.isBlank() && InetAddress.getByName(address).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}

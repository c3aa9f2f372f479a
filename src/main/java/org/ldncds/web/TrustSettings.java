package org.ldncds.web;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.ldncds.hooks.Clients;
import org.ldncds.security.KeyServer;
import org.ldncds.security.KeySet;
import org.ldncds.security.TrustedClient;

/** Finds the keys of the clients a deployer named, and stops the start where it cannot. */
final class TrustSettings {

  private final KeyServer keyServer;
  private final Clock clock;

  TrustSettings(KeyServer keyServer, Clock clock) {
    this.keyServer = keyServer;
    this.clock = clock;
  }

  /** Those that have an issuer and keys, which production asks of all. */
  List<TrustedClient> clients(List<CdsProperties.ClientProperties> settings, Clients known) {
    List<TrustedClient> trusted = new ArrayList<>();
    Set<String> issuers = new HashSet<>();
    for (int i = 0; i < settings.size(); i++) {
      CdsProperties.ClientProperties client = settings.get(i);
      String key = "cds.clients[" + i + "]";
      String issuer = client.issuer();
      Optional<JWKSource<SecurityContext>> keys = keys(key, client);
      if (issuer == null || keys.isEmpty()) {
        continue;
      }
      if (!issuers.add(issuer)) {
        throw new StartRefusedException(
            key + ".issuer " + issuer + " stands twice. Maybe two clients are one?");
      }
      trusted.add(
          new TrustedClient(
              known.all().get(i),
              issuer,
              Optional.ofNullable(client.jwksUrl()),
              keys.get(),
              Set.copyOf(client.audiences()),
              Set.copyOf(client.tenants())));
    }
    return trusted;
  }

  /** A file wins over an address, which then only tells the jku that tokens may name. */
  private Optional<JWKSource<SecurityContext>> keys(
      String key, CdsProperties.ClientProperties client) {
    String file = client.jwksFile();
    String address = client.jwksUrl();
    if (address != null) {
      ClientSettings.requireAddress(key + ".jwks-url", address);
    }
    if (file != null) {
      return Optional.of(fixed(key, file));
    }
    return Optional.ofNullable(address)
        .map(URI::create)
        .map(uri -> new KeySet(client.name(), () -> keyServer.keys(uri), clock));
  }

  private static JWKSource<SecurityContext> fixed(String key, String file) {
    try {
      return KeySet.fixed(Files.readString(Path.of(file)));
    } catch (IOException | ParseException e) {
      throw new StartRefusedException(
          key + ".jwks-file " + file + " holds no key set. Maybe the path is mistyped?");
    }
  }
}

package org.ldncds.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

/** Mutual TLS by Spring's own settings (T79): without a known certificate nobody comes in. */
class MutualTlsTest {

  private static final String PASSWORD = "of-this-test";

  /** A key with a certificate it signed itself, made by the JDK's keytool. */
  private static Path key(Path folder, String name) throws Exception {
    Path file = folder.resolve(name + ".p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-ext",
                "SAN=ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertEquals(0, keytool.waitFor());
    return file;
  }

  private static KeyStore store(Path file) throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD.toCharArray());
    }
    return store;
  }

  /** Only the certificate, as the other side gets it. */
  private static Path trust(Path folder, Path key, String name) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry(name, store(key).getCertificate(name));
    Path file = folder.resolve("trust-" + name + ".p12");
    try (var out = Files.newOutputStream(file)) {
      trusted.store(out, PASSWORD.toCharArray());
    }
    return file;
  }

  private static HttpClient client(Path trusted, KeyManager[] keys) throws Exception {
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store(trusted));
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(keys, trust.getTrustManagers(), null);
    return HttpClient.newBuilder().sslContext(tls).build();
  }

  private static KeyManager[] keys(Path key) throws Exception {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store(key), PASSWORD.toCharArray());
    return keys.getKeyManagers();
  }

  @Test
  void onlyAKnownCertificateComesIn(@TempDir Path folder) throws Exception {
    Path server = key(folder, "server");
    Path ehr = key(folder, "ehr");
    Path stranger = key(folder, "stranger");
    String bundle = "--spring.ssl.bundle.jks.ehr.";
    try (ServletWebServerApplicationContext service =
        (ServletWebServerApplicationContext)
            SpringApplication.run(
                LdnCdsApplication.class,
                "--server.port=0",
                "--server.ssl.bundle=ehr",
                "--server.ssl.client-auth=need",
                bundle + "keystore.location=" + server,
                bundle + "keystore.password=" + PASSWORD,
                bundle + "truststore.location=" + trust(folder, ehr, "ehr"),
                bundle + "truststore.password=" + PASSWORD)) {
      URI discovery =
          URI.create(
              "https://127.0.0.1:"
                  + service.getEnvironment().getProperty("local.server.port")
                  + "/cds-services");
      Path trusted = trust(folder, server, "server");
      HttpRequest request = HttpRequest.newBuilder(discovery).build();
      HttpResponse<byte[]> known =
          client(trusted, keys(ehr)).send(request, BodyHandlers.ofByteArray());
      assertEquals(200, known.statusCode());
      assertThrows(
          IOException.class,
          () -> client(trusted, new KeyManager[0]).send(request, BodyHandlers.ofByteArray()));
      assertThrows(
          IOException.class,
          () -> client(trusted, keys(stranger)).send(request, BodyHandlers.ofByteArray()));
    }
  }
}

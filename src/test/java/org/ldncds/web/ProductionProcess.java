package org.ldncds.web;

import static org.ldncds.web.TestRequests.JSON;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * The service as it is packaged, in production mode and as a process of its own, and an EHR that
 * signs its calls.
 */
final class ProductionProcess implements AutoCloseable {

  static final ECKey KEY = TestToken.elliptic(Curve.P_256, "k");
  static final String ISSUER = "https://hospital.example.org";

  /** Small, and quick to start. */
  private static final List<String> JVM =
      List.of(
          "-Xshare:auto",
          "-XX:TieredStopAtLevel=1",
          "-Xmx256m",
          "-XX:+ExitOnOutOfMemoryError",
          "-Duser.timezone=UTC");

  private static final Pattern PORT = Pattern.compile("started on port (\\d+)");
  private static final Duration START = Duration.ofMinutes(2);
  private static final Duration LONGEST_CALL = Duration.ofSeconds(20);

  /** A token's first letters: an object of JSON, in base64. */
  private static final List<String> SECRETS = List.of("canary", TestRequests.PATIENT, "eyJ");

  private final Process process;
  private final HttpClient client;
  private final String scheme;
  private final List<String> log = new CopyOnWriteArrayList<>();

  private ProductionProcess(Process process, HttpClient client, String scheme) {
    this.process = process;
    this.client = client;
    this.scheme = scheme;
    new Thread(this::read, "log").start();
  }

  /** Begun, and not yet ready: several can start side by side. */
  static ProductionProcess launch(Path folder, String... settings) throws IOException {
    return launch(HttpClient.newHttpClient(), "http", List.of(), folder, settings);
  }

  /** Where TLS ends in the service itself. */
  static ProductionProcess launchTls(
      HttpClient client, List<String> jvm, Path folder, String... settings) throws IOException {
    return launch(client, "https", jvm, folder, settings);
  }

  private static ProductionProcess launch(
      HttpClient client, String scheme, List<String> jvm, Path folder, String... settings)
      throws IOException {
    Path keys = Files.writeString(folder.resolve("keys.json"), TestToken.publicKeys(KEY));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JVM);
    command.addAll(jvm);
    command.addAll(List.of("-cp", packaged(), LdnCdsApplication.class.getName()));
    command.addAll(
        List.of(
            "--spring.profiles.active=production",
            "--server.address=127.0.0.1",
            "--server.port=0",
            "--management.server.port=0",
            "--management.server.address=127.0.0.1",
            "--cds.public-url=" + ProductionTest.PUBLIC,
            "--cds.store.hash-key=of-this-test-and-no-other",
            "--cds.limits.drain=2s",
            "--cds.clients[0].name=hospital",
            "--cds.clients[0].issuer=" + ISSUER));
    List<String> own = Arrays.asList(settings);
    if (own.stream().noneMatch(setting -> setting.contains("jwks-url"))) {
      command.add("--cds.clients[0].jwks-file=" + keys);
    }
    command.addAll(own);
    return new ProductionProcess(
        new ProcessBuilder(command).redirectErrorStream(true).start(), client, scheme);
  }

  /** Without what tests put on the class path. */
  private static String packaged() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(part -> !part.endsWith("test-classes"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private void read() {
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      out.lines().forEach(log::add);
    } catch (IOException | UncheckedIOException e) {
      // it has ended
    }
  }

  /** Waits until calls may be sent. */
  ProductionProcess ready() throws InterruptedException {
    long deadline = System.nanoTime() + START.toNanos();
    while (System.nanoTime() < deadline && process.isAlive()) {
      if (isReady()) {
        return this;
      }
      Thread.sleep(50);
    }
    throw new AssertionError("it did not start:\n" + String.join("\n", log));
  }

  /** As a load balancer sees it. */
  boolean isReady() throws InterruptedException {
    try {
      return ports().size() == 2 && manage("/actuator/health/readiness").statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  /** The open port first, then that of operators. */
  private List<String> ports() {
    List<String> found = new ArrayList<>();
    for (String line : log) {
      Matcher port = PORT.matcher(line);
      if (port.find()) {
        found.add(port.group(1));
      }
    }
    return found;
  }

  HttpResponse<byte[]> manage(String path) throws IOException, InterruptedException {
    return client.send(request("http", ports().get(1), path).build(), BodyHandlers.ofByteArray());
  }

  /** The sum of a figure over its labels; zero where it is not told. */
  double figure(String name) throws IOException, InterruptedException {
    String all = new String(manage("/actuator/prometheus").body(), StandardCharsets.UTF_8);
    return all.lines()
        .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private static HttpRequest.Builder request(String scheme, String port, String path) {
    String host = scheme.equals("https") ? "localhost" : "127.0.0.1";
    return HttpRequest.newBuilder(URI.create(scheme + "://" + host + ":" + port + path))
        .timeout(LONGEST_CALL);
  }

  HttpRequest.Builder request(String path) {
    return request(scheme, ports().get(0), path);
  }

  /** Signed anew for this one call. */
  static String token(String path) {
    return TestToken.signed(
        KEY, JWSAlgorithm.ES256, TestToken.claims(ISSUER, ProductionTest.PUBLIC + path).build());
  }

  HttpRequest call(String path, String token, byte[] body) {
    return request(path)
        .header("Content-Type", "application/json")
        .header("Authorization", "Bearer " + token)
        .POST(BodyPublishers.ofByteArray(body))
        .build();
  }

  HttpResponse<byte[]> send(HttpRequest request) throws IOException, InterruptedException {
    return client.send(request, BodyHandlers.ofByteArray());
  }

  HttpResponse<byte[]> post(String path, byte[] body) throws IOException, InterruptedException {
    return send(call(path, token(path), body));
  }

  HttpClient client() {
    return client;
  }

  List<String> log() {
    return log;
  }

  /** Lines of the log that hold what no log may. */
  List<String> leaks() {
    return log.stream().filter(line -> SECRETS.stream().anyMatch(line::contains)).toList();
  }

  /** Each line of the log, which in production is JSON. */
  List<JsonNode> logged() {
    return log.stream().<JsonNode>map(JSON::readTree).toList();
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** SIGTERM, as an orchestrator sends it. */
  void terminate() {
    process.destroy();
  }

  boolean hasEnded(Duration within) throws InterruptedException {
    return process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** SIGKILL: nothing is flushed, closed or said. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}

package org.ldncds.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.ldncds.web.TestRequests.JSON;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
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
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Production as a process of its own: what it writes, and how it ends on SIGTERM under load. */
@Tag("proof")
class ProcessTest {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final ECKey KEY = TestToken.elliptic(Curve.P_256, "k");
  private static final String ISSUER = "https://hospital.example.org";
  private static final Pattern PORT = Pattern.compile("started on port (\\d+)");

  private final List<String> log = new CopyOnWriteArrayList<>();

  private Process start(Path folder) throws IOException {
    Path keys = Files.writeString(folder.resolve("keys.json"), TestToken.publicKeys(KEY));
    // The settings for logs that tests have would win over those of production.
    Path logback =
        Files.writeString(
            folder.resolve("logback.xml"),
            """
            <configuration>
              <include resource="org/springframework/boot/logging/logback/defaults.xml"/>
              <include resource="org/springframework/boot/logging/logback/structured-console-appender.xml"/>
              <root level="INFO"><appender-ref ref="CONSOLE"/></root>
            </configuration>
            """);
    Process service =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "org.ldncds.web.LdnCdsApplication",
                "--spring.profiles.active=production",
                "--logging.config=" + logback,
                "--server.address=127.0.0.1",
                "--server.port=0",
                "--management.server.port=0",
                "--management.server.address=127.0.0.1",
                "--cds.public-url=" + ProductionTest.PUBLIC,
                "--cds.store.hash-key=of-this-test-and-no-other",
                "--cds.limits.drain=2s",
                "--spring.datasource.url=jdbc:postgresql://127.0.0.1:1/none",
                "--cds.clients[0].name=hospital",
                "--cds.clients[0].issuer=" + ISSUER,
                "--cds.clients[0].jwks-file=" + keys)
            .redirectErrorStream(true)
            .start();
    new Thread(() -> read(service), "log").start();
    return service;
  }

  private void read(Process service) {
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(service.getInputStream(), StandardCharsets.UTF_8))) {
      out.lines().forEach(log::add);
    } catch (IOException | UncheckedIOException e) {
      // it has ended
    }
  }

  /** The open port first, then that of operators. */
  private List<String> addresses(Process service) throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(90).toNanos();
    while (System.nanoTime() < deadline && service.isAlive()) {
      List<String> found = new ArrayList<>();
      for (String line : log) {
        Matcher port = PORT.matcher(line);
        if (port.find()) {
          found.add("http://127.0.0.1:" + port.group(1));
        }
      }
      if (found.size() == 2) {
        return found;
      }
      Thread.sleep(50);
    }
    throw new AssertionError("it did not start:\n" + String.join("\n", log));
  }

  private static HttpResponse<byte[]> call(String base) throws IOException, InterruptedException {
    String token =
        TestToken.signed(
            KEY,
            JWSAlgorithm.ES256,
            TestToken.claims(ISSUER, ProductionTest.PUBLIC + HttpTest.SERVICE).build());
    return CLIENT.send(
        HttpRequest.newBuilder(URI.create(base + HttpTest.SERVICE))
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + token)
            .POST(BodyPublishers.ofByteArray(TestRequests.bytes(TestRequests.naltrexone())))
            .build(),
        BodyHandlers.ofByteArray());
  }

  private static boolean ready(String management) {
    try {
      URI probe = URI.create(management + "/actuator/health/readiness");
      return CLIENT
              .send(HttpRequest.newBuilder(probe).build(), BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Callers behave as behind a load balancer: they send only while readiness is up. */
  @Test
  void itAnswersLogsJsonAndLosesNoCallWhenItEnds(@TempDir Path folder) throws Exception {
    Process service = start(folder);
    try {
      List<String> addresses = addresses(service);
      while (!ready(addresses.get(1))) {
        Thread.sleep(50);
      }
      AtomicBoolean sending = new AtomicBoolean(true);
      AtomicInteger answered = new AtomicInteger();
      Map<String, Integer> failures = new ConcurrentHashMap<>();
      List<Thread> callers = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        callers.add(new Thread(() -> callUntil(addresses.get(0), sending, answered, failures)));
      }
      callers.forEach(Thread::start);
      while (answered.get() < 20 && failures.isEmpty()) {
        Thread.sleep(10);
      }
      int before = answered.get();
      service.destroy();
      while (ready(addresses.get(1))) {
        Thread.sleep(5);
      }
      sending.set(false);
      for (Thread caller : callers) {
        caller.join();
      }
      assertEquals(Map.of(), failures);
      assertTrue(answered.get() > before, "nothing was answered while it ended");
      assertTrue(service.waitFor(60, TimeUnit.SECONDS), "it does not end");
      assertLogs();
    } finally {
      service.destroyForcibly().waitFor();
    }
  }

  private static void callUntil(
      String base, AtomicBoolean sending, AtomicInteger answered, Map<String, Integer> failures) {
    while (sending.get()) {
      try {
        int status = call(base).statusCode();
        if (status != 200) {
          failures.merge("status " + status, 1, Integer::sum);
        }
        answered.incrementAndGet();
      } catch (IOException | InterruptedException e) {
        failures.merge(e.getClass().getName(), 1, Integer::sum);
      }
    }
  }

  private void assertLogs() {
    assertEquals(List.of(), log.stream().filter(line -> !line.startsWith("{")).toList());
    List<JsonNode> lines = log.stream().<JsonNode>map(JSON::readTree).toList();
    JsonNode decision =
        lines.stream()
            .filter(line -> line.path("logger_name").asString().equals("org.ldncds.decisions"))
            .findFirst()
            .orElseThrow();
    assertEquals("hospital", decision.get("client").asString());
    assertEquals("naltrexone-order-sign", decision.get("service").asString());
    assertTrue(decision.get("cards").toString().contains("TitrationPlan/info"));
    assertEquals(12, decision.get("knowledge").asString().length());
    assertEquals(36, decision.get("requestId").asString().length());
    assertTrue(decision.has("@timestamp"));
    assertFalse(String.join("\n", log).contains(TestRequests.PATIENT));
  }
}

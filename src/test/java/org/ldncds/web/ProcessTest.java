package org.ldncds.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.ldncds.web.TestRequests.bytes;
import static org.ldncds.web.TestRequests.naltrexone;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Production as a process of its own: what it writes, and how it ends on SIGTERM under load. */
@Tag("proof")
class ProcessTest {

  private static final Duration FIRST_CALL = Duration.ofMillis(500);
  private static final int LARGE = 1024 * 1024;
  private static final int AT_ONCE = 16;

  private static ProductionProcess started(Path folder) throws Exception {
    return ProductionProcess.launch(
            folder, "--spring.datasource.url=jdbc:postgresql://127.0.0.1:1/none")
        .ready();
  }

  /**
   * Callers behave as behind a load balancer: they send only while readiness is up. The first call
   * is as fast as any other, since readiness waits until all is warm.
   */
  @Test
  void itAnswersLogsJsonAndLosesNoCallWhenItEnds(@TempDir Path folder) throws Exception {
    try (ProductionProcess service = started(folder)) {
      long begin = System.nanoTime();
      assertEquals(200, service.post(HttpTest.SERVICE, bytes(naltrexone())).statusCode());
      Duration first = Duration.ofNanos(System.nanoTime() - begin);
      assertTrue(first.compareTo(FIRST_CALL) < 0, "the first call took " + first);
      AtomicBoolean sending = new AtomicBoolean(true);
      AtomicInteger answered = new AtomicInteger();
      Map<String, Integer> failures = new ConcurrentHashMap<>();
      List<Thread> callers = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        callers.add(new Thread(() -> callUntil(service, sending, answered, failures)));
      }
      callers.forEach(Thread::start);
      while (answered.get() < 20 && failures.isEmpty()) {
        Thread.sleep(10);
      }
      int before = answered.get();
      service.terminate();
      while (service.isReady()) {
        Thread.sleep(5);
      }
      sending.set(false);
      for (Thread caller : callers) {
        caller.join();
      }
      assertEquals(Map.of(), failures);
      assertTrue(answered.get() > before, "nothing was answered while it ended");
      assertTrue(service.hasEnded(Duration.ofSeconds(60)), "it does not end");
      assertLogs(service);
    }
  }

  private static void callUntil(
      ProductionProcess service,
      AtomicBoolean sending,
      AtomicInteger answered,
      Map<String, Integer> failures) {
    byte[] request = bytes(naltrexone());
    while (sending.get()) {
      try {
        int status = service.post(HttpTest.SERVICE, request).statusCode();
        if (status != 200) {
          failures.merge("status " + status, 1, Integer::sum);
        }
        answered.incrementAndGet();
      } catch (IOException | InterruptedException e) {
        failures.merge(e.getClass().getName(), 1, Integer::sum);
      }
    }
  }

  private static void assertLogs(ProductionProcess service) {
    assertEquals(List.of(), service.log().stream().filter(line -> !line.startsWith("{")).toList());
    JsonNode decision =
        service.logged().stream()
            .filter(line -> line.path("logger_name").asString().equals("org.ldncds.decisions"))
            .findFirst()
            .orElseThrow();
    assertEquals("hospital", decision.get("client").asString());
    assertEquals("naltrexone-order-sign", decision.get("service").asString());
    assertTrue(decision.get("cards").toString().contains("TitrationPlan/info"));
    assertEquals(12, decision.get("knowledge").asString().length());
    assertEquals(36, decision.get("requestId").asString().length());
    assertTrue(decision.has("@timestamp"));
    assertEquals(List.of(), service.leaks());
  }

  /** As many bodies of a megabyte at once as are let in and wait, in a heap of 256 MB. */
  @Test
  void aSmallHeapSurvivesManyLargeRequestsAtOnce(@TempDir Path folder) throws Exception {
    String request = new String(bytes(naltrexone()), StandardCharsets.UTF_8);
    byte[] large =
        ("{\"padding\":\"" + "x".repeat(LARGE) + "\"," + request.substring(1))
            .getBytes(StandardCharsets.UTF_8);
    try (ProductionProcess service = started(folder)) {
      Set<Integer> statuses = ConcurrentHashMap.newKeySet();
      List<Thread> callers = new ArrayList<>();
      for (int i = 0; i < AT_ONCE; i++) {
        callers.add(
            new Thread(
                () -> {
                  for (int call = 0; call < 5; call++) {
                    statuses.add(status(service, large));
                  }
                }));
      }
      callers.forEach(Thread::start);
      for (Thread caller : callers) {
        caller.join();
      }
      assertTrue(statuses.contains(200) && Set.of(200, 503).containsAll(statuses), "" + statuses);
      assertTrue(service.isAlive(), "it ran out of memory");
      assertEquals(200, service.post(HttpTest.SERVICE, bytes(naltrexone())).statusCode());
      assertEquals(List.of(), service.leaks());
    }
  }

  private static int status(ProductionProcess service, byte[] body) {
    try {
      return service.post(HttpTest.SERVICE, body).statusCode();
    } catch (IOException e) {
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }
}

package org.ldncds.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

/** Told to end while calls come in, the service finishes them all and says when to stop sending. */
class ShutdownTest {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private static HttpResponse<byte[]> call(String base) throws IOException, InterruptedException {
    return CLIENT.send(
        HttpRequest.newBuilder(URI.create(base + HttpTest.SERVICE))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(TestRequests.bytes(TestRequests.naltrexone())))
            .build(),
        BodyHandlers.ofByteArray());
  }

  private static boolean ready(String base) {
    try {
      return CLIENT
              .send(
                  HttpRequest.newBuilder(URI.create(base + "/actuator/health/readiness")).build(),
                  BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** As a load balancer does: it looks at readiness, and sends only while that is up. */
  @Test
  void noCallIsLost() throws Exception {
    ServletWebServerApplicationContext service =
        (ServletWebServerApplicationContext)
            SpringApplication.run(
                LdnCdsApplication.class, "--server.port=0", "--cds.limits.drain=2s");
    String base = "http://127.0.0.1:" + service.getWebServer().getPort();
    AtomicBoolean sending = new AtomicBoolean(true);
    AtomicInteger answered = new AtomicInteger();
    Map<String, Integer> failures = new ConcurrentHashMap<>();
    List<Thread> callers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Thread caller =
          new Thread(
              () -> {
                while (sending.get()) {
                  try {
                    HttpResponse<byte[]> answer = call(base);
                    if (answer.statusCode() != 200) {
                      failures.merge("status " + answer.statusCode(), 1, Integer::sum);
                    }
                    answered.incrementAndGet();
                  } catch (IOException | InterruptedException e) {
                    failures.merge(e.getClass().getName(), 1, Integer::sum);
                  }
                }
              });
      caller.start();
      callers.add(caller);
    }
    Thread balancer =
        new Thread(
            () -> {
              while (ready(base)) {
                Thread.onSpinWait();
              }
              sending.set(false);
            });
    balancer.start();
    while (answered.get() < 20) {
      Thread.sleep(10);
    }
    service.close();
    balancer.join();
    for (Thread caller : callers) {
      caller.join();
    }
    assertEquals(Map.of(), failures);
    assertTrue(answered.get() > 20, "calls were answered while it ended");
  }

  @Test
  void afterItsDrainCallsAreRefusedWithAWord() throws Exception {
    ServletWebServerApplicationContext service =
        (ServletWebServerApplicationContext)
            SpringApplication.run(LdnCdsApplication.class, "--server.port=0");
    try (service) {
      String base = "http://127.0.0.1:" + service.getWebServer().getPort();
      assertEquals(200, call(base).statusCode());
      service.getBean(Shutdown.class).stop();
      HttpResponse<byte[]> refused = call(base);
      HttpTest.outcome(503, "", refused);
      assertEquals("1", refused.headers().firstValue("Retry-After").orElse(""));
    }
  }
}

package org.ldncds.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.ldncds.web.TestRequests.bytes;
import static org.ldncds.web.TestRequests.naltrexone;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** What is meant to tire the service out, over real sockets: it refuses fast and goes on. */
@TestPropertySource(
    properties = {
      "tests.every-answer=false", // it holds answers back until the whole body was read
      "cds.limits.concurrency=2",
      "cds.limits.body-time=1s",
      "server.tomcat.connection-timeout=2s"
    })
class LimitsHttpTest extends HttpTest {

  @Autowired private Load load;

  private RawHttp connect() throws IOException {
    return new RawHttp(request("/").build().uri().getPort());
  }

  private void goesOn() throws IOException, InterruptedException {
    assertEquals(200, post(naltrexone()).statusCode());
  }

  @Test
  void beyondWhatIsInWorkOthersHearSoAtOnce() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    CountDownLatch begun = new CountDownLatch(2);
    List<Thread> busy = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      Thread worker = new Thread(() -> load.in(() -> held(begun, end)));
      worker.start();
      busy.add(worker);
    }
    begun.await();
    long begin = System.nanoTime();
    HttpResponse<byte[]> refused = post(naltrexone());
    outcome(503, "", refused);
    assertEquals("1", refused.headers().firstValue("Retry-After").orElse(""));
    assertTrue(System.nanoTime() - begin < Duration.ofSeconds(2).toNanos());
    end.countDown();
    for (Thread worker : busy) {
      worker.join();
    }
    goesOn();
  }

  /** Two may be in work; twenty wait for an EHR's server, and none of them stops others. */
  @Test
  void waitingForOthersIsNoWork() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    CountDownLatch begun = new CountDownLatch(20);
    List<Thread> waiting = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      Thread worker =
          new Thread(
              () ->
                  load.in(
                      () -> {
                        Runnable goOn = load.pause();
                        boolean held = held(begun, end);
                        goOn.run();
                        return held;
                      }));
      worker.start();
      waiting.add(worker);
    }
    begun.await();
    goesOn();
    end.countDown();
    for (Thread worker : waiting) {
      worker.join();
    }
    goesOn();
  }

  private static boolean held(CountDownLatch begun, CountDownLatch end) {
    begun.countDown();
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return true;
  }

  @Test
  void aBurstWaitsItsTurn() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    CountDownLatch begun = new CountDownLatch(2);
    for (int i = 0; i < 2; i++) {
      new Thread(() -> load.in(() -> held(begun, end))).start();
    }
    begun.await();
    CompletableFuture<HttpResponse<byte[]>> call =
        CLIENT.sendAsync(
            request(SERVICE)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(bytes(naltrexone())))
                .build(),
            BodyHandlers.ofByteArray());
    while (load.waiting() == 0 && !call.isDone()) {
      Thread.onSpinWait();
    }
    end.countDown();
    assertEquals(200, call.get().statusCode());
  }

  static Stream<Arguments> lies() {
    String json = "{\"hook\":\"order-sign\"}";
    return Stream.of(
        Arguments.of(
            "too long, as it says", "413", RawHttp.head(SERVICE, "Content-Length: 5242881")),
        Arguments.of("far too long", "413", RawHttp.head(SERVICE, "Content-Length: 9999999999999")),
        Arguments.of("negative", "400", RawHttp.head(SERVICE, "Content-Length: -1")),
        Arguments.of("no number", "400", RawHttp.head(SERVICE, "Content-Length: 1e3")),
        Arguments.of(
            "two lengths",
            "400",
            RawHttp.head(SERVICE, "Content-Length: 5", "Content-Length: 6") + json),
        Arguments.of(
            "a length and chunks",
            "400",
            RawHttp.head(SERVICE, "Content-Length: 5", "Transfer-Encoding: chunked")
                + "5\r\n{\"a\":\r\n0\r\n\r\n"),
        Arguments.of(
            "chunks of no size",
            "400",
            RawHttp.head(SERVICE, "Transfer-Encoding: chunked") + "zz\r\n{}\r\n"),
        Arguments.of(
            "longer than what comes", "408", RawHttp.head(SERVICE, "Content-Length: 1000") + json),
        Arguments.of("nothing comes", "408", RawHttp.head(SERVICE, "Content-Length: 1000")),
        Arguments.of(
            "header without end",
            "400",
            "GET /cds-services HTTP/1.1\r\nX: " + "x".repeat(9_000) + "\r\n\r\n"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("lies")
  void aLengthThatIsNotTrueIsRefused(String name, String status, String request) throws Exception {
    try (RawHttp connection = connect()) {
      connection.send(request);
      String answer = connection.answer();
      assertTrue(answer.startsWith("HTTP/1.1 " + status), answer);
      assertTrue(!answer.endsWith("open"), answer);
      assertTrue(!answer.contains("Exception") && !answer.contains("timestamp"), answer);
    }
    goesOn();
  }

  @Test
  void chunksWithoutEndAreCutOff() throws Exception {
    String chunk = "10000\r\n" + " ".repeat(0x10000) + "\r\n";
    try (RawHttp connection = connect()) {
      connection.send(RawHttp.head(SERVICE, "Transfer-Encoding: chunked"));
      int sent = 0;
      while (sent < 400 && connection.send(chunk)) {
        sent++;
      }
      assertTrue(sent < 400, "25 MB were taken");
    }
    goesOn();
  }

  @Test
  void aBodyThatDripsIsGivenUp() throws Exception {
    try (RawHttp connection = connect()) {
      connection.send(RawHttp.head(SERVICE, "Content-Length: 100000") + "{");
      long begin = System.nanoTime();
      Thread drip = new Thread(() -> drip(connection));
      drip.start();
      String answer = connection.answer();
      assertTrue(answer.startsWith("HTTP/1.1 408"), answer);
      assertTrue(System.nanoTime() - begin < Duration.ofSeconds(8).toNanos());
      drip.interrupt();
      drip.join();
    }
    goesOn();
  }

  private static void drip(RawHttp connection) {
    try {
      while (connection.send(" ")) {
        Thread.sleep(100);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void hundredsOfSlowSendersDoNotKeepOthersWaiting() throws Exception {
    List<RawHttp> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 300; i++) {
        RawHttp connection = connect();
        slow.add(connection);
        connection.send(
            i % 2 == 0
                ? "POST " + SERVICE + " HTTP/1.1\r\nHost: x\r\nX-Slow: "
                : RawHttp.head(SERVICE, "Content-Length: 5000") + "{\"hook\":");
      }
      for (int i = 0; i < 20; i++) {
        long begin = System.nanoTime();
        goesOn();
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        assertTrue(took.compareTo(Duration.ofSeconds(3)) < 0, took::toString);
        slow.forEach(connection -> connection.send("x"));
      }
    } finally {
      for (RawHttp connection : slow) {
        connection.close();
      }
    }
  }
}

package org.ldncds.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.ldncds.web.TestRequests.bytes;
import static org.ldncds.web.TestRequests.list;
import static org.ldncds.web.TestRequests.naltrexone;
import static org.ldncds.web.TestRequests.oxycodone;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.node.ObjectNode;

/** What is meant to tire the service out, over real sockets: it refuses fast and goes on. */
@TestPropertySource(
    properties = {
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

  @Test
  void packedBodiesAreNotUnpacked() throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(packed)) {
      zip.write(new byte[10 * 1024 * 1024]);
    }
    outcome(
        415,
        "",
        send(
            request(SERVICE)
                .header("Content-Type", "application/json")
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(packed.toByteArray()))
                .build()));
    outcome(400, "", post(SERVICE, packed.toByteArray(), "application/json"));
  }

  private static byte[] nested(int depth, String open, String close) {
    // The request itself is the first level.
    String value = open.repeat(depth - 1) + "0" + close.repeat(depth - 1);
    String request = new String(bytes(naltrexone()), StandardCharsets.UTF_8);
    return ("{\"extension\":" + value + "," + request.substring(1))
        .getBytes(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(ints = {1_001, 65, 64, 100_000})
  void deepNestingIsRefusedFast(int depth) throws Exception {
    for (byte[] body : List.of(nested(depth, "[", "]"), nested(depth, "{\"a\":", "}"))) {
      long begin = System.nanoTime();
      HttpResponse<byte[]> answer = post(SERVICE, body, "application/json");
      assertEquals(depth > 64 ? 400 : 200, answer.statusCode());
      assertTrue(System.nanoTime() - begin < Duration.ofSeconds(1).toNanos());
    }
  }

  static Stream<Arguments> twice() {
    String request = new String(bytes(withOxycodone()), StandardCharsets.UTF_8);
    return Stream.of(
            "\"hook\":\"order-sign\"",
            "\"patientId\":\"" + TestRequests.PATIENT + "\"",
            "\"status\":\"draft\"",
            "\"frequency\":1")
        .map(
            pair -> {
              assertTrue(request.contains(pair), pair);
              return Arguments.of(pair, request.replaceFirst(pair, pair + "," + pair));
            });
  }

  private static ObjectNode withOxycodone() {
    ObjectNode request = naltrexone();
    list(request, oxycodone());
    return request;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("twice")
  void aKeyThatStandsTwiceIsRefusedOnEachLevel(String pair, String body) throws Exception {
    outcome(400, "", post(SERVICE, body.getBytes(StandardCharsets.UTF_8), "application/json"));
  }

  static Stream<Arguments> bytesThatAreNoText() {
    return Stream.of(
        Arguments.of("overlong", new byte[] {(byte) 0xc0, (byte) 0x80}, 400),
        Arguments.of("a lone byte of more", new byte[] {(byte) 0xe2, (byte) 0x82}, 400),
        Arguments.of("beyond Unicode", new byte[] {(byte) 0xf8, (byte) 0x88, 0, 0, 0}, 400),
        Arguments.of("Latin 1", new byte[] {(byte) 0xe9}, 400),
        Arguments.of("NUL", new byte[] {0}, 400),
        Arguments.of("escaped NUL", "\\u0000".getBytes(StandardCharsets.UTF_8), 200),
        Arguments.of("half a surrogate pair", "\\ud800".getBytes(StandardCharsets.UTF_8), 200),
        Arguments.of("written right to left", "\u202e".getBytes(StandardCharsets.UTF_8), 200));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bytesThatAreNoText")
  void whatIsNoTextIsRefusedAndWhatIsIsAnswered(String name, byte[] odd, int status)
      throws Exception {
    String request =
        new String(bytes(withOxycodone()), StandardCharsets.UTF_8)
            .replaceFirst("\"id\":\"oxy-1\"", "\"id\":\"oxy-1\",\"note\":[{\"text\":\"@@\"}]");
    assertTrue(request.contains("@@"), request);
    String[] parts = request.split("@@", 2);
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(parts[0].getBytes(StandardCharsets.UTF_8));
    body.writeBytes(odd);
    body.writeBytes(parts[1].getBytes(StandardCharsets.UTF_8));
    HttpResponse<byte[]> answer = post(SERVICE, body.toByteArray(), "application/json");
    if (status == 400) {
      outcome(400, "", answer);
    } else {
      assertEquals(200, answer.statusCode());
      String conflict = StrictAnswer.read(answer.body()).toString();
      assertTrue(conflict.contains("OpioidConflict"), conflict);
    }
  }

  @Test
  void twentyThousandEntriesAreReadInPartAndSaidSo() throws Exception {
    ObjectNode request = naltrexone();
    ObjectNode[] entries =
        IntStream.range(0, 20_000)
            .mapToObj(
                i ->
                    TestRequests.json(
                        "{'resourceType':'MedicationRequest','id':'" + i + "','status':'active'}"))
            .toArray(ObjectNode[]::new);
    list(request, entries);
    long begin = System.nanoTime();
    String cards = cards(request).toString();
    assertTrue(System.nanoTime() - begin < Duration.ofSeconds(4).toNanos());
    assertTrue(cards.contains("CheckIncomplete"), cards);
  }
}

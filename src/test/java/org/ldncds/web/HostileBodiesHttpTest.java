package org.ldncds.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.ldncds.web.TestRequests.bytes;
import static org.ldncds.web.TestRequests.list;
import static org.ldncds.web.TestRequests.naltrexone;
import static org.ldncds.web.TestRequests.oxycodone;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/**
 * Bodies that are meant to tire a reader out or to be read in two ways: refused, or read and said
 * so.
 */
class HostileBodiesHttpTest extends HttpTest {

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

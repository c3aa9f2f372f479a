package org.ldncds.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.ldncds.web.TestRequests.bytes;
import static org.ldncds.web.TestRequests.firstDraft;
import static org.ldncds.web.TestRequests.json;
import static org.ldncds.web.TestRequests.naltrexone;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;

/** What is refused, with which status, and that the answer names the field at fault. */
class RefusalHttpTest extends HttpTest {

  static Stream<Arguments> bodies() {
    return Stream.of(
        Arguments.of("not JSON", "order", ""),
        Arguments.of("empty", "", ""),
        Arguments.of("an array", "[]", ""),
        Arguments.of("null", "null", ""),
        Arguments.of("cut off", "{\"hook\":\"order-sign\"", ""),
        Arguments.of("trailing comma", "{\"hook\":\"order-sign\",}", ""),
        Arguments.of("two objects", "{}{}", ""),
        Arguments.of("a comment", "{/* x */\"hook\":\"order-sign\"}", ""),
        Arguments.of(
            "a patient twice", "{\"context\":{\"patientId\":\"a\",\"patientId\":\"b\"}}", ""),
        Arguments.of(
            "a key twice in a resource",
            "{\"context\":{\"draftOrders\":{\"entry\":[{\"resource\":{\"id\":1,\"id\":2}}]}}}",
            ""),
        Arguments.of("duplicate keys", "{\"hook\":\"order-sign\",\"hook\":\"order-sign\"}", ""),
        Arguments.of(
            "nested too deeply", "{\"x\":" + "[".repeat(1_000) + "]".repeat(1_000) + "}", ""),
        Arguments.of("endless number", "{\"x\":" + "1".repeat(1_000) + "}", ""),
        Arguments.of("no hook", "{}", "hook"),
        Arguments.of("hook as number", "{\"hook\":1}", "hook"),
        Arguments.of("context as text", "{\"hook\":\"order-sign\",\"context\":\"x\"}", "context"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bodies")
  void brokenBodiesAreRefused(String name, String body, String field) throws Exception {
    outcome(400, field, post(SERVICE, body.getBytes(StandardCharsets.UTF_8), "application/json"));
  }

  private static Arguments change(String field, int status, Consumer<ObjectNode> change) {
    return Arguments.of(field, status, change);
  }

  static Stream<Arguments> changes() {
    String authorization =
        "{'access_token':'t','token_type':'Bearer','expires_in':300,'scope':'s','subject':'c','patient':'%s'}";
    return Stream.of(
        change("hook", 400, r -> r.put("hook", "patient-view")),
        change("hookInstance", 400, r -> r.remove("hookInstance")),
        change("context", 400, r -> r.remove("context")),
        change("context.patientId", 400, r -> context(r).remove("patientId")),
        change("context.patientId", 400, r -> context(r).put("patientId", "Patient/1")),
        change("context.patientId", 400, r -> context(r).put("patientId", "1&_x=2")),
        change("context.patientId", 400, r -> context(r).put("patientId", "")),
        change("context.patientId", 400, r -> context(r).put("patientId", "../x")),
        change("context.draftOrders", 400, r -> context(r).putArray("draftOrders")),
        change("context.userId", 400, r -> context(r).remove("userId")),
        change("context.draftOrders", 400, r -> context(r).remove("draftOrders")),
        change(
            "context.draftOrders",
            400,
            r -> context(r).set("draftOrders", json("{'resourceType':'Parameters'}"))),
        change(
            "context.draftOrders",
            422,
            r -> ((ObjectNode) firstDraft(r).get("subject")).put("reference", "Patient/other")),
        change(
            "fhirServer",
            400,
            r -> r.set("fhirAuthorization", json(authorization.formatted("test-patient")))),
        change(
            "fhirAuthorization.patient",
            400,
            r -> {
              r.put("fhirServer", "https://ehr.example/fhir");
              r.set("fhirAuthorization", json(authorization.formatted("other")));
            }),
        change(
            "fhirAuthorization.access_token",
            400,
            r -> {
              r.put("fhirServer", "https://ehr.example/fhir");
              ((ObjectNode)
                      r.set("fhirAuthorization", json(authorization.formatted("test-patient")))
                          .get("fhirAuthorization"))
                  .remove("access_token");
            }));
  }

  private static ObjectNode context(ObjectNode request) {
    return (ObjectNode) request.get("context");
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("changes")
  void wrongFieldsAreNamed(String field, int status, Consumer<ObjectNode> change) throws Exception {
    ObjectNode request = naltrexone();
    change.accept(request);
    outcome(status, field, post(request));
  }

  @Test
  void unknownServicesMethodsAndMediaTypesAreRefused() throws Exception {
    byte[] body = bytes(naltrexone());
    outcome(404, "", post("/cds-services/unknown", body, "application/json"));
    outcome(404, "", send(request("/nowhere").build()));
    outcome(415, "", post(SERVICE, body, "text/plain"));
    outcome(415, "", send(request(SERVICE).POST(BodyPublishers.ofByteArray(body)).build()));
    outcome(
        415,
        "",
        send(
            request(SERVICE)
                .header("Content-Type", "application/json")
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(body))
                .build()));
    HttpResponse<byte[]> wrongMethod = send(request(SERVICE).GET().build());
    outcome(405, "", wrongMethod);
    assertEquals("POST", wrongMethod.headers().firstValue("Allow").orElse(""));
    outcome(405, "", send(request(SERVICE).DELETE().build()));
    outcome(405, "", send(request("/cds-services").POST(BodyPublishers.noBody()).build()));
  }

  @Test
  void otherEncodingsThanUtf8AreRefused() throws Exception {
    String body = naltrexone().toString();
    for (Charset wide :
        List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
      outcome(400, "", post(SERVICE, body.getBytes(wide), "application/json"));
    }
  }

  @Test
  void aBodyAboveTheLimitIsRefused() throws Exception {
    byte[] large =
        ("{\"x\":\"" + "a".repeat(5 * 1024 * 1024) + "\"}").getBytes(StandardCharsets.UTF_8);
    outcome(413, "", post(SERVICE, large, "application/json"));
  }
}

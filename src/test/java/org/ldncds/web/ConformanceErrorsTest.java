package org.ldncds.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.ldncds.web.TestRequests.JSON;
import static org.ldncds.web.TestRequests.bytes;
import static org.ldncds.web.TestRequests.drafts;
import static org.ldncds.web.TestRequests.firstDraft;
import static org.ldncds.web.TestRequests.json;
import static org.ldncds.web.TestRequests.naltrexone;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What is refused, with which status, and that the answer says why. */
@ExtendWith(OutputCaptureExtension.class)
class ConformanceErrorsTest extends ConformanceRows {

  private void refused(int status, String field, String body) throws Exception {
    outcome(
        status, field, post(SERVICE, body.getBytes(StandardCharsets.UTF_8), "application/json"));
  }

  private void refused(int status, String field, ObjectNode request) throws Exception {
    outcome(status, field, post(request));
  }

  @Conforms(
      id = "T45",
      level = "S",
      says = "A token without the address of its FHIR server is refused")
  void tokenWithoutServer() throws Exception {
    ObjectNode request = naltrexone();
    request.set("fhirAuthorization", authorization());
    refused(400, "fhirServer", request);
  }

  @Conforms(id = "T46", level = "D", says = "A token without its required parts is refused")
  void brokenTokens() throws Exception {
    for (String field :
        new String[] {"access_token", "token_type", "expires_in", "scope", "subject"}) {
      ObjectNode request = withToken();
      ((ObjectNode) request.get("fhirAuthorization")).remove(field);
      refused(400, "fhirAuthorization." + field, request);
    }
    ObjectNode request = withToken();
    ((ObjectNode) request.get("fhirAuthorization")).put("token_type", "mac");
    refused(400, "fhirAuthorization.token_type", request);
    request = withToken();
    ((ObjectNode) request.get("fhirAuthorization")).put("expires_in", "300");
    refused(400, "fhirAuthorization.expires_in", request);
    request = withToken();
    ((ObjectNode) request.get("fhirAuthorization")).put("token_type", "bearer");
    assertEquals(200, post(request).statusCode());
  }

  private static ObjectNode withToken() {
    ObjectNode request = naltrexone();
    request.put("fhirServer", "https://ehr.example/fhir");
    request.set("fhirAuthorization", authorization());
    return request;
  }

  @Conforms(id = "T47", level = "D", says = "A token for another patient is refused")
  void tokenOfAnotherPatient() throws Exception {
    ObjectNode request = withToken();
    ((ObjectNode) request.get("fhirAuthorization")).put("patient", "other");
    refused(400, "fhirAuthorization.patient", request);
  }

  @Conforms(id = "T50", level = "D", says = "A body that is no JSON object is refused")
  void noJson() throws Exception {
    String whole = JSON.writeValueAsString(naltrexone());
    for (String body :
        new String[] {
          "order",
          "",
          "[]",
          "null",
          "1",
          "\"x\"",
          whole.substring(0, whole.length() / 2),
          whole + "}",
          whole + whole,
          whole.replaceFirst("}$", ",}"),
          whole.replaceFirst("\\{", "{/* comment */"),
          whole.replaceFirst("\\{", "{// \n"),
          whole.replace('"', '\''),
          "{\"hook\":NaN}"
        }) {
      refused(400, "", body);
    }
  }

  @Conforms(id = "T51", level = "D", says = "Keys that stand twice in one object are refused")
  void keysTwice() throws Exception {
    String whole = JSON.writeValueAsString(naltrexone());
    for (String key : new String[] {"\"hook\":", "\"patientId\":", "\"status\":", "\"value\":"}) {
      assertTrue(whole.contains(key), key);
      refused(400, "", whole.replaceFirst(key, key + "null," + key));
    }
  }

  @Conforms(id = "T52", level = "D", says = "JSON media types are taken, others refused with 415")
  void mediaTypes() throws Exception {
    byte[] body = bytes(naltrexone());
    for (String type :
        new String[] {
          "application/json",
          "application/json; charset=utf-8",
          "Application/JSON",
          "application/fhir+json"
        }) {
      assertEquals(200, post(SERVICE, body, type).statusCode(), type);
    }
    outcome(415, "", post(SERVICE, body, "text/plain"));
    outcome(415, "", send(request(SERVICE).POST(BodyPublishers.ofByteArray(body)).build()));
  }

  @Conforms(
      id = "T53",
      level = "D",
      says = "Packed, too deep and too large bodies are refused before they cost much")
  void bombs() throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(packed)) {
      zip.write(new byte[10 << 20]);
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
    for (int depth : new int[] {65, 1_001, 100_000}) {
      refused(400, "", "{\"x\":" + "[".repeat(depth) + "]".repeat(depth) + "}");
    }
    byte[] large = ("{\"x\":\"" + "a".repeat(5 << 20) + "\"}").getBytes(StandardCharsets.UTF_8);
    outcome(413, "", post(SERVICE, large, "application/json"));
    outcome(
        413,
        "",
        send(
            request(SERVICE)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)))
                .build()));
  }

  @Conforms(
      id = "T54",
      level = "S",
      says = "Fields that are missing or of the wrong type are named in the answer")
  void requiredFields() throws Exception {
    for (String field : new String[] {"hook", "hookInstance", "context"}) {
      ObjectNode request = naltrexone();
      request.remove(field);
      refused(400, field, request);
      refused(400, field, naltrexone().put(field, 1));
      refused(400, field, naltrexone().set(field, JSON.createArrayNode()));
    }
    refused(400, "context", naltrexone().put("context", "x"));
    refused(400, "fhirServer", naltrexone().put("fhirServer", 1));
    refused(400, "prefetch", naltrexone().put("prefetch", "x"));
    refused(400, "fhirAuthorization", naltrexone().put("fhirAuthorization", "x"));
  }

  @Conforms(id = "T55", level = "D", says = "A hook of another service is refused")
  void anotherHook() throws Exception {
    for (JsonNode service : services()) {
      HttpResponse<byte[]> answer =
          post(
              DISCOVERY + "/" + service.get("id").asString(),
              naltrexone().put("hook", "appointment-book"));
      outcome(400, "hook", answer);
    }
    refused(400, "hook", naltrexone().put("hook", "patient-view"));
  }

  @Conforms(id = "T56", level = "D", says = "An id of the call that is no UUID is taken")
  void oddInstance() throws Exception {
    assertEquals(200, post(naltrexone().put("hookInstance", "call 17")).statusCode());
  }

  @Conforms(
      id = "T57",
      level = "W",
      says = "A context without patient, user or orders is refused, as on a tab clicked again")
  void incompleteContext() throws Exception {
    for (String field : new String[] {"patientId", "userId", "draftOrders"}) {
      ObjectNode request = naltrexone();
      context(request).remove(field);
      refused(400, "context." + field, request);
    }
  }

  @Conforms(id = "T58", level = "D", says = "An id that could leave its place in a URL is refused")
  void unsafeIds() throws Exception {
    for (String id :
        new String[] {
          "Patient/1",
          "",
          " ",
          "../x",
          "1&_x=2",
          "1?x",
          "1#x",
          "a b",
          "%2e%2e",
          "1\n",
          "é",
          "x".repeat(257)
        }) {
      ObjectNode request = naltrexone();
      context(request).put("patientId", id);
      refused(400, "context.patientId", request);
    }
  }

  @Conforms(id = "T59", level = "D", says = "A user who is no practitioner is taken")
  void oddUsers() throws Exception {
    for (String user : new String[] {"Patient/1", "Practitioner", "PractitionerRole/2"}) {
      ObjectNode request = naltrexone();
      context(request).put("userId", user);
      assertEquals(200, post(request).statusCode(), user);
    }
  }

  @Conforms(
      id = "T60",
      level = "S",
      says = "Orders that are no Bundle are refused, a Bundle without orders gets no cards")
  void noBundle() throws Exception {
    ObjectNode request = naltrexone();
    context(request).set("draftOrders", json("{'resourceType':'Parameters'}"));
    refused(400, "context.draftOrders", request);
    context(request).putArray("draftOrders");
    refused(400, "context.draftOrders", request);
    request = naltrexone();
    drafts(request).removeAll();
    assertEquals(0, cards(request).size());
  }

  @Conforms(id = "T61", level = "D", says = "An order for another patient is refused with 422")
  void orderOfAnotherPatient() throws Exception {
    ObjectNode request = conflict();
    ((ObjectNode) firstDraft(request).get("subject")).put("reference", "Patient/other");
    HttpResponse<byte[]> answer = post(request);
    outcome(422, "context.draftOrders", answer);
    assertFalse(new String(answer.body(), StandardCharsets.UTF_8).contains("other\""));
  }

  @Conforms(id = "T63", level = "D", says = "A service that does not exist is answered 404")
  void unknownService() throws Exception {
    outcome(404, "", post(DISCOVERY + "/unknown", naltrexone()));
    outcome(404, "", post(DISCOVERY + "/unknown/feedback", json("{'feedback':[]}")));
  }

  @Conforms(
      id = "T90",
      level = "s",
      says = "A fault of ours is answered 500 without a trace, and logged without its message")
  void aFaultOfOurs(CapturedOutput log) throws Exception {
    TheDay.broken = true;
    try {
      HttpResponse<byte[]> answer = post(conflict());
      outcome(500, "", answer);
      assertEquals("exception", JSON.readTree(answer.body()).at("/issue/0/code").asString());
      assertFalse(new String(answer.body(), StandardCharsets.UTF_8).contains("canary"));
      assertFalse(log.getAll().contains("canary"), log.getAll());
      assertTrue(log.getAll().contains("request failed: java.lang.IllegalStateException"));
    } finally {
      TheDay.broken = false;
    }
    assertEquals(200, post(conflict()).statusCode());
  }
}

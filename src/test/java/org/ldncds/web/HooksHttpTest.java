package org.ldncds.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.ldncds.web.TestRequests.JSON;
import static org.ldncds.web.TestRequests.bytes;
import static org.ldncds.web.TestRequests.drafts;
import static org.ldncds.web.TestRequests.json;
import static org.ldncds.web.TestRequests.list;
import static org.ldncds.web.TestRequests.naltrexone;
import static org.ldncds.web.TestRequests.oxycodone;
import static org.ldncds.web.TestRequests.prefetch;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The contexts of order-select and patient-view over HTTP, and what discovery says of all hooks.
 */
class HooksHttpTest extends HttpTest {

  private static final String SELECT = "/cds-services/naltrexone-order-select";
  private static final String VIEW = "/cds-services/naltrexone-patient-view";
  private static final String NOTHING = "{\"cards\":[]}";

  /** The usual order with a current opioid, while it is being written. */
  private static ObjectNode selecting(String selections) {
    ObjectNode request = naltrexone();
    request.put("hook", "order-select");
    list(request, oxycodone());
    ((ObjectNode) drafts(request).get(0)).put("fullUrl", "urn:uuid:6f1c1f3e-0000-4000-8000-1");
    ((ObjectNode) request.get("context"))
        .set("selections", json("{'s':" + selections + "}").get("s"));
    return request;
  }

  private static ObjectNode viewing() {
    ObjectNode request = naltrexone();
    request.put("hook", "patient-view");
    ((ObjectNode) request.get("context")).remove("draftOrders");
    return request;
  }

  private HttpResponse<byte[]> send(String path, ObjectNode request) throws Exception {
    return post(path, bytes(request), "application/json");
  }

  private static String body(HttpResponse<byte[]> response) {
    assertEquals(
        200, response.statusCode(), () -> new String(response.body(), StandardCharsets.UTF_8));
    StrictAnswer.read(response.body());
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "['MedicationRequest/draft-1']",
        "['draft-1']",
        "['https://ehr.example/fhir/MedicationRequest/draft-1']",
        "['urn:uuid:6f1c1f3e-0000-4000-8000-1']",
        "['ServiceRequest/9','MedicationRequest/draft-1']"
      })
  void aSelectionIsFoundInAnyForm(String selections) throws Exception {
    String answer = body(send(SELECT, selecting(selections)));
    assertTrue(answer.contains("Oxycodone is current: naltrexone 1 mg"), answer);
    assertFalse(answer.contains("TitrationPlan"), answer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"['MedicationRequest/other']", "['ServiceRequest/draft-1']", "['raft-1']"})
  void aSelectionThatIsNoDraftIsIgnored(String selections) throws Exception {
    assertEquals(NOTHING, body(send(SELECT, selecting(selections))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "'MedicationRequest/draft-1'",
        "[1]",
        "null",
        "{'a':1}",
        "[['x']]",
        "[null]"
      })
  void selectionsMustBeReferences(String selections) throws Exception {
    outcome(400, "context.selections", send(SELECT, selecting(selections)));
  }

  @Test
  void selectionsMustBeThere() throws Exception {
    ObjectNode request = selecting("['draft-1']");
    ((ObjectNode) request.get("context")).remove("selections");
    outcome(400, "context.selections", send(SELECT, request));
    request = selecting("['draft-1']");
    ((ObjectNode) request.get("context")).remove("draftOrders");
    outcome(400, "context.draftOrders", send(SELECT, request));
  }

  @Test
  void otherHooksMaySendSelectionsAsTheyLike() throws Exception {
    ObjectNode request = selecting("'draft-1'");
    request.put("hook", "order-sign");
    assertTrue(body(send(SERVICE, request)).contains("OpioidConflict"));
  }

  @Test
  void aRequestIsForTheHookOfItsService() throws Exception {
    outcome(400, "hook", send(VIEW, selecting("['draft-1']")));
    outcome(400, "hook", send(SELECT, viewing()));
    outcome(400, "hook", send(SERVICE, viewing()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Practitioner/1", "PractitionerRole/1", "Patient/test-patient", "RelatedPerson/1"})
  void aChartMayBeOpenedByAnybody(String user) throws Exception {
    ObjectNode request = viewing();
    ((ObjectNode) request.get("context")).put("userId", user);
    list(request, oxycodone(), current("naltrexone 4.5 mg oral capsule"));
    JsonNode cards = JSON.readTree(body(send(VIEW, request))).get("cards");
    assertEquals("FollowUp", cards.get(0).at("/source/topic/code").asString());
    assertEquals("critical", cards.get(0).get("indicator").asString());
  }

  private static ObjectNode current(String drug) {
    ObjectNode record = oxycodone();
    record.put("id", "ldn-1");
    record.set("medicationCodeableConcept", json("{'text':'" + drug + "'}"));
    return record;
  }

  @ParameterizedTest
  @ValueSource(strings = {"patientId", "userId"})
  void aChartNeedsItsPatientAndUser(String field) throws Exception {
    ObjectNode request = viewing();
    ((ObjectNode) request.get("context")).remove(field);
    outcome(400, "context." + field, send(VIEW, request));
  }

  @Test
  void aChartWithoutNaltrexoneIsSilentWhateverElseIsMissing() throws Exception {
    ObjectNode request = viewing();
    list(request, oxycodone());
    prefetch(request).remove("observations");
    assertEquals(NOTHING, body(send(VIEW, request)));
  }

  @Test
  void aChartWithoutAnyListSaysSoQuietly() throws Exception {
    ObjectNode request = viewing();
    request.remove("prefetch");
    JsonNode cards = JSON.readTree(body(send(VIEW, request))).get("cards");
    assertEquals(1, cards.size());
    assertEquals("info", cards.get(0).get("indicator").asString());
    assertEquals("CheckIncomplete", cards.get(0).at("/source/topic/code").asString());
  }

  @Test
  void discoveryIsAsApproved() throws Exception {
    Path approved = Path.of("src/test/resources/golden/discovery.json");
    HttpResponse<byte[]> response = send(request("/cds-services").build());
    JsonNode seen = JSON.readTree(response.body());
    Path shown = Path.of("target/golden/discovery.json");
    Files.createDirectories(shown.getParent());
    Files.writeString(shown, seen.toPrettyString() + "\n");
    assertEquals(
        JSON.readTree(Files.readString(approved)), seen, () -> approved + " differs from " + shown);
  }
}

package org.ldncds.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.ldncds.web.TestRequests.JSON;
import static org.ldncds.web.TestRequests.draft;
import static org.ldncds.web.TestRequests.drafts;
import static org.ldncds.web.TestRequests.firstDraft;
import static org.ldncds.web.TestRequests.json;
import static org.ldncds.web.TestRequests.list;
import static org.ldncds.web.TestRequests.naltrexone;
import static org.ldncds.web.TestRequests.oxycodone;
import static org.ldncds.web.TestRequests.prefetch;
import static org.ldncds.web.TestRequests.reference;
import static org.ldncds.web.TestRequests.searchset;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The shapes in which orders come, of the specification, of vendors and of the sandbox. */
class ConformanceRequestsTest extends ConformanceRows {

  @Conforms(
      id = "T10",
      level = "S",
      says = "An order of another drug gets exactly an empty list of cards, without any prefetch")
  void anotherDrug() throws Exception {
    ObjectNode request = amoxicillin();
    request.remove("prefetch");
    assertEquals("{\"cards\":[]}", new String(post(request).body(), StandardCharsets.UTF_8));
  }

  @Conforms(
      id = "T11",
      level = "S",
      says = "Naltrexone beside a current opioid gets one critical card that names both")
  void aConflict() throws Exception {
    isTheConflict(cards(conflict()));
  }

  private static void isTheConflict(JsonNode cards) {
    JsonNode card = only("OpioidConflict", cards);
    assertEquals("critical", card.get("indicator").asString());
    String summary = card.get("summary").asString().toLowerCase(Locale.ROOT);
    assertTrue(summary.contains("oxycodone"), summary);
    assertTrue(summary.contains("naltrexone"), summary);
  }

  /** The same conflict, with the opioid ordered and its drug elsewhere. */
  private static ObjectNode orderedByReference(String reference) {
    ObjectNode request = naltrexone();
    ObjectNode opioid = draft("x").put("id", "draft-2");
    reference(opioid, reference);
    drafts(request).addObject().set("resource", opioid);
    return request;
  }

  @Conforms(
      id = "T12",
      level = "V",
      says = "Drugs may be Medication entries beside the draft orders, as Epic sends them")
  void drugsBesideTheOrders() throws Exception {
    ObjectNode request = orderedByReference("Medication/m1");
    drafts(request).addObject().set("resource", TestRequests.medication("m1"));
    isTheConflict(cards(request));
  }

  @Conforms(id = "T13", level = "S", says = "A drug may be contained in its order")
  void containedDrugs() throws Exception {
    ObjectNode request = orderedByReference("#m1");
    ((ObjectNode) drafts(request).get(1).get("resource"))
        .putArray("contained")
        .add(TestRequests.medication("m1"));
    isTheConflict(cards(request));
  }

  @Conforms(
      id = "T14",
      level = "S",
      says = "A drug may stand in the prefetch only, its reference relative or absolute")
  void includedDrugs() throws Exception {
    for (String base : List.of("", "https://ehr.example/fhir/")) {
      ObjectNode request = orderedByReference(base + "Medication/m1");
      request.put("fhirServer", "https://ehr.example/fhir");
      ObjectNode included = searchset(TestRequests.medication("m1"));
      ObjectNode entry = (ObjectNode) included.get("entry").get(0);
      entry.put("fullUrl", "https://ehr.example/fhir/Medication/m1");
      entry.putObject("search").put("mode", "include");
      prefetch(request).set("medicationRequests", included);
      isTheConflict(cards(request));
    }
  }

  @Conforms(
      id = "T15",
      level = "V",
      says = "A drug that is only named is judged by its name, one that cannot be told is said")
  void namesOnly() throws Exception {
    ObjectNode request = conflict();
    ObjectNode order = firstDraft(request);
    order.remove("medicationCodeableConcept");
    order.set("medicationReference", json("{'display':'NALTREXONE 4.5 MG PO CAPS'}"));
    only("OpioidConflict", cards(request));
    order.set("medicationReference", json("{'reference':'Medication/4711'}"));
    only("CheckIncomplete", cards(request));
  }

  @Conforms(
      id = "T17",
      level = "W",
      says = "A Bundle of orders needs no type, and other resources in it are left alone")
  void bundles() throws Exception {
    ObjectNode request = conflict();
    JsonNode expected = withoutUuids(cards(request));
    for (String type : new String[] {"ServiceRequest", "NutritionOrder", "ProcedureRequest"}) {
      drafts(request)
          .addObject()
          .set("resource", json("{'resourceType':'" + type + "','id':'o','status':'draft'}"));
      assertEquals(expected, withoutUuids(cards(request)), type);
    }
    ((ObjectNode) context(request).get("draftOrders")).remove("type");
    assertEquals(expected, withoutUuids(cards(request)));
  }

  @Conforms(id = "T18", level = "C", says = "Two orders against each other get one card for both")
  void twoOrders() throws Exception {
    ObjectNode request = naltrexone();
    drafts(request)
        .addObject()
        .set("resource", draft("tramadol 50 MG Oral Tablet").put("id", "draft-2"));
    JsonNode card = only("OpioidConflict", cards(request));
    assertTrue(card.get("detail").asString().contains("tramadol"));
    assertTrue(card.get("detail").asString().contains("naltrexone"));
  }

  @Conforms(
      id = "T19",
      level = "S",
      says = "Orders signed again are judged, those stopped or cancelled are not")
  void revisedOrders() throws Exception {
    ObjectNode request = conflict();
    for (String status : List.of("draft", "active", "completed")) {
      firstDraft(request).put("status", status);
      only("OpioidConflict", cards(request));
    }
    for (String status : List.of("stopped", "cancelled")) {
      firstDraft(request).put("status", status);
      assertEquals(0, cards(request).size(), status);
    }
  }

  @Conforms(
      id = "T20",
      level = "W",
      says = "A category that is no array and a dose in pills do not hide a conflict")
  void shapesOfTheSandbox() throws Exception {
    isTheConflict(cards(ofTheSandbox()));
  }

  private static ObjectNode ofTheSandbox() {
    ObjectNode request = conflict();
    ((ObjectNode) context(request).get("draftOrders")).remove("type");
    ObjectNode order = firstDraft(request);
    order.put("id", "request-123");
    order.putObject("category").putArray("coding").addObject().put("code", "outpatient");
    ((ObjectNode) order.at("/dosageInstruction/0/doseAndRate/0/doseQuantity"))
        .removeAll()
        .put("value", 1)
        .put("unit", "{pill}");
    return request;
  }

  @Conforms(
      id = "T21",
      level = "W",
      says = "An order signed before a drug is chosen fails nothing and is said")
  void anOrderWithoutDrug() throws Exception {
    ObjectNode request = ofTheSandbox();
    firstDraft(request).remove("medicationCodeableConcept");
    firstDraft(request).remove("intent");
    assertEquals("info", only("CheckIncomplete", cards(request)).get("indicator").asString());
  }

  @Conforms(
      id = "T22",
      level = "V",
      says = "Of several representations of a dose the ordered one counts, never their sum")
  void representationsOfADose() throws Exception {
    assertFalse(topics(cards(inThreeWays("1", "45"))).contains("DoseRange"));
    only("DoseRange", cards(inThreeWays("45", "1")));
  }

  private static ObjectNode inThreeWays(String ordered, String calculated) {
    ObjectNode request = naltrexone();
    ArrayNode doses =
        ((ObjectNode) firstDraft(request).at("/dosageInstruction/0")).putArray("doseAndRate");
    String[][] ways = {{"calculated", calculated}, {"admin-amount", "2"}, {"ordered", ordered}};
    for (String[] way : ways) {
      doses.add(
          json(
              "{'type':{'coding':[{'system':'http://epic.com/CodeSystem/dose-rate-type','code':'%s'}]},'doseQuantity':{'value':%s,'unit':'mg'}}"
                  .formatted(way[0], way[1])));
    }
    return request;
  }

  @Conforms(
      id = "T23",
      level = "V",
      says = "A dose where older FHIR versions have it is read, not lost")
  void doseOfOlderVersions() throws Exception {
    ObjectNode request = naltrexone();
    ObjectNode dosage = (ObjectNode) firstDraft(request).at("/dosageInstruction/0");
    dosage.remove("doseAndRate");
    dosage.set("doseQuantity", json("{'value':45,'unit':'mg'}"));
    only("DoseRange", cards(request));
  }

  @Conforms(
      id = "T24",
      level = "V",
      says = "Ids of 190 characters are taken and come back unchanged in what is suggested")
  void longIds() throws Exception {
    String id = "eQ-.".repeat(47) + "ab";
    assertEquals(190, id.length());
    ObjectNode request = naltrexone();
    firstDraft(request).put("id", id);
    context(request).put("patientId", id);
    ((ObjectNode) firstDraft(request).get("subject")).put("reference", "Patient/" + id);
    ((ObjectNode) prefetch(request).get("patient")).put("id", id);
    List<JsonNode> changed =
        cardsOfAnOddOrder(request).findValues("resource").stream()
            .filter(r -> r.get("resourceType").asString().equals("MedicationRequest"))
            .toList();
    assertFalse(changed.isEmpty());
    changed.forEach(resource -> assertEquals(id, resource.get("id").asString()));
  }

  @Conforms(
      id = "T25",
      level = "S",
      says = "Fields nobody knows and extensions change no card, wherever they stand")
  void unknownFields() throws Exception {
    ObjectNode request = conflict();
    JsonNode expected = withoutUuids(cards(request));
    strange(request);
    request
        .putObject("extension")
        .put("com.epic.cdshooks.request.bpa-trigger-action", "23")
        .putObject("davinci-crd.configuration")
        .put("coverage-info", false);
    request.put("davinci-crd.requestedVersion", "2.2");
    assertEquals(expected, withoutUuids(cards(request)));
  }

  /** Something new in every object. */
  private static void strange(JsonNode node) {
    node.forEach(ConformanceRequestsTest::strange);
    if (node instanceof ObjectNode object) {
      object.set("somethingNew", json("{'a':[1,null,{'b':'c'}]}"));
    }
  }

  @Conforms(id = "T65", level = "D", says = "The same request twice gets the same cards")
  void twice() throws Exception {
    JsonNode first = cards(conflict());
    JsonNode second = cards(conflict());
    assertFalse(first.get(0).get("uuid").equals(second.get(0).get("uuid")));
    assertEquals(withoutUuids(first), withoutUuids(second));
  }

  @Conforms(
      id = "T39",
      level = "D",
      says = "A record of another patient brings no card about its drug and is named")
  void anotherPatientsRecord() throws Exception {
    ObjectNode request = naltrexone();
    ObjectNode other = oxycodone();
    ((ObjectNode) other.get("subject")).put("reference", "Patient/other");
    list(request, other);
    JsonNode cards = cards(request);
    assertFalse(topics(cards).contains("OpioidConflict"));
    String said = only("CheckIncomplete", cards).get("detail").asString();
    assertTrue(said.contains("MedicationRequest/oxy-1"), said);
    assertTrue(JSON.writeValueAsString(cards).indexOf("Patient/other") < 0);
  }
}

package org.ldncds.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.ldncds.web.TestRequests.cards;
import static org.ldncds.web.TestRequests.details;
import static org.ldncds.web.TestRequests.draft;
import static org.ldncds.web.TestRequests.drafts;
import static org.ldncds.web.TestRequests.firstDraft;
import static org.ldncds.web.TestRequests.json;
import static org.ldncds.web.TestRequests.list;
import static org.ldncds.web.TestRequests.naltrexone;
import static org.ldncds.web.TestRequests.oxycodone;
import static org.ldncds.web.TestRequests.reference;
import static org.ldncds.web.TestRequests.text;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ldncds.hooks.InvalidRequestException;
import tools.jackson.databind.node.ObjectNode;

/** The shapes in which EHRs send orders. */
class RequestShapesTest {

  @ParameterizedTest
  @ValueSource(strings = {"draft", "active", "completed", "on-hold", "unknown"})
  void ordersAreReviewedInEveryLivingStatus(String status) {
    ObjectNode request = naltrexone();
    list(request, oxycodone());
    firstDraft(request).put("status", status);
    assertEquals(List.of("OpioidConflict critical"), cards(request));
  }

  @ParameterizedTest
  @ValueSource(strings = {"cancelled", "stopped", "entered-in-error"})
  void ordersThatAreNoneAreLeftAlone(String status) {
    ObjectNode request = naltrexone();
    list(request, oxycodone());
    firstDraft(request).put("status", status);
    assertEquals(List.of(), cards(request));
  }

  @Test
  void aMedicineOrderedForAnotherPatientIsRefusedWithItsRequest() {
    ObjectNode request = naltrexone();
    ObjectNode other = beside("thioridazine 50 mg oral tablet", "beside-1");
    drafts(request).addObject().set("resource", other);
    assertTrue(details(request).contains("thioridazine 50 mg oral tablet (MedicationRequest/"));
    ((ObjectNode) other.get("subject")).put("reference", "Patient/other");
    InvalidRequestException refused =
        assertThrows(InvalidRequestException.class, () -> cards(request));
    assertEquals(422, refused.status());
  }

  @Test
  void fiftyOrdersBesideNaltrexoneAreReadAndMoreAreSaid() {
    ObjectNode request = naltrexone();
    for (int i = 0; i < 50; i++) {
      drafts(request).addObject().set("resource", beside("lorazepam 1 mg tablet", "beside-" + i));
    }
    assertFalse(details(request).contains("orders beside opioids and naltrexone"));
    drafts(request).addObject().set("resource", beside("lorazepam 1 mg tablet", "beside-50"));
    assertTrue(details(request).contains("orders beside opioids and naltrexone: 50"));
  }

  private static ObjectNode beside(String drug, String id) {
    ObjectNode order = draft(drug);
    order.put("id", id);
    return order;
  }

  @Test
  void theReferenceSandboxShapesAreRead() {
    ObjectNode request = naltrexone();
    ((ObjectNode) request.get("context").get("draftOrders")).remove("type");
    list(request, oxycodone());
    firstDraft(request)
        .putObject("category")
        .putArray("coding")
        .addObject()
        .put("code", "outpatient");
    ObjectNode quantity =
        (ObjectNode) firstDraft(request).at("/dosageInstruction/0/doseAndRate/0/doseQuantity");
    quantity.removeAll().put("value", 1).put("unit", "{pill}");
    assertEquals(List.of("OpioidConflict critical"), cards(request));
    firstDraft(request).remove("medicationCodeableConcept");
    firstDraft(request).remove("intent");
    assertEquals(List.of("CheckIncomplete info"), cards(request));
  }

  @Test
  void ofSeveralRepresentationsTheOrderedDoseCounts() {
    ObjectNode request = naltrexone();
    ObjectNode dosage = (ObjectNode) firstDraft(request).at("/dosageInstruction/0");
    var doses = dosage.putArray("doseAndRate");
    for (String[] typed :
        new String[][] {{"calculated", "200"}, {"admin-amount", "2"}, {"ordered", "1"}}) {
      doses.add(
          json(
              "{'type':{'coding':[{'system':'http://epic.com/CodeSystem/dose-rate-type','code':'%s'}]},'doseQuantity':{'value':%s,'unit':'mg'}}"
                  .formatted(typed[0], typed[1])));
    }
    assertEquals(List.of("TitrationPlan info"), cards(request));
  }

  @Test
  void anOldShapedDoseIsReadNotLost() {
    ObjectNode request = naltrexone();
    ObjectNode dosage = (ObjectNode) firstDraft(request).at("/dosageInstruction/0");
    dosage.remove("doseAndRate");
    dosage.set("doseQuantity", json("{'value':45,'unit':'mg'}"));
    assertEquals(List.of("DoseRange warning"), cards(request));
  }

  @Test
  void naltrexoneAndAnOpioidInOneOrderAreOneCardThatNamesBoth() {
    ObjectNode request = naltrexone();
    ObjectNode tramadol = draft("tramadol 50 MG Oral Tablet");
    tramadol.put("id", "draft-2");
    drafts(request).addObject().set("resource", tramadol);
    drafts(request)
        .addObject()
        .set("resource", json("{'resourceType':'ProcedureRequest','id':'p'}"));
    assertEquals(List.of("OpioidConflict critical"), cards(request));
    assertTrue(details(request).contains("tramadol"));
  }

  @Test
  void textOfRecordsCanBecomeNoMarkup() {
    ObjectNode request = naltrexone();
    list(
        request,
        text(
            "oxycodone <img src=x onerror=alert(1)> [x](javascript:alert(1)) | `b` **bold** https://evil.example www.evil.example \\n# H \u202e"
                + "z".repeat(600)));
    String detail = details(request);
    assertFalse(
        detail.contains("<img") || detail.contains("[x](") || detail.contains("\u202e"), detail);
    assertFalse(detail.contains("https://evil") || detail.contains("www.evil"), detail);
    assertTrue(detail.lines().allMatch(line -> line.length() < 1_000), detail);
  }

  @Test
  void theStrengthOfAnIngredientCountsWhereItMakesSense() {
    assertTrue(ofIngredient("{'value':1,'unit':'capsule'}").contains("TitrationPlan info"));
    assertEquals(List.of("CheckIncomplete warning"), ofIngredient("{'value':1.5,'unit':'MG'}"));
  }

  private static List<String> ofIngredient(String under) {
    ObjectNode request = naltrexone();
    ObjectNode order = firstDraft(request);
    reference(order, "Medication/m1");
    ((ObjectNode) order.at("/dosageInstruction/0"))
        .set(
            "doseAndRate",
            TestRequests.JSON.readTree("[{\"doseQuantity\":{\"value\":1,\"unit\":\"capsule\"}}]"));
    drafts(request)
        .addObject()
        .set(
            "resource",
            json(
                "{'resourceType':'Medication','id':'m1','code':{'text':'naltrexone capsule'},'ingredient':[{'itemCodeableConcept':{'text':'naltrexone'},'strength':{'numerator':{'value':1.5,'unit':'MG'},'denominator':"
                    + under
                    + "}}]}"));
    return cards(request);
  }
}

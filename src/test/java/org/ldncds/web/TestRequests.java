package org.ldncds.web;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Order-sign requests to bend: one complete request, and parts to put into it. */
final class TestRequests {

  static final JsonMapper JSON = new JsonMapper();
  static final String PATIENT = "test-patient";

  private TestRequests() {}

  static ObjectNode json(String text) {
    return (ObjectNode) JSON.readTree(text.replace('\'', '"'));
  }

  /**
   * Naltrexone 1 mg at bedtime for a patient about whom everything is known and nothing speaks
   * against it.
   */
  static ObjectNode naltrexone() {
    ObjectNode request =
        json(
            """
            {'hook':'order-sign','hookInstance':'d1577c69-dfbe-44ad-ba6d-3e05e953b2ea',
             'context':{'userId':'Practitioner/1','patientId':'test-patient',
              'draftOrders':{'resourceType':'Bundle','type':'collection','entry':[]}},
             'prefetch':{
              'patient':{'resourceType':'Patient','id':'test-patient','birthDate':'1980-01-01'},
              'conditions':{'resourceType':'Bundle','type':'searchset','total':0},
              'allergies':{'resourceType':'Bundle','type':'searchset','total':0}}}
            """);
    drafts(request).addObject().set("resource", draft("Naltrexone 1 mg oral capsule"));
    prefetch(request).set("medicationRequests", searchset());
    prefetch(request)
        .set(
            "observations",
            searchset(result("1742-6", "U/L"), result("1920-8", "U/L"), result("2160-0", "mg/dL")));
    return request;
  }

  /** A normal result of the tests that a start asks for. */
  private static ObjectNode result(String loinc, String unit) {
    return json(
        """
        {'resourceType':'Observation','id':'result-%s','status':'final',
         'code':{'coding':[{'system':'http://loinc.org','code':'%s'}]},
         'subject':{'reference':'Patient/test-patient'},'effectiveDateTime':'2026-11-16',
         'valueQuantity':{'value':1,'unit':'%s'}}
        """
            .formatted(loinc, loinc, unit));
  }

  static ObjectNode draft(String drug) {
    return json(
        """
        {'resourceType':'MedicationRequest','id':'draft-1','status':'draft','intent':'order',
         'medicationCodeableConcept':{'text':'%s'},'subject':{'reference':'Patient/test-patient'},
         'authoredOn':'2026-11-23T10:00:00Z',
         'dosageInstruction':[{'timing':{'repeat':{'frequency':1,'period':1,'periodUnit':'d','when':['HS']}},
          'doseAndRate':[{'doseQuantity':{'value':1,'unit':'mg','system':'http://unitsofmeasure.org','code':'mg'}}]}]}
        """
            .formatted(drug));
  }

  static ObjectNode oxycodone() {
    return json(
        """
        {'resourceType':'MedicationRequest','id':'oxy-1','status':'active','intent':'order',
         'medicationCodeableConcept':{'coding':[{'system':'http://www.nlm.nih.gov/research/umls/rxnorm','code':'1049621'}]},
         'subject':{'reference':'Patient/test-patient'},'authoredOn':'2026-11-20'}
        """);
  }

  static ObjectNode searchset(JsonNode... resources) {
    ObjectNode bundle = json("{'resourceType':'Bundle','type':'searchset'}");
    if (resources.length > 0) {
      ArrayNode entries = bundle.putArray("entry");
      for (JsonNode resource : resources) {
        entries.addObject().set("resource", resource);
      }
    }
    return bundle;
  }

  static ArrayNode drafts(ObjectNode request) {
    return (ArrayNode) request.get("context").get("draftOrders").get("entry");
  }

  static ObjectNode firstDraft(ObjectNode request) {
    return (ObjectNode) drafts(request).get(0).get("resource");
  }

  static ObjectNode prefetch(ObjectNode request) {
    return (ObjectNode) request.get("prefetch");
  }

  static byte[] bytes(JsonNode request) {
    return JSON.writeValueAsBytes(request);
  }

  private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);

  /** Cards as "Topic indicator", in the order shown. */
  static List<String> cards(ObjectNode request) {
    List<String> cards = new ArrayList<>();
    for (JsonNode card : TestPipeline.answer(bytes(request), TODAY).get("cards")) {
      cards.add(
          card.get("source").get("topic").get("code").asString()
              + " "
              + card.get("indicator").asString());
    }
    return cards;
  }

  static String details(ObjectNode request) {
    StringBuilder all = new StringBuilder();
    TestPipeline.answer(bytes(request), TODAY)
        .get("cards")
        .forEach(c -> all.append(c.get("detail").asString()).append('\n'));
    return all.toString();
  }

  static void reference(ObjectNode record, String reference) {
    record.remove("medicationCodeableConcept");
    record.set("medicationReference", json("{'reference':'" + reference + "'}"));
  }

  static ObjectNode medication(String id) {
    return json(
        "{'resourceType':'Medication','id':'"
            + id
            + "','code':{'coding':[{'system':'urn:oid:2.16.840.1.113883.6.88','code':'7804'},{'system':'http://www.nlm.nih.gov/research/umls/rxnorm','code':'1049621'}]}}");
  }

  /** Puts these records on the medication list. */
  static void list(ObjectNode request, ObjectNode... resources) {
    prefetch(request).set("medicationRequests", searchset(resources));
  }

  static ObjectNode concept(String concept) {
    ObjectNode record = oxycodone();
    record.set("medicationCodeableConcept", json(concept));
    return record;
  }

  static ObjectNode text(String text) {
    return concept("{'text':'" + text + "'}");
  }
}

package org.ldncds.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.ldncds.web.TestRequests.cards;
import static org.ldncds.web.TestRequests.concept;
import static org.ldncds.web.TestRequests.drafts;
import static org.ldncds.web.TestRequests.json;
import static org.ldncds.web.TestRequests.list;
import static org.ldncds.web.TestRequests.medication;
import static org.ldncds.web.TestRequests.naltrexone;
import static org.ldncds.web.TestRequests.oxycodone;
import static org.ldncds.web.TestRequests.prefetch;
import static org.ldncds.web.TestRequests.reference;
import static org.ldncds.web.TestRequests.searchset;
import static org.ldncds.web.TestRequests.text;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;

/** An opioid is seen in every shape in which EHRs send it. */
class OpioidShapesTest {

  private static Arguments shape(String name, Consumer<ObjectNode> opioid) {
    return Arguments.of(name, opioid);
  }

  static Stream<Arguments> opioidShapes() {
    return Stream.of(
        shape("coded", r -> list(r, oxycodone())),
        shape("text only", r -> list(r, text("OXYCODONE HCL 5 MG PO TABS"))),
        shape(
            "local code with a display",
            r ->
                list(
                    r,
                    concept(
                        "{'coding':[{'system':'urn:oid:1.2.3','code':'99','display':'oxyCODONE 5 mg tablet'}]}"))),
        shape(
            "display on the reference only",
            r -> {
              ObjectNode record = oxycodone();
              reference(record, "Medication/away");
              ((ObjectNode) record.get("medicationReference"))
                  .put("display", "Oxycodone 5 mg tablet");
              list(r, record);
            }),
        shape(
            "contained",
            r -> {
              ObjectNode record = oxycodone();
              reference(record, "#m1");
              record.putArray("contained").add(medication("m1"));
              list(r, record);
            }),
        shape(
            "included in the same bundle",
            r -> {
              ObjectNode record = oxycodone();
              reference(record, "Medication/m1");
              list(r, record, medication("m1"));
            }),
        shape(
            "absolute reference",
            r -> {
              ObjectNode record = oxycodone();
              reference(record, "https://ehr.example/fhir/Medication/m1/_history/3");
              list(r, record, medication("m1"));
            }),
        shape(
            "included under another key",
            r -> {
              ObjectNode record = oxycodone();
              reference(record, "Medication/m1");
              list(r, record);
              prefetch(r).set("medicationStatements", searchset(medication("m1")));
            }),
        shape(
            "Medication among the drafts",
            r -> {
              ObjectNode record = oxycodone();
              reference(record, "Medication/m1");
              list(r, record);
              drafts(r).addObject().set("resource", medication("m1"));
            }),
        shape(
            "ingredient of a Medication",
            r -> {
              ObjectNode record = oxycodone();
              reference(record, "Medication/m2");
              list(
                  r,
                  record,
                  json(
                      "{'resourceType':'Medication','id':'m2','ingredient':[{'itemCodeableConcept':{'coding':[{'system':'http://snomed.info/sct','code':'55452001'}]}}]}"));
            }),
        shape(
            "display of the Substance that a contained Medication refers to",
            r -> {
              ObjectNode record = oxycodone();
              reference(record, "#m3");
              record
                  .putArray("contained")
                  .add(
                      json(
                          "{'resourceType':'Medication','id':'m3','code':{'text':'Pain capsules'},'ingredient':[{'itemReference':{'reference':'Substance/9','display':'Oxycodone'}}]}"));
              list(r, record);
            }),
        shape(
            "keys in another order and a narrative",
            r -> {
              ObjectNode record =
                  json(
                      "{'text':{'status':'generated','div':'<div>take</div>'},'authoredOn':'2026-11-20'}");
              oxycodone()
                  .properties()
                  .forEach(field -> record.set(field.getKey(), field.getValue()));
              list(r, record);
            }),
        shape(
            "long id",
            r -> {
              ObjectNode record = oxycodone();
              record.put("id", "e" + "x.Y-z".repeat(37));
              list(r, record);
            }),
        shape(
            "a supply in days that only its unit names",
            r ->
                prefetch(r)
                    .set(
                        "medicationDispenses",
                        searchset(
                            json(
                                "{'resourceType':'MedicationDispense','id':'d1','status':'completed','medicationCodeableConcept':{'text':'oxycodone 5 mg'},'subject':{'reference':'Patient/test-patient'},'whenHandedOver':'2026-09-15','daysSupply':{'value':90,'unit':'Days'}}")))),
        shape(
            "unknown fields everywhere",
            r -> {
              ObjectNode record = oxycodone();
              record.putObject("extra").put("a", 1);
              record
                  .putArray("extension")
                  .addObject()
                  .put("url", "https://ehr.example/x")
                  .put("valueString", "y");
              list(r, record);
              r.putObject("extension").putObject("davinci-crd.configuration").put("x", true);
            }));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("opioidShapes")
  void anOpioidIsSeenInEveryShape(String name, Consumer<ObjectNode> shape) {
    ObjectNode request = naltrexone();
    shape.accept(request);
    assertEquals(List.of("OpioidConflict critical"), cards(request));
  }
}

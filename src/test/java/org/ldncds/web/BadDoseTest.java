package org.ldncds.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.ldncds.web.TestRequests.cards;
import static org.ldncds.web.TestRequests.details;
import static org.ldncds.web.TestRequests.firstDraft;
import static org.ldncds.web.TestRequests.json;
import static org.ldncds.web.TestRequests.list;
import static org.ldncds.web.TestRequests.naltrexone;
import static org.ldncds.web.TestRequests.oxycodone;
import static org.ldncds.web.TestRequests.prefetch;
import static org.ldncds.web.TestRequests.searchset;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

/**
 * A dose that is none is said on a card through the whole service, and hides no conflict: never a
 * failed request, never silence.
 */
class BadDoseTest {

  private static ObjectNode ordered(String quantity) {
    ObjectNode request = naltrexone();
    ObjectNode dosage = (ObjectNode) firstDraft(request).at("/dosageInstruction/0");
    dosage.set(
        "doseAndRate",
        TestRequests.JSON.readTree("[{\"doseQuantity\":" + quantity.replace('\'', '"') + "}]"));
    return request;
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '^',
      textBlock =
          """
          {'value':0,'unit':'mg'}           ~ zero or negative
          {'value':-4.5,'unit':'mg'}        ~ zero or negative
          {'value':1e400,'unit':'mg'}       ~ no valid number
          {'value':'1e400','unit':'mg'}     ~ no valid number
          {'value':'NaN','unit':'mg'}       ~ no valid number
          {'value':'','unit':'mg'}          ~ no valid number
          {'value':'four','unit':'mg'}      ~ no valid number
          {'value':4.5}                     ~ unit of the amount is missing
          {'value':4.5,'unit':'U'}          ~ unit of the amount is missing
          {'unit':'mg'}                     ~ no amount is stated
          {}                                ~ no amount is stated
          {'value':99,'unit':'kg'}          ~ beyond 10 g
          {'value':4.5,'comparator':'<','unit':'mg'} ~ less or more than a figure
          {'value':0.05,'unit':'mg/kg'}     ~ no body weight is on record
          """)
  void isSaidAndHidesNoConflict(String quantity, String reason) {
    ObjectNode request = ordered(quantity);
    assertEquals(List.of("CheckIncomplete warning"), cards(request));
    assertTrue(details(request).contains(reason), () -> details(request));
    list(request, oxycodone());
    assertTrue(cards(request).contains("OpioidConflict critical"), () -> details(request));
    assertTrue(cards(request).contains("CheckIncomplete warning"), () -> details(request));
  }

  @Test
  void aDosePerKilogramIsReadWithTheWeightOnRecord() {
    ObjectNode request = ordered("{'value':0.6,'unit':'mg/kg'}");
    prefetch(request)
        .set(
            "observations",
            searchset(
                json(
                    "{'resourceType':'Observation','id':'w','status':'final','code':{'coding':[{'system':'http://loinc.org','code':'29463-7'}]},'subject':{'reference':'Patient/test-patient'},'effectiveDateTime':'2026-11-01','valueQuantity':{'value':75,'unit':'kg','code':'kg'}}")));
    assertTrue(cards(request).contains("DoseRange warning"), () -> details(request));
    assertTrue(details(request).contains("45 mg"), () -> details(request));
  }

  @Test
  void oneDoseInFiveWaysHasOneAnswer() {
    List<String> expected = cards(ordered("{'value':4.5,'unit':'mg'}"));
    for (String quantity :
        List.of(
            "{'value':4500,'unit':'ug'}",
            "{'value':0.0045,'unit':'g'}",
            "{'value':4.50,'unit':'MG','code':'mg'}")) {
      assertEquals(expected, cards(ordered(quantity)), quantity);
    }
    for (String[] product :
        new String[][] {
          {"naltrexone 1 mg/mL oral solution", "{'value':4.5,'unit':'mL'}"},
          {"naltrexone 1.5 mg oral capsule", "{'value':3,'unit':'capsule'}"}
        }) {
      ObjectNode request = ordered(product[1]);
      firstDraft(request).set("medicationCodeableConcept", json("{'text':'" + product[0] + "'}"));
      assertEquals(expected, cards(request), product[0]);
      assertTrue(details(request).contains("4.5 mg"), () -> details(request));
    }
  }
}

package org.ldncds.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.ldncds.web.TestRequests.JSON;
import static org.ldncds.web.TestRequests.draft;
import static org.ldncds.web.TestRequests.drafts;
import static org.ldncds.web.TestRequests.json;
import static org.ldncds.web.TestRequests.list;
import static org.ldncds.web.TestRequests.naltrexone;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** However a dose is written, the same cards; and what is no dose is said, whatever it is. */
class DoseWaysTest {

  private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);

  private static final String[] WAYS = {
    "{'doseQuantity':{'value':4.5,'unit':'mg'}}",
    "{'doseQuantity':{'value':4500,'unit':'ug','system':'http://unitsofmeasure.org','code':'ug'}}",
    "{'doseQuantity':{'value':0.0045,'unit':'g'}}",
    "liquid {'doseQuantity':{'value':4.5,'unit':'mL'}}",
    "capsule {'doseQuantity':{'value':3,'unit':'capsules'}}",
    "Take 4.5 mg by mouth at bedtime",
    "take 4500 micrograms by mouth every night",
    "Take 0.0045 g by mouth once daily",
    "liquid Take 4.5 mL by mouth at bedtime",
    "capsule Take three capsules by mouth at bedtime",
  };

  private static ObjectNode order(String way) {
    String drug =
        way.startsWith("liquid ")
            ? "naltrexone 1 mg/mL oral solution"
            : way.startsWith("capsule ") ? "naltrexone 1.5 mg oral capsule" : "naltrexone capsule";
    ObjectNode order = draft(drug);
    String dosage = way.substring(way.startsWith("{") ? 0 : start(way));
    ObjectNode instruction = (ObjectNode) order.at("/dosageInstruction/0");
    instruction.remove("text");
    if (dosage.startsWith("{")) {
      instruction.putArray("doseAndRate").add(json(dosage));
    } else {
      instruction.removeAll();
      instruction.put("text", dosage);
    }
    return order;
  }

  private static int start(String way) {
    return way.startsWith("liquid ") || way.startsWith("capsule ") ? way.indexOf(' ') + 1 : 0;
  }

  private static ObjectNode signed(ObjectNode order, String present) {
    ObjectNode request = naltrexone();
    ((ObjectNode) drafts(request).get(0)).set("resource", order);
    if (!present.isEmpty()) {
      list(
          request,
          json(
              """
              {'resourceType':'MedicationRequest','id':'present','status':'active','intent':'order',
               'medicationCodeableConcept':{'text':'naltrexone oral capsule'},
               'subject':{'reference':'Patient/test-patient'},'authoredOn':'2026-06-01',
               'dosageInstruction':[{'timing':{'repeat':{'when':['HS']}},
                'doseAndRate':[{'doseQuantity':{'value':%s,'unit':'mg'}}]}]}
              """
                  .formatted(present)));
    }
    return request;
  }

  /** What the dose cards say, and which cards there are. */
  private static List<String> cards(ObjectNode request) {
    List<String> cards = new ArrayList<>();
    JsonNode answer = TestPipeline.shapedAnswer(TestRequests.bytes(request), TODAY);
    for (JsonNode card : answer.get("cards")) {
      String topic = card.at("/source/topic/code").asString();
      boolean dose = topic.equals("DoseRange");
      String said =
          dose
              ? card.get("summary").asString()
                  + card.get("detail")
                      .asString()
                      .lines()
                      .filter(l -> l.startsWith("Rules"))
                      .toList()
              : "";
      cards.add(topic + " " + card.get("indicator").asString() + " " + said);
    }
    return cards;
  }

  @ParameterizedTest(name = "present dose \"{0}\"")
  @CsvSource({"'',DR-7", "1.5,DR-8", "4,''", "4.5,''"})
  void everyWayToWriteADoseGetsTheSameCards(String present, String rule) {
    List<String> first = cards(signed(order(WAYS[0]), present));
    assertTrue(first.toString().contains(rule), first::toString);
    assertEquals(rule.isEmpty(), first.isEmpty(), first::toString);
    for (String way : WAYS) {
      assertEquals(first, cards(signed(order(way), present)), way);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'doseQuantity':{'value':0,'unit':'mg'}}",
        "{'doseQuantity':{'value':-4.5,'unit':'mg'}}",
        "{'doseQuantity':{'value':1e400,'unit':'mg'}}",
        "{'doseQuantity':{'value':10000.1,'unit':'mg'}}",
        "{'doseQuantity':{'value':'NaN','unit':'mg'}}",
        "{'doseQuantity':{'value':4.5}}",
        "{'doseQuantity':{'value':4.5,'unit':''}}",
        "{'doseQuantity':{'value':4.5,'unit':'spoons'}}",
        "{'doseQuantity':{'unit':'mg'}}",
        "{'doseQuantity':{}}",
        "{}",
        "Take 0 mg by mouth at bedtime",
        "Take -4.5 mg by mouth at bedtime",
        "Take NaN mg by mouth at bedtime",
        "Take 1e400 mg by mouth at bedtime",
        "Take 11 g by mouth at bedtime",
        "Take 4.5 by mouth at bedtime",
        " ",
      })
  void whatIsNoDoseIsSaid(String way) {
    String placeholder = "123456.789";
    boolean huge = way.contains("1e400") && way.startsWith("{");
    ObjectNode request = signed(order(huge ? way.replace("1e400", placeholder) : way), "4");
    String body = JSON.writeValueAsString(request).replace(placeholder, "1e400");
    JsonNode answer = TestPipeline.shapedAnswer(body.getBytes(StandardCharsets.UTF_8), TODAY);
    String cards = answer.toPrettyString();
    assertEquals(1, answer.get("cards").size(), cards);
    JsonNode card = answer.get("cards").get(0);
    assertEquals("CheckIncomplete", card.at("/source/topic/code").asString(), cards);
    assertEquals("warning", card.get("indicator").asString(), cards);
    assertTrue(card.get("detail").asString().contains("MedicationRequest/draft-1"), cards);
  }
}

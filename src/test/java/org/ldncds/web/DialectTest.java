package org.ldncds.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.ldncds.web.PlanOrders.TODAY;
import static org.ldncds.web.PlanOrders.ordered;
import static org.ldncds.web.TestRequests.bytes;
import static org.ldncds.web.TestRequests.list;
import static org.ldncds.web.TestRequests.oxycodone;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ldncds.hooks.Client;
import org.ldncds.hooks.Dialect;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Each EHR hears the same findings in the way it can show and act on. */
class DialectTest {

  private static final String SERVER = "https://ehr.example.org/fhir";

  private static Client client(String dialect, boolean carePlans) {
    return new Client(
        "test",
        List.of(SERVER + "/"),
        Dialect.named(dialect).orElseThrow(),
        carePlans,
        false,
        false,
        0,
        Duration.ZERO);
  }

  private static JsonNode answer(ObjectNode request, String dialect, boolean carePlans) {
    request.put("fhirServer", SERVER);
    return StrictAnswer.read(
        TestPipeline.bytes(bytes(request), TODAY, client(dialect, carePlans)), dialect);
  }

  private static List<String> types(JsonNode suggestion) {
    List<String> types = new ArrayList<>();
    suggestion
        .get("actions")
        .forEach(
            action ->
                types.add(
                    action.get("type").asString()
                        + " "
                        + action.at("/resource/resourceType").asString()));
    return types;
  }

  @Test
  void thePlanIsAnUpdateWithItsVisitAndTheOrderMayBeKept() {
    JsonNode suggestions =
        answer(ordered("1", false, "HS", 1), "standard", false).at("/cards/0/suggestions");
    assertEquals(4, suggestions.size());
    for (int i = 0; i < 3; i++) {
      assertEquals(
          List.of("update MedicationRequest", "create ServiceRequest"), types(suggestions.get(i)));
      assertEquals(i == 0, suggestions.get(i).path("isRecommended").asBoolean(false));
    }
    assertEquals(
        List.of("create ServiceRequest", "create ServiceRequest"), types(suggestions.get(3)));
    assertEquals(
        "2027-02-15",
        suggestions.at("/0/actions/1/resource/occurrenceDateTime").asString(),
        "4 weeks after 2027-01-18");
    assertEquals(
        "2026-12-21",
        suggestions.at("/3/actions/0/resource/occurrenceDateTime").asString(),
        "4 weeks after the ordered dose begins");
    JsonNode tests = suggestions.at("/3/actions/1/resource");
    assertEquals("24325-3", tests.at("/code/coding/0/code").asString());
    assertEquals("2026-12-21", tests.at("/occurrencePeriod/start").asString());
    assertEquals("2027-02-15", tests.at("/occurrencePeriod/end").asString());
    assertEquals("MedicationRequest/draft-1", tests.at("/supportingInfo/0/reference").asString());
  }

  @Test
  void reasonsOfTheOrderAreThoseOfTheVisit() {
    ObjectNode request = ordered("1", false, "HS", 1);
    ObjectNode draft = TestRequests.firstDraft(request);
    draft.putArray("reasonCode").addObject().put("text", "fibromyalgia");
    draft.putArray("reasonReference").addObject().put("reference", "Condition/c1");
    draft
        .withArray("reasonReference")
        .addObject()
        .put("reference", "https://elsewhere.example.org/Condition/c2");
    JsonNode visit =
        answer(request, "standard", false).at("/cards/0/suggestions/0/actions/1/resource");
    assertEquals("fibromyalgia", visit.at("/reasonCode/0/text").asString());
    assertEquals("[{\"reference\":\"Condition/c1\"}]", visit.get("reasonReference").toString());
  }

  @Test
  void aCarePlanIsCreatedWhereItIsWanted() {
    JsonNode suggestions =
        answer(ordered("1", false, "MORN", 1), "standard", true).at("/cards/0/suggestions");
    for (int i = 0; i < 3; i++) {
      assertEquals(
          List.of("update MedicationRequest", "create ServiceRequest", "create CarePlan"),
          types(suggestions.get(i)));
    }
    JsonNode carePlan = suggestions.at("/0/actions/2/resource");
    assertEquals(6, carePlan.get("activity").size(), "five steps and the visit");
    assertEquals(
        "{\"start\":\"2026-12-07\",\"end\":\"2026-12-20\"}",
        carePlan.at("/activity/1/detail/scheduledPeriod").toString());
    assertEquals(
        "2 mg (2 capsules of 1 mg) by mouth in the morning for 14 days",
        carePlan.at("/activity/1/detail/description").asString());
  }

  @ParameterizedTest
  @CsvSource({
    "1, HS, 1, false, standard-1mg&start=2026-11-23",
    "1.5, MORN, 1, false, capsule-1.5mg-14day&start=2026-11-23&morning=true",
    "0.5, HS, 1, true, capsule-0.5mg&start=2026-11-23&liquid=true",
    "1, HS, 2, false, standard-1mg&start=2026-11-23&alternate-days=true"
  })
  void thePageToPrintIsThePlan(String dose, String when, int period, boolean liquid, String query) {
    JsonNode card = answer(ordered(dose, liquid, when, period), "standard", false).at("/cards/0");
    assertEquals(
        "http://localhost:8080/titration-plan?protocol=" + query,
        card.at("/links/0/url").asString());
    assertEquals(3, card.get("links").size());
  }

  @Test
  void thePageToPrintKnowsThePresentDoseAndNoPatient() {
    ObjectNode request = ordered("3", false, "HS", 1);
    PlanOrders.present(request, "2", TODAY.minusDays(30));
    JsonNode card = answer(request, "standard", false).at("/cards/0");
    assertEquals(
        "http://localhost:8080/titration-plan?protocol=standard-1mg&start=2026-11-23&dose=2",
        card.at("/links/0/url").asString());
    assertFalse(card.get("links").toString().contains("test-patient"));
  }

  @Test
  void aLiquidOfAnotherStrengthThanThePageKnowsHasNoPage() {
    ObjectNode request = ordered("1", true, "HS", 1);
    TestRequests.firstDraft(request)
        .set(
            "medicationCodeableConcept",
            TestRequests.json("{'text':'Naltrexone 5 MG/ML Oral Solution'}"));
    assertFalse(answer(request, "standard", false).at("/cards/0").has("links"));
  }

  @Test
  void epicCreatesEachThingOnceAndReadsThePlanInWords() {
    JsonNode card = answer(ordered("1", false, "HS", 1), "epic", true).at("/cards/0");
    assertEquals(2, card.get("suggestions").size(), "the visit and the liver tests");
    String visit = card.at("/suggestions/0/actions/0/description").asString();
    assertTrue(visit.startsWith("Order a follow-up visit on 2027-02-15, 4 weeks after"), visit);
    String detail = card.get("detail").asString();
    assertTrue(
        detail.contains(
            "- Change the order to the plan (Standard, from 1 mg), starting 2026-11-23: 1 mg (1 capsule of 1 mg) by mouth at bedtime for 14 days, then 2 mg"),
        detail);
    assertEquals(3, detail.lines().filter(line -> line.startsWith("- Change the order")).count());
  }

  @Test
  void epicReadsALaterStartInWords() {
    ObjectNode request = ordered("1", false, "HS", 1);
    ObjectNode opioid = oxycodone();
    opioid.put("status", "completed").put("authoredOn", "2026-11-15");
    opioid.set(
        "dispenseRequest",
        TestRequests.json("{'validityPeriod':{'start':'2026-11-15','end':'2026-11-20'}}"));
    list(request, opioid);
    JsonNode card = answer(request, "epic", false).at("/cards/0");
    assertEquals("critical", card.get("indicator").asString());
    assertFalse(card.has("suggestions"), "a changed order is nothing Epic takes over");
    assertTrue(
        card.get("detail").asString().contains("- Move the start of the order to 2026-11-30"),
        card::toPrettyString);
  }

  /** Cards differ in how they are acted on only. */
  @Test
  void theFindingsAreTheSame() {
    for (String dose : new String[] {"1", "3", "45"}) {
      JsonNode standard = answer(ordered(dose, false, "HS", 1), "standard", false).get("cards");
      JsonNode epic = answer(ordered(dose, false, "HS", 1), "epic", false).get("cards");
      assertEquals(standard.size(), epic.size());
      for (int i = 0; i < standard.size(); i++) {
        for (String field : List.of("summary", "indicator", "source", "overrideReasons")) {
          assertEquals(standard.get(i).get(field), epic.get(i).get(field));
        }
        assertTrue(
            epic.get(i)
                .get("detail")
                .asString()
                .startsWith(standard.get(i).get("detail").asString()));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "https://ehr.example.org/fhir, any",
    "https://ehr.example.org/fhir/, any",
    "https://ehr.example.org/fhir/other, at-most-one",
    "https://ehr.example.org, at-most-one",
    "http://ehr.example.org/fhir, at-most-one"
  })
  void aClientIsKnownByItsExactAddress(String server, String behaviour) {
    ObjectNode request = ordered("1", false, "HS", 1).put("fhirServer", server);
    JsonNode answer =
        TestRequests.JSON.readTree(
            TestPipeline.bytes(bytes(request), TODAY, client("epic", false)));
    assertEquals(behaviour, answer.at("/cards/0/selectionBehavior").asString());
  }
}

package org.ldncds.fhir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.ldncds.clinical.protocol.TitrationProtocol;
import org.ldncds.clinical.quantity.Dose;
import org.ldncds.clinical.titration.Capsules;
import org.ldncds.clinical.titration.Taking;
import org.ldncds.clinical.titration.TitrationPlan;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** An accepted suggestion is the EHR's own order with the plan in it: valid, and nothing lost. */
class OrderWriterTest {

  private static final LocalDate START = LocalDate.of(2026, 12, 1);

  private static final String DRAFT =
      """
      {"resourceType":"MedicationRequest","id":"draft-7","meta":{"versionId":"3"},
       "text":{"status":"generated","div":"<div xmlns=\\"http://www.w3.org/1999/xhtml\\">50 mg daily</div>"},
       "contained":[{"resourceType":"Medication","id":"tablet","code":{"text":"Naltrexone 50 mg tablet"}},
                    {"resourceType":"Practitioner","id":"author"}],
       "extension":[{"url":"https://ehr.example/own","valueString":"kept"}],
       "status":"draft","intent":"order","priority":"routine",
       "medicationReference":{"reference":"#tablet"},
       "subject":{"reference":"Patient/p"},"requester":{"reference":"#author"},
       "reasonCode":[{"text":"fibromyalgia"}],
       "note":[{"text":"patient prefers capsules"}],
       "dosageInstruction":[{"text":"50 mg daily","route":{"text":"Oral"},"patientInstruction":"Take one tablet","method":{"text":"Swallow"},
         "timing":{"repeat":{"frequency":1,"period":1.50,"periodUnit":"d"}},
         "doseAndRate":[{"doseQuantity":{"value":50.0,"unit":"mg"}}]}],
       "dispenseRequest":{"performer":{"reference":"Organization/pharmacy"},"numberOfRepeatsAllowed":5,
         "validityPeriod":{"start":"2026-11-23","end":"2027-05-23"}},
       "substitution":{"allowedBoolean":false},
       "ehrOwnElement":{"nested":[1,2,{"deep":"kept"}],"number":1.500}}
      """;

  private static RawResource draft(String json) {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), body)) {
      parser.nextToken();
      return new ResourceScanner(body, parser).scan();
    }
  }

  private static TitrationPlan plan() {
    List<Dose> capsules = List.of(Dose.parse("1.5 mg"));
    TitrationProtocol protocol =
        new TitrationProtocol(
            "p",
            "P",
            14,
            28,
            List.of(Dose.parse("1.5 mg"), Dose.parse("3 mg"), Dose.parse("4.5 mg")),
            capsules,
            List.of(),
            START);
    List<TitrationPlan.Step> steps =
        List.of(
            step("1.5 mg", START, OptionalInt.of(14)),
            step("3 mg", START.plusDays(14), OptionalInt.of(14)),
            step("4.5 mg", START.plusDays(28), OptionalInt.empty()));
    return new TitrationPlan(protocol, steps, new Taking(false, false, Optional.empty()));
  }

  private static TitrationPlan.Step step(String dose, LocalDate first, OptionalInt days) {
    Dose amount = Dose.parse(dose);
    return new TitrationPlan.Step(
        amount, first, days, Capsules.fewest(amount, List.of(Dose.parse("1.5 mg"))).orElseThrow());
  }

  private static ObjectNode planned() {
    return OrderWriter.withPlan(
        draft(DRAFT),
        plan(),
        new PlanTexts(List.of("one", "two", "three"), "Capsules: 84 x 1.5 mg", "note of the plan"));
  }

  @Test
  void everythingTheServiceDoesNotChangeIsKept() {
    ObjectNode order = planned();
    JsonNode before = new tools.jackson.databind.json.JsonMapper().readTree(DRAFT);
    for (String field :
        List.of(
            "resourceType",
            "id",
            "meta",
            "extension",
            "status",
            "intent",
            "priority",
            "subject",
            "requester",
            "reasonCode",
            "substitution")) {
      assertEquals(before.get(field), order.get(field), field);
    }
    assertEquals(
        "{\"nested\":[1,2,{\"deep\":\"kept\"}],\"number\":1.500}",
        order.get("ehrOwnElement").toString());
    assertEquals(
        "Organization/pharmacy", order.at("/dispenseRequest/performer/reference").asString());
    assertEquals("2027-05-23", order.at("/dispenseRequest/validityPeriod/end").asString());
    assertEquals("patient prefers capsules", order.at("/note/0/text").asString());
    assertEquals("Swallow", order.at("/dosageInstruction/2/method/text").asString());
    assertFalse(
        order.get("dosageInstruction").get(0).has("patientInstruction"), "it fits the old dose");
    assertEquals("Oral", order.at("/dosageInstruction/0/route/text").asString());
  }

  @Test
  void thePlanReplacesProductDosageAndSupply() {
    ObjectNode order = planned();
    assertFalse(order.has("medicationReference") || order.has("text"));
    assertEquals(1, order.get("contained").size());
    assertEquals("7243", order.at("/medicationCodeableConcept/coding/0/code").asString());
    assertEquals(3, order.get("dosageInstruction").size());
    assertEquals(2, order.at("/dosageInstruction/1/sequence").asInt());
    assertEquals("two", order.at("/dosageInstruction/1/text").asString());
    assertEquals("HS", order.at("/dosageInstruction/1/timing/repeat/when/0").asString());
    assertEquals(14, order.at("/dosageInstruction/1/timing/repeat/boundsDuration/value").asInt());
    assertFalse(order.at("/dosageInstruction/2/timing/repeat").has("boundsDuration"));
    assertEquals(0, order.at("/dispenseRequest/numberOfRepeatsAllowed").asInt());
    assertEquals(14 + 28 + 2 * 42, order.at("/dispenseRequest/quantity/value").asInt());
    assertEquals(56, order.at("/dispenseRequest/expectedSupplyDuration/value").asInt());
    assertEquals("2026-12-01", order.at("/dispenseRequest/validityPeriod/start").asString());
    assertEquals("note of the plan", order.at("/note/1/text").asString());
  }

  @Test
  void aValidityThatEndsBeforeTheSupplyIsOpened() {
    assertEquals("", planned("2027-01-24").at("/dispenseRequest/validityPeriod/end").asString(""));
    assertEquals(
        "2027-01-25", planned("2027-01-25").at("/dispenseRequest/validityPeriod/end").asString(""));
  }

  private static ObjectNode planned(String validUntil) {
    return OrderWriter.withPlan(
        draft(DRAFT.replace("2027-05-23", validUntil)),
        plan(),
        new PlanTexts(List.of("one", "two", "three"), "product", "note"));
  }

  @Test
  void theResultIsValid() {
    ObjectNode order = planned();
    order.remove("ehrOwnElement");
    TestFhir.requireValid(order.toString());
  }

  @Test
  void aLaterStartMovesEveryPeriodTogether() {
    String draft =
        """
        {"resourceType":"MedicationRequest","id":"d","status":"draft","intent":"order","subject":{"reference":"Patient/p"},
         "medicationCodeableConcept":{"text":"naltrexone"},"unknownToFhir":true,
         "dosageInstruction":[{"timing":{"repeat":{"boundsPeriod":{"start":"2026-11-23","end":"2026-12-06"},"frequency":1,"period":1,"periodUnit":"d"}}},
                              {"timing":{"repeat":{"boundsPeriod":{"start":"2027-03-01"}}}}],
         "dispenseRequest":{"validityPeriod":{"start":"2026-11-23","end":"2027-11-23"}}}
        """;
    ObjectNode order = StartWriter.startingOn(draft(draft), START);
    assertEquals(
        "{\"start\":\"2026-12-01\",\"end\":\"2026-12-14\"}",
        order.at("/dosageInstruction/0/timing/repeat/boundsPeriod").toString());
    assertEquals(
        "2027-03-09", order.at("/dosageInstruction/1/timing/repeat/boundsPeriod/start").asString());
    assertEquals("2027-12-01", order.at("/dispenseRequest/validityPeriod/end").asString());
    assertTrue(order.get("unknownToFhir").asBoolean());
  }

  @Test
  void aStartOfWhichOnlyTheMonthIsKnownBecomesTheDay() {
    String draft =
        """
        {"resourceType":"MedicationRequest","id":"d",
         "dosageInstruction":[{"timing":{"repeat":{"boundsPeriod":{"start":"2026-11","end":"2027-03-01"}}}}]}
        """;
    assertEquals(
        "{\"start\":\"2026-12-01\",\"end\":\"2027-03-01\"}",
        StartWriter.startingOn(draft(draft), START)
            .at("/dosageInstruction/0/timing/repeat/boundsPeriod")
            .toString());
  }
}

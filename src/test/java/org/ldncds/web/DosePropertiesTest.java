package org.ldncds.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.ldncds.web.TestRequests.draft;
import static org.ldncds.web.TestRequests.drafts;
import static org.ldncds.web.TestRequests.json;
import static org.ldncds.web.TestRequests.list;
import static org.ldncds.web.TestRequests.naltrexone;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Laws of the dose rules over orders from a seeded generator. */
class DosePropertiesTest {

  private static final long SEED = 20261124;
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);
  private static final List<String> URGENCY = List.of("none", "info", "warning", "critical");
  private static final Set<String> SETTLED = Set.of("DR-1", "DR-4", "DR-10", "DR-11");
  private static final List<String> PRODUCTS =
      List.of(
          "naltrexone oral capsule",
          "naltrexone 50 mg oral tablet",
          "naltrexone 45 mg oral capsule",
          "naltrexone 1.5 mg oral capsule",
          "naltrexone 1 mg/mL oral solution");

  private static ObjectNode signed(ObjectNode order, String present) {
    ObjectNode request = naltrexone();
    ((ObjectNode) drafts(request).get(0)).set("resource", order);
    if (!present.isEmpty()) {
      ObjectNode record = dosed(draft("naltrexone oral capsule"), new BigDecimal(present), "mg");
      record.put("id", "present").put("status", "active").put("authoredOn", "2026-06-01");
      list(request, record);
    }
    return request;
  }

  private static ObjectNode dosed(ObjectNode order, BigDecimal value, String unit) {
    ObjectNode instruction = (ObjectNode) order.at("/dosageInstruction/0");
    instruction.remove("text");
    ((ObjectNode) instruction.at("/doseAndRate/0/doseQuantity"))
        .put("value", value)
        .put("unit", unit)
        .put("code", unit);
    return order;
  }

  private static JsonNode cards(ObjectNode request) {
    return TestPipeline.shapedAnswer(TestRequests.bytes(request), TODAY).get("cards");
  }

  private static Optional<JsonNode> doseCard(JsonNode cards) {
    return cards
        .valueStream()
        .filter(card -> card.at("/source/topic/code").asString().equals("DoseRange"))
        .findFirst();
  }

  /** For a low-dose purpose, from the usual minimum on. */
  @Test
  void raisingADoseNeverMakesTheDoseCardLessUrgent() {
    Random random = new Random(SEED);
    for (String present : List.of("", "3", "4.5")) {
      String before = "none";
      BigDecimal dose = new BigDecimal("0.5");
      while (dose.compareTo(new BigDecimal("400")) < 0) {
        ObjectNode order = dosed(draft("naltrexone oral capsule"), dose, "mg");
        order.putArray("reasonCode").add(json("{'text':'Fibromyalgia'}"));
        String now =
            doseCard(cards(signed(order, present)))
                .map(card -> card.get("indicator").asString())
                .orElse("none");
        assertTrue(
            URGENCY.indexOf(now) >= URGENCY.indexOf(before),
            dose + " mg after \"" + present + "\": " + before + " became " + now);
        before = now;
        BigDecimal factor = BigDecimal.valueOf(101 + random.nextInt(20), 2);
        dose = dose.multiply(factor).setScale(2, java.math.RoundingMode.UP);
      }
      assertEquals("critical", before);
    }
  }

  @Test
  void milligramsAsMicrogramsChangeNothing() {
    Random random = new Random(SEED);
    for (int i = 0; i < Mutants.length(60, 20); i++) {
      BigDecimal dose =
          BigDecimal.valueOf(1 + random.nextInt(random.nextBoolean() ? 600 : 60_000), 2);
      String present = List.of("", "1.5", "4", "50").get(random.nextInt(4));
      String product = PRODUCTS.get(random.nextInt(PRODUCTS.size()));
      String milligrams = shown(cards(signed(dosed(draft(product), dose, "mg"), present)));
      BigDecimal thousand = dose.multiply(new BigDecimal("1000"));
      String micrograms = shown(cards(signed(dosed(draft(product), thousand, "ug"), present)));
      assertEquals(milligrams, micrograms, dose + " mg of " + product + " after " + present);
    }
  }

  /** All but what is new in every answer, and the draft's own unit. */
  private static String shown(JsonNode cards) {
    StringBuilder shown = new StringBuilder();
    for (JsonNode card : cards) {
      shown.append(card.get("summary").asString()).append(card.get("detail").asString());
      card.path("suggestions").forEach(s -> shown.append(s.get("label").asString()));
    }
    return shown.toString();
  }

  @Test
  void anAcceptedDoseLeavesNothingThatItShouldHaveSettled() {
    Random random = new Random(SEED);
    int accepted = 0;
    int orders = Mutants.length(300, 60);
    for (int i = 0; i < orders; i++) {
      String present = List.of("", "1.5", "4", "4.5").get(random.nextInt(4));
      ObjectNode order = randomOrder(random);
      Optional<JsonNode> card = doseCard(cards(signed(order, present)));
      JsonNode suggestions = card.map(c -> c.path("suggestions")).orElse(json("{}"));
      if (suggestions.isEmpty()) {
        continue;
      }
      accepted++;
      JsonNode changed = suggestions.get(0).at("/actions/0/resource");
      JsonNode again = cards(signed((ObjectNode) changed, present));
      Set<String> left = rules(doseCard(again));
      left.retainAll(SETTLED);
      String story = order + " after " + present + " became " + changed + " and got " + again;
      assertTrue(left.isEmpty(), story);
      assertFalse(again.toString().contains("CheckIncomplete"), story);
      assertFalse(rules(doseCard(again)).contains("DR-13"), story);
    }
    assertTrue(accepted > orders / 5, accepted + " suggestions");
  }

  private static Set<String> rules(Optional<JsonNode> card) {
    return card.map(c -> c.get("detail").asString())
        .flatMap(detail -> detail.lines().filter(line -> line.startsWith("Rules ")).findFirst())
        .map(line -> line.substring("Rules ".length(), line.indexOf('.')))
        .map(rules -> new java.util.TreeSet<>(List.of(rules.split(", ", -1))))
        .orElseGet(java.util.TreeSet::new);
  }

  private static ObjectNode randomOrder(Random random) {
    String product = PRODUCTS.get(random.nextInt(PRODUCTS.size()));
    BigDecimal meant = BigDecimal.valueOf(5L * (1 + random.nextInt(9)), 1); // 0.5 to 4.5 mg
    boolean micro = random.nextInt(4) == 0;
    BigDecimal written = random.nextInt(3) == 0 || micro ? meant : meant.multiply(BigDecimal.TEN);
    ObjectNode order = dosed(draft(product), written, micro ? "ug" : "mg");
    ObjectNode instruction = (ObjectNode) order.at("/dosageInstruction/0");
    switch (random.nextInt(4)) {
      case 0 ->
          instruction.put("text", "Take " + written.toPlainString() + " mg by mouth at bedtime");
      case 1 ->
          instruction.put("text", "Take " + meant.toPlainString() + " mg by mouth at bedtime");
      case 2 -> instruction.put("text", "as directed");
      default -> instruction.remove("text");
    }
    if (random.nextBoolean()) {
      instruction.put("patientInstruction", "Take one");
      order.set(
          "dispenseRequest",
          json("{'quantity':{'value':30,'unit':'capsules'},'numberOfRepeatsAllowed':2}"));
      if (random.nextBoolean()) {
        ((ObjectNode) order.get("dispenseRequest"))
            .set("expectedSupplyDuration", json("{'value':30,'unit':'days','code':'d'}"));
      }
    }
    return order;
  }

  @Test
  void onlyTheDosePartsOfTheDraftChange() {
    ObjectNode order = dosed(draft("naltrexone oral capsule"), new BigDecimal("45.0"), "mg");
    order.set(
        "extension",
        json("{'a':[{'url':'https://ehr.example/own','valueString':'kept'}]}").get("a"));
    order.put("priority", "urgent");
    order.set("ehrOwnElement", json("{'nested':[1,2,{'deep':'kept'}],'number':1.5}"));
    order.set("text", json("{'status':'generated','div':'<div>45 mg</div>'}"));
    ObjectNode instruction = (ObjectNode) order.at("/dosageInstruction/0");
    instruction.put("text", "Take 45 mg by mouth at bedtime");
    instruction.set("route", json("{'text':'Oral'}"));
    JsonNode card = doseCard(cards(signed(order, "4"))).orElseThrow();
    ObjectNode changed = (ObjectNode) card.at("/suggestions/0/actions/0/resource");
    assertEquals("update", card.at("/suggestions/0/actions/0/type").asString());
    assertEquals(
        "Take 4.5 mg by mouth at bedtime", changed.at("/dosageInstruction/0/text").asString());
    assertEquals(
        0,
        changed
            .at("/dosageInstruction/0/doseAndRate/0/doseQuantity/value")
            .decimalValue()
            .compareTo(new BigDecimal("4.5")));
    for (ObjectNode one : List.of(order, changed)) {
      ((ObjectNode) one.at("/dosageInstruction/0")).remove(List.of("text", "doseAndRate"));
      one.remove("text");
    }
    assertEquals(order.toString(), changed.toString());
  }
}

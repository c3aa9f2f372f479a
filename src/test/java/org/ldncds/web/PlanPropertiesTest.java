package org.ldncds.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.ldncds.web.PlanOrders.TODAY;
import static org.ldncds.web.PlanOrders.plans;
import static org.ldncds.web.PlanOrders.present;
import static org.ldncds.web.PlanOrders.taken;
import static org.ldncds.web.TestRequests.bytes;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.ldncds.clinical.protocol.TitrationProtocol;
import org.ldncds.fhir.PlanReading;
import org.ldncds.knowledge.Knowledge;
import org.ldncds.knowledge.TestKnowledge;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Whatever is ordered, taken and in stock: each plan that is offered rises as the rules allow, ends
 * at the target, is made of what is in stock, is supplied in full, is read back as it was meant,
 * and once taken over leaves nothing to say.
 */
class PlanPropertiesTest {

  private static final String[] STRENGTHS = {"0.5", "1", "1.5", "3", "4.5"};
  private static final String[] DOSES = {"0.5", "1", "1.5", "2", "2.5", "3", "3.5", "4", "4.5"};
  private static final int[] DAYS_AT_PRESENT = {0, 3, 6, 7, 9, 10, 40};
  private static final Map<Integer, Knowledge> BY_STOCK = new HashMap<>();

  /** One situation: what is ordered and how, what is taken since when, and what is in stock. */
  private record Situation(
      String ordered,
      String taken,
      int daysAtPresent,
      int stock,
      boolean liquid,
      boolean morning,
      boolean everyOtherDay,
      String reason) {

    ObjectNode request() {
      ObjectNode request =
          PlanOrders.ordered(ordered, liquid, morning ? "MORN" : "HS", everyOtherDay ? 2 : 1);
      if (!taken.isEmpty()) {
        present(request, taken, TODAY.minusDays(daysAtPresent));
      }
      if (!reason.isEmpty()) {
        TestRequests.firstDraft(request).putArray("reasonCode").addObject().put("text", reason);
      }
      return request;
    }
  }

  private static List<Situation> situations() {
    List<Situation> all = new ArrayList<>();
    for (String reason : List.of("", "Mast cell activation syndrome")) {
      for (int stock = 1; stock < 1 << STRENGTHS.length; stock++) {
        for (int way = 0; way < 8; way++) {
          boolean liquid = (way & 1) > 0;
          boolean morning = (way & 2) > 0;
          boolean everyOtherDay = (way & 4) > 0;
          for (String ordered : DOSES) {
            all.add(new Situation(ordered, "", 0, stock, liquid, morning, everyOtherDay, reason));
            for (String taken : DOSES) {
              for (int days : DAYS_AT_PRESENT) {
                all.add(
                    new Situation(
                        ordered, taken, days, stock, liquid, morning, everyOtherDay, reason));
              }
            }
          }
        }
      }
    }
    return all;
  }

  /** Every so many of all situations; a prime, so that no dimension is passed over. */
  @Test
  void aSliceOfAllSituations() {
    prove(
        slice(Mutants.length(1_499, 7_499)), Set.of("capsule-0.5mg", "half-step", "standard-1mg"));
  }

  /** Each ordered dose, present dose, stock and choice of protocol, as capsules taken nightly. */
  @Tag("proof")
  @Test
  void everyDoseAndStock() {
    prove(
        situations().stream()
            .filter(s -> !s.liquid && !s.morning && !s.everyOtherDay)
            .filter(s -> s.taken.isEmpty() || s.daysAtPresent == 40)
            .toList(),
        Set.of(
            "capsule-0.5mg",
            "half-step",
            "standard-1mg",
            "capsule-1.5mg-14day",
            "capsule-1.5mg-10day"));
  }

  @Tag("proof")
  @Test
  void allSituations() {
    int cases = Integer.getInteger("proof.cases", 0);
    int all = situations().size();
    prove(slice(cases == 0 ? 1 : Math.max(1, all / cases)), Set.of());
  }

  private static List<Situation> slice(int every) {
    List<Situation> all = situations();
    List<Situation> slice = new ArrayList<>();
    for (int i = 0; i < all.size(); i += every) {
      slice.add(all.get(i));
    }
    return slice;
  }

  private static void prove(List<Situation> situations, Set<String> atLeast) {
    Set<String> protocols = new TreeSet<>();
    int offered = 0;
    for (Situation situation : situations) {
      offered += prove(situation, protocols);
    }
    assertTrue(offered > situations.size() / 4, offered + " plans of " + situations.size());
    assertTrue(protocols.containsAll(atLeast), protocols::toString);
  }

  private static int prove(Situation situation, Set<String> protocols) {
    Knowledge knowledge = knowledge(situation.stock);
    ObjectNode request = situation.request();
    JsonNode answer = TestPipeline.shapedAnswer(knowledge, bytes(request), TODAY);
    List<JsonNode> plans = plans(answer);
    for (JsonNode suggestion : plans) {
      PlanReading plan = PlanReading.of(PlanOrders.order(suggestion));
      String about = situation + ": " + suggestion.get("label").asString();
      steps(plan, situation, about);
      product(plan, situation, about);
      JsonNode again =
          TestPipeline.shapedAnswer(knowledge, bytes(taken(request, suggestion)), TODAY);
      assertEquals(List.of(), exceptPrecautions(again), about);
      protocol(suggestion, knowledge).ifPresent(protocols::add);
    }
    return plans.size();
  }

  /** What asks for care goes on asking for it; the plan takes it into account. */
  private static List<JsonNode> exceptPrecautions(JsonNode answer) {
    return answer
        .get("cards")
        .valueStream()
        .filter(card -> !card.at("/source/topic/code").asString().equals("Precaution"))
        .toList();
  }

  private static Optional<String> protocol(JsonNode suggestion, Knowledge knowledge) {
    String label = suggestion.get("label").asString();
    return knowledge.protocols().values().stream()
        .filter(protocol -> label.contains(protocol.title()))
        .map(TitrationProtocol::id)
        .findFirst();
  }

  /** DR-7 and DR-8, seen from outside. */
  private static void steps(PlanReading plan, Situation situation, String about) {
    BigDecimal share = situation.everyOtherDay ? new BigDecimal("0.5") : BigDecimal.ONE;
    BigDecimal before =
        situation.taken.isEmpty() ? BigDecimal.ZERO : new BigDecimal(situation.taken);
    long age = situation.daysAtPresent + (plan.start().toEpochDay() - TODAY.toEpochDay());
    for (PlanReading.Step step : plan.steps()) {
      BigDecimal daily = step.dose().multiply(share);
      BigDecimal rise = daily.subtract(before);
      BigDecimal most = age < 10 && before.signum() > 0 ? BigDecimal.ONE : new BigDecimal("1.5");
      assertTrue(rise.compareTo(most) <= 0, about);
      assertTrue(rise.signum() <= 0 || before.signum() == 0 || age >= 7, about + " early");
      assertEquals(situation.morning ? "MORN" : "HS", step.when(), about);
      assertEquals(situation.everyOtherDay ? 2 : 1, step.period(), about);
      before = daily;
      age = step.days();
    }
    boolean eases = about.contains("Step back") || about.contains("Hold");
    PlanReading.Step last = plan.steps().get(plan.steps().size() - 1);
    assertTrue(
        eases || last.dose().compareTo(new BigDecimal("4.5")) == 0, about + " ends elsewhere");
    assertEquals(0, last.days(), about + " has an end");
  }

  /** What the texts say adds up to the doses, and the supply to the texts. */
  private static void product(PlanReading plan, Situation situation, String about) {
    SortedMap<BigDecimal, BigDecimal> needed = new TreeMap<>();
    long supplied = plan.supplyDays();
    for (PlanReading.Step step : plan.steps()) {
      long days = step.days() > 0 ? step.days() : supplied;
      supplied -= step.days();
      BigDecimal takings = BigDecimal.valueOf((days + step.period() - 1) / step.period());
      BigDecimal sum = BigDecimal.ZERO;
      for (Map.Entry<BigDecimal, BigDecimal> part : step.parts().entrySet()) {
        sum = sum.add(part.getKey().multiply(part.getValue()));
        needed.merge(part.getKey(), part.getValue().multiply(takings), BigDecimal::add);
      }
      assertEquals(0, sum.compareTo(step.dose()), about + " is not " + step);
    }
    assertEquals(28, supplied, about + ": the last step is supplied up to the visit");
    BigDecimal total = needed.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    assertEquals(0, total.compareTo(plan.quantity()), about + " supplies " + plan.quantity());
    if (!situation.liquid) {
      for (BigDecimal strength : needed.keySet()) {
        assertTrue(strengths(situation.stock).contains(strength.toPlainString()), about);
      }
      assertEquals(needed, plan.dispensed(), about);
    }
  }

  private static List<String> strengths(int stock) {
    List<String> strengths = new ArrayList<>();
    for (int i = 0; i < STRENGTHS.length; i++) {
      if ((stock & 1 << i) > 0) {
        strengths.add(STRENGTHS[i]);
      }
    }
    return strengths;
  }

  private static Knowledge knowledge(int stock) {
    return BY_STOCK.computeIfAbsent(
        stock,
        s ->
            TestKnowledge.withStock(
                String.join(" mg, ", strengths(s)) + " mg", Wiring.CHECK_NAMES));
  }
}

package org.ldncds.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.ldncds.web.TestRequests.firstDraft;
import static org.ldncds.web.TestRequests.naltrexone;
import static org.ldncds.web.TestRequests.oxycodone;
import static org.ldncds.web.TestRequests.prefetch;
import static org.ldncds.web.TestRequests.searchset;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ldncds.clinical.check.Topic;
import org.ldncds.store.Database;
import org.ldncds.store.Insights;
import org.ldncds.store.Retention;
import org.ldncds.store.Tally;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The store on both databases, with the cards of the real pipeline. */
class StoreTest {

  private static final LocalDate TODAY = RunningStore.TODAY;
  private static final Instant NOON = RunningStore.NOON;
  private static final String SERVICE = RunningStore.SERVICE;

  /** 4 mg as the first dose: DR-7 and a plan, no conflict. */
  private static ObjectNode tooMuchAtFirst() {
    return doseOf(4);
  }

  private static ObjectNode doseOf(int milligrams) {
    ObjectNode request = naltrexone();
    ObjectNode quantity =
        (ObjectNode)
            firstDraft(request)
                .get("dosageInstruction")
                .get(0)
                .get("doseAndRate")
                .get(0)
                .get("doseQuantity");
    quantity.put("value", milligrams);
    return request;
  }

  private static JsonNode ofTopic(JsonNode cards, String topic) {
    for (JsonNode card : cards) {
      if (card.get("source").get("topic").get("code").asString().equals(topic)) {
        return card;
      }
    }
    throw new AssertionError("no card of " + topic + " in " + cards);
  }

  @ParameterizedTest
  @EnumSource
  void cardsAndWhatBecameOfThemAreCounted(Databases databases) throws Exception {
    try (RunningStore store = new RunningStore(databases, false)) {
      JsonNode first = store.ask(tooMuchAtFirst(), Duration.ZERO, false, Set.of());
      JsonNode second = store.ask(tooMuchAtFirst(), Duration.ZERO, false, Set.of());
      JsonNode dose = ofTopic(first, "DoseRange");
      store.settle(first.size() + second.size());
      store.override(dose, "dose-intended", "2026-11-23T12:05:00Z");
      String plan = ofTopic(second, "TitrationPlan").get("uuid").asString();
      String accepted =
          "{'feedback':[{'card':'%s','outcome':'%s','acceptedSuggestions':[{'id':'x'}],'outcomeTimestamp':'%s'}]}";
      store.feedback.keep(
          SERVICE,
          "",
          RunningStore.read(accepted.formatted(plan, "accepted", "2026-11-23T12:09:00Z")));
      // The last by its time counts, in whatever order they come.
      store.feedback.keep(
          SERVICE,
          "",
          RunningStore.read(accepted.formatted(plan, "overridden", "2026-11-23T12:06:00Z")));
      store.feedback.keep(
          SERVICE,
          "",
          RunningStore.read(accepted.formatted("unknown", "accepted", "2026-11-23T12:09:00Z")));
      store.feedback.keep(
          SERVICE,
          "another hospital",
          RunningStore.read(accepted.formatted(plan, "overridden", "2026-11-23T12:10:00Z")));

      Insights insights = store.insights.read(TODAY.minusDays(27), TODAY);
      assertEquals(new Tally(1, 0, 1), insights.byTopic().get("TitrationPlan"));
      assertEquals(new Tally(0, 1, 1), insights.byTopic().get("DoseRange"));
      assertEquals(new Tally(0, 1, 1), insights.byRule().get("DR-7"));
      int others = first.size() + second.size() - 2;
      assertEquals(new Tally(1, 1, others), insights.byService().get(SERVICE));
      assertEquals(new Tally(1, 1, others), insights.byWeek().get(TODAY));
      assertEquals(5, insights.byWeek().size(), "every week, those without cards too");
      assertEquals(
          List.of(new Insights.Reason("DoseRange", "dose-intended", "", 1)), insights.reasons());
      assertEquals(2, insights.unmatched(), "the unknown card, and that of another hospital");
      assertEquals(
          new Tally(0, 0, 0), store.insights.read(TODAY.minusDays(30), TODAY.minusDays(1)).total());
    }
  }

  @ParameterizedTest
  @EnumSource
  void nothingOfThePatientIsKeptUnlessItIsWanted(Databases databases) throws Exception {
    try (RunningStore store = new RunningStore(databases, false)) {
      JsonNode cards = store.ask(tooMuchAtFirst(), Duration.ZERO, false, Set.of());
      store.override(cards.get(0), "dose-intended", "2026-11-23T12:05:00Z");
      store.settle(cards.size());
      assertEquals(
          cards.size(),
          store
              .sql()
              .sql("select count(*) from card where repeat_hash is null")
              .query(Long.class)
              .single());
      for (String table : List.of("card", "card_rule", "card_suggestion", "feedback")) {
        String all = store.sql().sql("select * from " + table).query().listOfRows().toString();
        assertFalse(all.contains("test-patient") || all.contains("Practitioner"), all);
        assertFalse(all.contains("Canary") || all.contains("draft-1"), all);
        assertFalse(all.contains("4 mg"), all);
      }
    }
    try (RunningStore store = new RunningStore(databases, true)) {
      JsonNode cards = store.ask(tooMuchAtFirst(), Duration.ofDays(7), false, Set.of());
      store.override(cards.get(0), "dose-intended", "2026-11-23T12:05:00Z");
      store.settle(cards.size());
      assertEquals(
          "Dr Canary says that",
          store.sql().sql("select user_comment from feedback").query(String.class).single());
      assertTrue(
          store.sql().sql("select repeat_hash from card").query(String.class).list().stream()
              .allMatch(hash -> hash.matches("[0-9a-f]{64}")));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aCardThatWasOverriddenIsQuietUntilSomethingChanges(Databases databases) throws Exception {
    Duration week = Duration.ofDays(7);
    try (RunningStore store = new RunningStore(databases, false)) {
      JsonNode cards = store.ask(tooMuchAtFirst(), week, false, Set.of());
      JsonNode loud = ofTopic(cards, "DoseRange");
      assertEquals("warning", loud.get("indicator").asString());
      store.settle(cards.size());
      store.override(loud, "dose-intended", "2026-11-20T12:00:00Z");
      store.settle(cards.size());

      JsonNode quiet = loud;
      for (int tries = 0;
          tries < 50 && quiet.get("indicator").asString().equals("warning");
          tries++) {
        Thread.sleep(100);
        quiet = ofTopic(store.ask(tooMuchAtFirst(), week, false, Set.of()), "DoseRange");
      }
      assertEquals("info", quiet.get("indicator").asString());
      String detail = quiet.get("detail").asString();
      assertTrue(
          detail.startsWith(
              "Shown quietly: you overrode this on 2026-11-20 because: This dose is intended."),
          detail);
      assertTrue(detail.endsWith(loud.get("detail").asString()), "and all that it said before");

      assertLoud(store.ask(doseOf(3), week, false, Set.of()), "another dose");
      ObjectNode user = tooMuchAtFirst();
      ((ObjectNode) user.get("context")).put("userId", "Practitioner/2");
      assertLoud(store.ask(user, week, false, Set.of()), "another user");
      assertLoud(
          store.ask(tooMuchAtFirst(), Duration.ofDays(3), false, Set.of()), "three days later");
      assertLoud(store.ask(tooMuchAtFirst(), Duration.ZERO, false, Set.of()), "not wanted");
    }
  }

  private static void assertLoud(JsonNode cards, String why) {
    assertEquals("warning", ofTopic(cards, "DoseRange").get("indicator").asString(), why);
  }

  @ParameterizedTest
  @EnumSource
  void aCriticalCardIsNeverQuiet(Databases databases) throws Exception {
    Duration week = Duration.ofDays(7);
    try (RunningStore store = new RunningStore(databases, false)) {
      ObjectNode request = naltrexone();
      prefetch(request).set("medicationRequests", searchset(oxycodone()));
      JsonNode cards = store.ask(request, week, false, Set.of());
      store.settle(cards.size());
      store.override(cards.get(0), "record-outdated", "2026-11-23T11:00:00Z");
      store.settle(cards.size());
      JsonNode again = store.ask(request, week, false, Set.of());
      assertEquals("critical", again.get(0).get("indicator").asString());
      assertEquals(cards.get(0).get("detail"), again.get(0).get("detail"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void silentCardsAreRecordedAndNotReturned(Databases databases) throws Exception {
    try (RunningStore store = new RunningStore(databases, false)) {
      JsonNode all = store.ask(tooMuchAtFirst(), Duration.ZERO, false, Set.of());
      assertEquals(0, store.ask(tooMuchAtFirst(), Duration.ZERO, true, Set.of()).size());
      JsonNode others = store.ask(tooMuchAtFirst(), Duration.ZERO, false, Set.of(Topic.DOSE_RANGE));
      assertEquals(all.size() - 1, others.size());
      assertFalse(others.toString().contains("\"DoseRange\""), others.toString());
      store.settle(3L * all.size());
      Insights insights = store.insights.read(TODAY, TODAY);
      assertEquals(2L * all.size() - 1, insights.total().shown());
      assertEquals(2, insights.silent().get("DoseRange"));
      assertEquals(1, insights.silent().get("TitrationPlan"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsTooOldIsDeleted(Databases databases) throws Exception {
    DataSource source;
    try (RunningStore store = new RunningStore(databases, false)) {
      source = store.source;
      JsonNode cards = store.ask(tooMuchAtFirst(), Duration.ZERO, false, Set.of());
      store.override(cards.get(0), "dose-intended", "2026-11-23T12:05:00Z");
      store.settle(cards.size());
      cleanUp(source, NOON.plus(Duration.ofDays(400)));
      assertEquals(cards.size(), store.count("card"));
      assertEquals(1, store.count("feedback"));
      cleanUp(source, NOON.plus(Duration.ofDays(400)).plusSeconds(1));
      for (String table : List.of("card", "card_rule", "card_suggestion", "feedback")) {
        assertEquals(0, store.count(table), table);
      }
    }
  }

  private static void cleanUp(DataSource source, Instant now) {
    new Retention(new Database(source), Duration.ofDays(400), Clock.fixed(now, ZoneOffset.UTC))
        .cleanUp();
  }

  @ParameterizedTest
  @EnumSource
  void whatWaitsIsWrittenWhenTheServiceStops(Databases databases) {
    Optional<DataSource> source;
    int shown = 0;
    try (RunningStore store = new RunningStore(databases, false)) {
      source = Optional.of(store.source);
      for (int i = 0; i < 50; i++) {
        shown += store.ask(tooMuchAtFirst(), Duration.ZERO, false, Set.of()).size();
      }
    }
    assertEquals(
        (long) shown,
        JdbcClient.create(source.orElseThrow())
            .sql("select count(*) from card")
            .query(Long.class)
            .single());
  }
}

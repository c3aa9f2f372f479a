package org.ldncds.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.ldncds.web.TestRequests.JSON;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TimeZone;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What holds for any records, tried on all labelled histories and all cases. */
class HistoryPropertiesTest {

  private static final long SEED = 20261124;
  private static final int PAIRS = 150;
  private static final Set<String> BLOCKING =
      Set.of("OC-1", "OC-2", "OC-3", "OC-4", "OC-10", "OC-11", "OC-12");
  private static final List<String> LISTS =
      List.of(
          "medicationRequests",
          "medicationStatements",
          "medicationDispenses",
          "medicationAdministrations");
  private static final Pattern DAY = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");
  private static final Pattern PARTIAL = Pattern.compile("\"\\d{4}(-\\d\\d)?\"");

  /** A request and the day on which it is sent. */
  private record Sent(String name, ObjectNode request, LocalDate today) {
    List<JsonNode> records() {
      List<JsonNode> records = new ArrayList<>();
      LISTS.forEach(list -> request.at("/prefetch/" + list + "/entry").forEach(records::add));
      return records;
    }

    /** The same with these records only. */
    Sent with(List<JsonNode> kept) {
      ObjectNode copy = request.deepCopy();
      for (String list : LISTS) {
        if (copy.at("/prefetch/" + list + "/entry") instanceof ArrayNode entries) {
          List<JsonNode> own = new ArrayList<>();
          request.at("/prefetch/" + list + "/entry").forEach(own::add);
          entries.removeAll();
          own.stream().filter(kept::contains).forEach(entries::add);
        }
      }
      return new Sent(name, copy, today);
    }

    JsonNode answer() {
      return TestPipeline.shapedAnswer(TestRequests.bytes(request), today);
    }

    boolean conflicts() {
      return ShownConflict.rules(answer()).stream().anyMatch(BLOCKING::contains);
    }
  }

  private static List<Sent> all() {
    Stream<Sent> histories = History.all().stream().map(HistoryPropertiesTest::sent);
    Stream<Sent> cases =
        TestPipeline.KNOWLEDGE.cases().stream()
            .map(
                one ->
                    new Sent(
                        one.name(),
                        (ObjectNode) JSON.readTree(CaseRequest.json(one)),
                        one.today()));
    return Stream.concat(histories, cases).toList();
  }

  private static Sent sent(History history) {
    return new Sent(
        history.name(),
        (ObjectNode) JSON.readTree(history.request(history.main())),
        history.today());
  }

  @Test
  void noRecordTakenAwayHidesAConflictThatAnotherWitnesses() {
    for (Sent sent : all()) {
      List<JsonNode> records = sent.records();
      if (records.size() < 2) {
        continue;
      }
      List<JsonNode> witnesses =
          records.stream().filter(record -> sent.with(List.of(record)).conflicts()).toList();
      for (int i = 0; i < records.size(); i++) {
        List<JsonNode> rest = new ArrayList<>(records);
        JsonNode removed = rest.remove(i);
        if (witnesses.stream().anyMatch(rest::contains)) {
          assertTrue(sent.with(rest).conflicts(), () -> sent.name + " without " + removed);
        }
      }
    }
  }

  /** Two histories of one patient: what one of them proves, the other cannot take back. */
  @Test
  void noRecordsAddedHideAConflict() {
    Random random = new Random(SEED);
    List<History> plain =
        History.all().stream()
            .filter(history -> history.drafts().isEmpty() && !history.fields().containsKey("today"))
            .filter(
                history ->
                    Collections.disjoint(
                        history.fields().keySet(), Set.of("starts", "authored", "cut")))
            .toList();
    for (int i = 0; i < PAIRS; i++) {
      History one = plain.get(random.nextInt(plain.size()));
      History other = plain.get(random.nextInt(plain.size()));
      Sent alone = sent(one);
      if (alone.conflicts()) {
        Sent both = joined(alone, renamed(sent(other)));
        assertTrue(both.conflicts(), () -> one.name() + " beside " + other.name());
      }
    }
  }

  /** The same records under other ids, so that none is taken for one of the first history. */
  private static Sent renamed(Sent sent) {
    String text =
        sent.request
            .toString()
            .replaceAll("\"id\":\"(r\\d|e\\d|x|record-\\d)\"", "\"id\":\"other-$1\"")
            .replaceAll("(MedicationRequest|Encounter)/(r\\d|e\\d)", "$1/other-$2");
    return new Sent(sent.name, (ObjectNode) JSON.readTree(text), sent.today);
  }

  private static Sent joined(Sent one, Sent other) {
    ObjectNode copy = one.request.deepCopy();
    for (String list : LISTS) {
      ArrayNode entries = ((ObjectNode) copy.at("/prefetch/" + list)).withArray("entry");
      other.request.at("/prefetch/" + list + "/entry").forEach(entries::add);
    }
    return new Sent(one.name, copy, one.today);
  }

  @Test
  void theOrderOfRecordsDoesNotMatter() {
    Random random = new Random(SEED);
    for (Sent sent : all()) {
      ObjectNode shuffled = sent.request.deepCopy();
      for (String list : LISTS) {
        if (shuffled.at("/prefetch/" + list + "/entry") instanceof ArrayNode entries) {
          List<JsonNode> order = new ArrayList<>();
          entries.forEach(order::add);
          Collections.shuffle(order, random);
          entries.removeAll();
          order.forEach(entries::add);
        }
      }
      assertEquals(
          shown(sent.answer()),
          shown(new Sent(sent.name, shuffled, sent.today).answer()),
          sent.name);
    }
  }

  @Test
  void aRecordOfNoConcernChangesNothing() {
    for (Sent sent : all()) {
      if (sent.request.at("/prefetch/medicationRequests") instanceof ObjectNode) {
        Sent more = new Sent(sent.name, sent.request.deepCopy(), sent.today);
        ((ObjectNode) more.request.at("/prefetch/medicationRequests"))
            .withArray("entry")
            .insertObject(0) // lists come newest first
            .set(
                "resource",
                TestRequests.json(
                    "{'resourceType':'MedicationRequest','id':'of-no-concern','status':'active','intent':'order','authoredOn':'%s','medicationCodeableConcept':{'text':'amlodipine 5 mg tablet'}}"
                        .formatted(sent.today)));
        ((ObjectNode) more.request.at("/prefetch/medicationRequests")).remove("total");
        assertEquals(shown(sent.answer()), shown(more.answer()), sent.name);
      }
    }
  }

  /** Over the ends of months and years, and over a leap day. */
  @ParameterizedTest
  @ValueSource(ints = {38, 463})
  void allDatesShiftedShiftTheAnswer(int days) {
    for (Sent sent : all()) {
      String text = sent.request.toString();
      if (!PARTIAL.matcher(text).find()) {
        Sent later =
            new Sent(
                sent.name,
                (ObjectNode) JSON.readTree(shifted(text, days)),
                sent.today.plusDays(days));
        assertEquals(shifted(shown(sent.answer()), days), shown(later.answer()), sent.name);
      }
    }
  }

  private static String shifted(String text, int days) {
    Matcher matcher = DAY.matcher(text);
    return matcher.replaceAll(day -> LocalDate.parse(day.group()).plusDays(days).toString());
  }

  @Test
  void theZoneOfTheMachineDoesNotMatter() {
    TimeZone own = TimeZone.getDefault();
    List<Sent> all = all();
    List<String> expected = all.stream().map(sent -> shown(sent.answer())).toList();
    try {
      for (String zone : List.of("Pacific/Kiritimati", "Pacific/Pago_Pago")) {
        TimeZone.setDefault(TimeZone.getTimeZone(zone));
        for (int i = 0; i < all.size(); i++) {
          assertEquals(expected.get(i), shown(all.get(i).answer()), zone + ": " + all.get(i).name);
        }
      }
    } finally {
      TimeZone.setDefault(own);
    }
  }

  /** The cards about conflicts and unfinished checks, as a clinician sees them. */
  private static String shown(JsonNode answer) {
    StringBuilder shown = new StringBuilder();
    for (JsonNode card : answer.get("cards")) {
      if (Set.of("OpioidConflict", "CheckIncomplete")
          .contains(card.at("/source/topic/code").asString())) {
        shown.append(card.get("indicator").asString()).append('\n');
        shown.append(card.get("summary").asString()).append('\n');
        card.get("detail")
            .asString()
            .lines()
            .filter(line -> !line.isBlank())
            .map(line -> line.replaceFirst("Based on: .*", "")) // sources have dates of their own
            .sorted()
            .forEach(line -> shown.append(line).append('\n'));
      }
    }
    return shown.toString();
  }
}

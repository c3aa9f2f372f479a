package org.ldncds.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.ldncds.web.TestRequests.bytes;
import static org.ldncds.web.TestRequests.cards;
import static org.ldncds.web.TestRequests.draft;
import static org.ldncds.web.TestRequests.drafts;
import static org.ldncds.web.TestRequests.firstDraft;
import static org.ldncds.web.TestRequests.json;
import static org.ldncds.web.TestRequests.list;
import static org.ldncds.web.TestRequests.naltrexone;
import static org.ldncds.web.TestRequests.oxycodone;
import static org.ldncds.web.TestRequests.prefetch;
import static org.ldncds.web.TestRequests.searchset;
import static org.ldncds.web.TestRequests.text;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Shapes that no standard allows and that arrive all the same: none hides an order or a drug. */
class BrokenShapesTest {

  private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);
  private static final List<String> PLAN = List.of("TitrationPlan info");
  private static final List<String> INCOMPLETE = List.of("CheckIncomplete warning");
  private static final List<String> CONFLICT = List.of("OpioidConflict critical");

  private static Arguments shape(String name, List<String> cards, Consumer<ObjectNode> change) {
    return Arguments.of(name, cards, change);
  }

  private static ObjectNode draftOrders(ObjectNode request) {
    return (ObjectNode) request.at("/context/draftOrders");
  }

  private static ObjectNode repeat(ObjectNode request) {
    return (ObjectNode) firstDraft(request).at("/dosageInstruction/0/timing/repeat");
  }

  static Stream<Arguments> shapes() {
    return Stream.of(
        shape("no drafts", List.of(), r -> drafts(r).removeAll()),
        shape(
            "an entry that is no list",
            INCOMPLETE,
            r -> draftOrders(r).set("entry", drafts(r).get(0).deepCopy())),
        shape(
            "a resource as text",
            INCOMPLETE,
            r -> ((ObjectNode) drafts(r).get(0)).put("resource", "naltrexone")),
        shape("a resource without type", INCOMPLETE, r -> firstDraft(r).remove("resourceType")),
        shape(
            "a Bundle in the Bundle",
            INCOMPLETE,
            r ->
                ((ObjectNode) drafts(r).get(0))
                    .set("resource", searchset(firstDraft(r).deepCopy()))),
        shape("a list entry without type", INCOMPLETE, r -> list(r, json("{'id':'x'}"))),
        shape(
            "a total that is a Bundle",
            CONFLICT,
            r -> {
              ObjectNode list = json("{'resourceType':'Bundle','total':{'entry':[]}}");
              prefetch(r).set("medicationRequests", list.setAll(searchset(oxycodone())));
            }),
        shape(
            "an extension that is null",
            List.of("OpioidConflict warning", "CheckIncomplete warning"),
            r -> list(r, oxycodone().set("extension", json("{'a':[null]}").get("a")))),
        shape(
            "a supply of four thousand million years",
            PLAN,
            r ->
                firstDraft(r)
                    .set(
                        "dispenseRequest",
                        json(
                            "{'numberOfRepeatsAllowed':2147483647,'expectedSupplyDuration':{'value':10000,'code':'a'}}"))),
        shape("a time that is none", INCOMPLETE, r -> repeat(r).putArray("timeOfDay").add("25:00")),
        shape(
            "a time that is none beside an opioid",
            List.of("OpioidConflict critical", "CheckIncomplete warning"),
            r -> {
              repeat(r).putArray("timeOfDay").add("24:30:00");
              TestRequests.list(r, TestRequests.oxycodone());
            }),
        shape("a time that is null", PLAN, r -> repeat(r).putArray("when").addNull()),
        shape(
            "a number hidden in a narrative",
            INCOMPLETE,
            r -> firstDraft(r).putObject("text").put("x", new BigDecimal("1e1000000"))),
        shape("a user who is a patient", PLAN, r -> user(r, "Patient/test-patient")),
        shape("a user without id", PLAN, r -> user(r, "Practitioner")),
        shape("an instance that is no UUID", PLAN, r -> r.put("hookInstance", "1")),
        shape("half a surrogate pair in the order", PLAN, r -> note(r, "a \ud800 b")));
  }

  private static void user(ObjectNode request, String user) {
    ((ObjectNode) request.get("context")).put("userId", user);
  }

  private static void note(ObjectNode request, String text) {
    firstDraft(request).putArray("note").addObject().put("text", text);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("shapes")
  void nothingIsLostInABrokenShape(
      String name, List<String> expected, Consumer<ObjectNode> change) {
    ObjectNode request = naltrexone();
    change.accept(request);
    assertEquals(expected, cards(request));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"oxy\u00adcodone", "oxy\u200bcodone 5 mg", "oxycodone5mg", "5mg\u200eOXYCODONE"})
  void anOpioidIsSeenInATangledName(String name) {
    ObjectNode request = naltrexone();
    list(request, text(name));
    assertEquals(CONFLICT, cards(request));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-", "???", "\u200b", "5"})
  void whatHasNoLetterIsNoName(String name) {
    ObjectNode request = naltrexone();
    list(request, text(name));
    assertEquals(List.of("CheckIncomplete warning"), cards(request).subList(0, 1));
  }

  /** An edit of an order that cannot be told from another could change the wrong one. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void noSuggestionEditsAnOrderThatCannotBeTold(boolean sameId) {
    ObjectNode request = naltrexone();
    ObjectNode other = draft("amoxicillin 250 MG Oral Capsule");
    drafts(request).addObject().set("resource", other);
    if (!sameId) {
      firstDraft(request).remove("id");
      other.remove("id");
    }
    JsonNode answer = TestPipeline.answer(bytes(request), TODAY);
    assertEquals(1, answer.get("cards").size());
    assertFalse(answer.get("cards").get(0).has("suggestions"), answer::toPrettyString);
  }

  @Test
  void problemsWithoutIdAreAllSeen() {
    ObjectNode request = naltrexone();
    ObjectNode disorder =
        json(
            "{'resourceType':'Condition','code':{'coding':[{'system':'http://hl7.org/fhir/sid/icd-10-cm','code':'F11.20'}]}}");
    ObjectNode pain =
        json(
            "{'resourceType':'Condition','code':{'coding':[{'system':'http://hl7.org/fhir/sid/icd-10-cm','code':'M79.7'}]}}");
    prefetch(request).set("conditions", searchset(disorder, pain));
    assertTrue(cards(request).contains("OpioidConflict warning"), cards(request)::toString);
  }

  @Test
  void aLongIdIsEchoedAsItIs() {
    ObjectNode request = naltrexone();
    String id = "e.X-".repeat(48);
    firstDraft(request).put("id", id);
    JsonNode answer = TestPipeline.shapedAnswer(bytes(request), TODAY);
    assertEquals(id, answer.at("/cards/0/suggestions/0/actions/0/resource/id").asString());
  }

  @Test
  void aByteOrderMarkShiftsNothing() {
    ObjectNode request = naltrexone();
    list(request, oxycodone());
    byte[] marked = ("\ufeff" + request).getBytes(StandardCharsets.UTF_8);
    assertEquals(1, TestPipeline.answer(marked, TODAY).get("cards").size());
  }

  @Test
  void theSameRequestTwiceIsAnsweredAlike() {
    ObjectNode request = naltrexone();
    list(request, oxycodone());
    String uuid = "\"uuid\":\"[^\"]*\"";
    String first = TestPipeline.answer(bytes(request), TODAY).toString().replaceAll(uuid, "");
    String second = TestPipeline.answer(bytes(request), TODAY).toString().replaceAll(uuid, "");
    assertEquals(first, second);
  }
}

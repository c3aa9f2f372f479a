package org.ldncds.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.ldncds.web.TestRequests.bytes;
import static org.ldncds.web.TestRequests.cards;
import static org.ldncds.web.TestRequests.concept;
import static org.ldncds.web.TestRequests.json;
import static org.ldncds.web.TestRequests.list;
import static org.ldncds.web.TestRequests.naltrexone;
import static org.ldncds.web.TestRequests.oxycodone;
import static org.ldncds.web.TestRequests.prefetch;
import static org.ldncds.web.TestRequests.reference;
import static org.ldncds.web.TestRequests.searchset;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.ldncds.hooks.CardSettings;
import org.ldncds.hooks.InvalidRequestException;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is missing, cut off, foreign or broken is said on a card, and one bad resource never fails a
 * request.
 */
class MissingDataTest {

  static Stream<Arguments> gaps() {
    return Stream.of(
        Arguments.of(
            "no prefetch",
            List.of("CheckIncomplete warning"),
            (Consumer<ObjectNode>) r -> r.remove("prefetch")),
        Arguments.of(
            "prefetch null",
            List.of("CheckIncomplete warning"),
            (Consumer<ObjectNode>) r -> r.putNull("prefetch")),
        Arguments.of(
            "list absent",
            List.of("CheckIncomplete warning"),
            (Consumer<ObjectNode>) r -> prefetch(r).remove("medicationRequests")),
        Arguments.of(
            "list an empty object",
            List.of("CheckIncomplete warning"),
            (Consumer<ObjectNode>) r -> prefetch(r).putObject("medicationRequests")),
        Arguments.of(
            "list a Patient",
            List.of("CheckIncomplete warning"),
            (Consumer<ObjectNode>)
                r ->
                    prefetch(r)
                        .set("medicationRequests", json("{'resourceType':'Patient','id':'x'}"))),
        Arguments.of(
            "list an error",
            List.of("CheckIncomplete warning"),
            (Consumer<ObjectNode>) r -> prefetch(r).set("medicationRequests", error())),
        Arguments.of(
            "list null is empty",
            List.of("TitrationPlan info"),
            (Consumer<ObjectNode>) r -> prefetch(r).putNull("medicationRequests")),
        Arguments.of(
            "statements with an entry are a list",
            List.of("TitrationPlan info"),
            (Consumer<ObjectNode>)
                r -> {
                  prefetch(r).remove("medicationRequests");
                  prefetch(r)
                      .set(
                          "medicationStatements",
                          searchset(
                              json(
                                  "{'resourceType':'MedicationStatement','id':'s','status':'active','medicationCodeableConcept':{'text':'amlodipine 5 mg'},'subject':{'reference':'Patient/test-patient'}}")));
                }),
        Arguments.of(
            "no statements are no list",
            List.of("CheckIncomplete warning"),
            (Consumer<ObjectNode>)
                r -> {
                  prefetch(r).remove("medicationRequests");
                  prefetch(r).set("medicationStatements", searchset());
                }),
        Arguments.of(
            "a warning beside entries",
            List.of("OpioidConflict critical"),
            (Consumer<ObjectNode>)
                r ->
                    list(
                        r,
                        oxycodone(),
                        json(
                            "{'resourceType':'OperationOutcome','issue':[{'severity':'warning','code':'informational'}]}"))),
        Arguments.of(
            "an error beside entries",
            List.of("OpioidConflict critical", "CheckIncomplete warning"),
            (Consumer<ObjectNode>) r -> list(r, oxycodone(), error())),
        Arguments.of(
            "a next page",
            List.of("OpioidConflict critical", "CheckIncomplete warning"),
            (Consumer<ObjectNode>)
                r -> {
                  list(r, oxycodone());
                  ((ObjectNode) prefetch(r).get("medicationRequests"))
                      .putArray("link")
                      .addObject()
                      .put("relation", "next")
                      .put("url", "https://ehr.example/next");
                }),
        Arguments.of(
            "more in total",
            List.of("OpioidConflict critical", "CheckIncomplete warning"),
            (Consumer<ObjectNode>)
                r -> {
                  list(r, oxycodone());
                  ((ObjectNode) prefetch(r).get("medicationRequests")).put("total", 2);
                }),
        Arguments.of(
            "a next page beyond the year",
            List.of("TitrationPlan info"),
            (Consumer<ObjectNode>)
                r -> {
                  ObjectNode old = oxycodone();
                  old.put("status", "completed").put("authoredOn", "2025-01-01");
                  list(r, old);
                  ((ObjectNode) prefetch(r).get("medicationRequests"))
                      .putArray("link")
                      .addObject()
                      .put("relation", "next")
                      .put("url", "https://ehr.example/next");
                }),
        Arguments.of(
            "another patient's record",
            List.of("CheckIncomplete info", "TitrationPlan info"),
            (Consumer<ObjectNode>)
                r -> {
                  ObjectNode other = oxycodone();
                  ((ObjectNode) other.get("subject")).put("reference", "Patient/other");
                  list(r, other);
                }),
        Arguments.of(
            "a record of unknown status",
            List.of("OpioidConflict warning", "CheckIncomplete warning"),
            (Consumer<ObjectNode>) r -> list(r, oxycodone().put("status", "actve"))),
        Arguments.of(
            "a record without status",
            List.of("OpioidConflict warning"),
            (Consumer<ObjectNode>)
                r -> {
                  ObjectNode record = oxycodone();
                  record.remove("status");
                  list(r, record);
                }),
        Arguments.of(
            "a bad date beside a good record",
            List.of("OpioidConflict critical", "CheckIncomplete warning"),
            (Consumer<ObjectNode>)
                r ->
                    list(
                        r,
                        oxycodone(),
                        oxycodone().put("id", "oxy-2").put("authoredOn", "yesterday"))),
        Arguments.of(
            "a drug named twice",
            List.of("CheckIncomplete warning"),
            (Consumer<ObjectNode>)
                r -> {
                  ObjectNode record = oxycodone();
                  record.set("medicationReference", json("{'reference':'Medication/1'}"));
                  list(r, record);
                }),
        Arguments.of(
            "an unknown code without a name",
            List.of("CheckIncomplete warning"),
            (Consumer<ObjectNode>)
                r ->
                    list(
                        r,
                        concept(
                            "{'coding':[{'system':'http://www.nlm.nih.gov/research/umls/rxnorm','code':'999999999'}]}"))),
        Arguments.of(
            "a reference to nothing",
            List.of("CheckIncomplete warning"),
            (Consumer<ObjectNode>)
                r -> {
                  ObjectNode record = oxycodone();
                  reference(record, "Medication/away");
                  list(r, record);
                }),
        Arguments.of(
            "a modifier extension",
            List.of("OpioidConflict critical", "CheckIncomplete warning"),
            (Consumer<ObjectNode>)
                r -> {
                  ObjectNode record = oxycodone();
                  record
                      .putArray("modifierExtension")
                      .addObject()
                      .put("url", "https://ehr.example/not")
                      .put("valueBoolean", true);
                  list(r, record);
                }),
        Arguments.of(
            "a number that takes seconds",
            List.of("OpioidConflict warning", "CheckIncomplete warning"),
            (Consumer<ObjectNode>) r -> list(r, huge("1e1000000"))),
        Arguments.of(
            "the same as text",
            List.of("OpioidConflict warning", "CheckIncomplete warning"),
            (Consumer<ObjectNode>) r -> list(r, huge("\"1e1000000\""))),
        Arguments.of(
            "conditions absent",
            List.of("CheckIncomplete info", "TitrationPlan info"),
            (Consumer<ObjectNode>) r -> prefetch(r).remove("conditions")),
        Arguments.of(
            "conditions null",
            List.of("TitrationPlan info"),
            (Consumer<ObjectNode>) r -> prefetch(r).putNull("conditions")),
        Arguments.of(
            "allergies an error",
            List.of("CheckIncomplete info", "TitrationPlan info"),
            (Consumer<ObjectNode>) r -> prefetch(r).set("allergies", error())),
        Arguments.of(
            "patient another",
            List.of("CheckIncomplete info", "TitrationPlan info"),
            (Consumer<ObjectNode>)
                r -> ((ObjectNode) prefetch(r).get("patient")).put("id", "other")),
        Arguments.of(
            "keys nobody asked for",
            List.of("TitrationPlan info"),
            (Consumer<ObjectNode>) r -> prefetch(r).putObject("-user").put("a", 1)));
  }

  private static ObjectNode error() {
    return json(
        "{'resourceType':'OperationOutcome','issue':[{'severity':'error','code':'exception'}]}");
  }

  private static ObjectNode huge(String number) {
    ObjectNode record = oxycodone();
    record
        .putArray("dosageInstruction")
        .add(
            TestRequests.JSON.readTree(
                "{\"doseAndRate\":[{\"doseQuantity\":{\"value\":"
                    + number
                    + ",\"unit\":\"mg\"}}]}"));
    return record;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("gaps")
  void whatIsMissingOrBrokenIsSaid(
      String name, List<String> expected, Consumer<ObjectNode> change) {
    ObjectNode request = naltrexone();
    change.accept(request);
    assertEquals(expected, cards(request));
  }

  @Test
  void aMissingListIsRefusedWhereTheDeployerWantsThat() {
    ObjectNode request = naltrexone();
    prefetch(request).remove("medicationRequests");
    CardSettings strict = new CardSettings(4, Set.of(), true);
    InvalidRequestException refusal =
        assertThrows(
            InvalidRequestException.class,
            () -> TestPipeline.answer(bytes(request), LocalDate.of(2026, 11, 23), strict));
    assertEquals(412, refusal.status());
  }
}

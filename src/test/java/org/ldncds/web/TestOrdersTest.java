package org.ldncds.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.ldncds.web.TestRequests.bytes;
import static org.ldncds.web.TestRequests.drafts;
import static org.ldncds.web.TestRequests.naltrexone;
import static org.ldncds.web.TestRequests.prefetch;
import static org.ldncds.web.TestRequests.searchset;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ldncds.clinical.check.Topic;
import org.ldncds.hooks.CardSettings;
import org.ldncds.hooks.Client;
import org.ldncds.hooks.Dialect;
import org.ldncds.knowledge.Knowledge;
import org.ldncds.knowledge.TestKnowledge;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The orders of missing tests: what is created, that it settles the card, and who may change it.
 */
class TestOrdersTest {

  private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);

  /** A woman of 46 who has had no test. */
  private static ObjectNode untested() {
    ObjectNode request = naltrexone();
    ((ObjectNode) prefetch(request).get("patient")).put("gender", "female");
    prefetch(request).set("observations", searchset());
    prefetch(request).set("serviceRequests", searchset());
    return request;
  }

  private static JsonNode card(JsonNode answer, String topic) {
    return answer
        .get("cards")
        .valueStream()
        .filter(card -> card.at("/source/topic/code").asString().equals(topic))
        .findFirst()
        .orElseGet(TestRequests.JSON::createObjectNode);
  }

  private static JsonNode tests(ObjectNode request) {
    return card(TestPipeline.answer(bytes(request), TODAY), "BaselineTests");
  }

  private static List<JsonNode> created(JsonNode card) {
    return card.path("suggestions")
        .valueStream()
        .map(suggestion -> suggestion.at("/actions/0/resource"))
        .toList();
  }

  private static List<String> codes(List<JsonNode> resources) {
    return resources.stream().map(r -> r.at("/code/coding/0/code").asString()).toList();
  }

  @Test
  void eachMissingTestIsOneOrderToTakeOver() {
    JsonNode card = tests(untested());
    assertEquals("any", card.get("selectionBehavior").asString());
    assertEquals(List.of("24325-3", "2160-0", "2106-3"), codes(created(card)));
    JsonNode order = created(card).get(0);
    assertEquals(
        TestRequests.JSON.readTree(
            """
            {"resourceType":"ServiceRequest","status":"draft","intent":"order",
             "code":{"coding":[{"system":"http://loinc.org","code":"24325-3","display":"Hepatic function panel - Serum or Plasma"}],
              "text":"Liver tests before naltrexone: ALT, AST, bilirubin"},
             "subject":{"reference":"Patient/test-patient"},"authoredOn":"2026-11-23",
             "requester":{"reference":"Practitioner/1"},
             "reasonCode":[{"text":"Baseline before the start of naltrexone"}],
             "supportingInfo":[{"reference":"MedicationRequest/draft-1"}]}
            """),
        order);
  }

  @Test
  void whoeverIsNoPractitionerIsNoRequester() {
    ObjectNode request = untested();
    ((ObjectNode) request.get("context")).put("userId", "Patient/test-patient");
    assertTrue(created(tests(request)).stream().noneMatch(order -> order.has("requester")));
  }

  @Test
  void whatIsTakenOverIsNotAskedForAgain() {
    ObjectNode request = untested();
    List<JsonNode> orders = new ArrayList<>(created(tests(request)));
    while (!orders.isEmpty()) {
      drafts(request).addObject().set("resource", orders.remove(0));
      assertEquals(codes(orders), codes(created(tests(request))));
    }
    assertTrue(tests(request).isEmpty());
  }

  @Test
  void theLiverTestsOfThePlanAreForALaterVisit() {
    ObjectNode request = untested();
    JsonNode plan = card(TestPipeline.answer(bytes(request), TODAY), "TitrationPlan");
    List<JsonNode> later =
        plan.get("suggestions")
            .valueStream()
            .flatMap(suggestion -> suggestion.get("actions").valueStream())
            .map(action -> action.get("resource"))
            .filter(resource -> resource.has("occurrencePeriod"))
            .toList();
    assertEquals(List.of("24325-3"), codes(later));
    ObjectNode signed = ((ObjectNode) later.get(0)).put("intent", "order");
    drafts(request).addObject().set("resource", signed);
    assertTrue(codes(created(tests(request))).contains("24325-3"));
  }

  @Test
  void epicHearsOneActionASuggestion() {
    ObjectNode request = untested().put("fhirServer", "https://ehr.example.org/fhir");
    Client epic =
        new Client(
            "epic",
            List.of("https://ehr.example.org/fhir"),
            Dialect.named("epic").orElseThrow(),
            false,
            false,
            false,
            0,
            Duration.ZERO);
    JsonNode answer = StrictAnswer.read(TestPipeline.bytes(bytes(request), TODAY, epic), "epic");
    JsonNode card = card(answer, "BaselineTests");
    assertEquals(List.of("24325-3", "2160-0", "2106-3"), codes(created(card)));
    assertEquals(
        "Order, for now: Liver tests before naltrexone: ALT, AST, bilirubin",
        card.at("/suggestions/0/label").asString());
  }

  @ParameterizedTest(name = "results: {0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'resourceType':'OperationOutcome','issue':[{'severity':'error','code':'exception'}]}",
        "{'resourceType':'Bundle','type':'searchset','link':[{'relation':'next','url':'https://ehr.example/2'}]}",
        "{'resourceType':'Bundle','type':'searchset','entry':[{'resource':{'resourceType':'OperationOutcome','issue':[{'severity':'error','code':'exception'}]}}]}",
        "{'resourceType':'Patient','id':'x'}"
      })
  void resultsThatWereNotSentInFullAreAGapAndNoMissingTest(String sent) {
    ObjectNode request = untested();
    prefetch(request).set("observations", TestRequests.json(sent));
    JsonNode answer = TestPipeline.answer(bytes(request), TODAY);
    assertTrue(card(answer, "BaselineTests").isEmpty());
    assertTrue(card(answer, "CheckIncomplete").get("detail").asString().contains("observations"));
  }

  @Test
  void ordersThatCouldNotBeReadAreAGap() {
    ObjectNode request = untested();
    prefetch(request)
        .set(
            "serviceRequests",
            TestRequests.json(
                "{'resourceType':'OperationOutcome','issue':[{'severity':'error','code':'exception'}]}"));
    JsonNode answer = TestPipeline.answer(bytes(request), TODAY);
    assertTrue(
        card(answer, "CheckIncomplete").get("detail").asString().contains("serviceRequests"));
    assertTrue(
        card(answer, "BaselineTests")
            .get("detail")
            .asString()
            .contains("Which tests are already ordered was not sent"));
  }

  @Test
  void anInformaticistAddsATestWithoutJava() throws Exception {
    String file = "protocols/baseline-tests.yaml";
    String more =
        Files.readString(Path.of("cds-services", file))
            .replace(
                "  kidney:\n",
                """
                  screen:
                    rule: BT-1
                    name: an opioid urine screen
                    results: [opioid-urine-screen]
                    needed: any
                    days: 14
                    order:
                      text: Opioid urine screen before naltrexone
                      system: loinc
                      code: 19295-5
                      display: Opiates Screen Ql (U)
                    sources: [expert-default]
                    since: 2026-11-25
                  kidney:
                """);
    Knowledge knowledge = TestKnowledge.with(file, more, Wiring.CHECK_NAMES);
    JsonNode answer = TestPipeline.shapedAnswer(knowledge, bytes(untested()), TODAY);
    assertTrue(codes(created(card(answer, "BaselineTests"))).contains("19295-5"));
    assertTrue(
        card(answer, "BaselineTests").get("detail").asString().contains("an opioid urine screen"));
  }

  @ParameterizedTest
  @CsvSource({
    "cds.zone,UTC,true",
    "cds.topics.Indication.enabled,true,false",
    "cds.topics.indication.enabled,true,false",
    "cds.topics.Indication.enabled,false,true"
  })
  void theIndicationIsOffUntilItIsSwitchedOn(String property, String value, boolean silenced) {
    CdsProperties settings =
        new Binder(new MapConfigurationPropertySource(Map.of(property, value)))
            .bind("cds", CdsProperties.class)
            .get();
    CardSettings cards = new Wiring().cardSettings(settings);
    assertEquals(silenced ? Set.of(Topic.INDICATION) : Set.of(), cards.silenced());
    assertFalse(cards.silenced().contains(Topic.BASELINE_TESTS));
  }

  /** The codes that are asked for are those that are read. */
  @Test
  void everyCodeOfAResultIsAskedFor() {
    String template = TestPipeline.ORDER_SIGN.prefetch().getOrDefault("observations", "");
    List<String> asked =
        List.of(template.replaceAll(".*&code=", "").replaceAll("&.*", "").split(",", -1));
    TestPipeline.KNOWLEDGE
        .labs()
        .tests()
        .keySet()
        .forEach(code -> assertTrue(asked.contains(code.value()), code.value()));
    assertEquals(asked.size(), Set.copyOf(asked).size(), "each once");
  }
}

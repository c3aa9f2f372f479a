package org.ldncds.web;

import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.ldncds.web.TestRequests.firstDraft;
import static org.ldncds.web.TestRequests.json;
import static org.ldncds.web.TestRequests.list;
import static org.ldncds.web.TestRequests.medication;
import static org.ldncds.web.TestRequests.naltrexone;
import static org.ldncds.web.TestRequests.oxycodone;
import static org.ldncds.web.TestRequests.prefetch;
import static org.ldncds.web.TestRequests.reference;
import static org.ldncds.web.TestRequests.searchset;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.ldncds.fhir.FhirAuthorization;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is fetched, and what is not: prefetch as CDS Hooks 2.0 has it, pages, and the drugs that
 * records refer to. A busy machine has time for it; FetchTimeTest is about time.
 */
@TestPropertySource(properties = "cds.limits.fhir-time=20s")
class FetchTest extends EhrTest {

  private static final List<String> PLAN = List.of("TitrationPlan info");
  private static final List<String> CONFLICT = List.of("OpioidConflict critical");

  private static ObjectNode foreign(String type) {
    String patient = "{'reference':'Patient/other'}";
    return json(
        "{'resourceType':'"
            + type
            + "','id':'foreign','subject':"
            + patient
            + ",'patient':"
            + patient
            + "}");
  }

  /** What a key may hold, and how often it is then asked for. */
  static Stream<Arguments> forms() {
    return Stream.of(
            Arguments.of("absent", 1),
            Arguments.of("null", 0),
            Arguments.of("{}", 1),
            Arguments.of("a text", 1),
            Arguments.of("empty", 0),
            Arguments.of("other patient", 1),
            Arguments.of("paged", 1),
            Arguments.of("OperationOutcome", 0),
            Arguments.of("wrong type", 1),
            Arguments.of("Bundle of the wrong type", 1))
        .flatMap(
            form ->
                TYPES.keySet().stream()
                    .map(key -> Arguments.of(key, form.get()[0], form.get()[1])));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("forms")
  void aKeyIsFetchedWhereItIsMissing(String key, String form, int calls) throws Exception {
    serveNothing();
    ObjectNode request = authorized(naltrexone());
    TYPES.keySet().stream()
        .filter(other -> !other.equals("patient") || key.equals("patient"))
        .forEach(other -> prefetch(request).putNull(other));
    String whole = TYPES.getOrDefault(key, "");
    String type = whole.replace("/test-patient", "");
    boolean patient = key.equals("patient");
    switch (form) {
      case "absent" -> prefetch(request).remove(key);
      case "null" -> {}
      case "{}" -> prefetch(request).putObject(key);
      case "a text" -> prefetch(request).put(key, "none");
      case "empty" -> prefetch(request).set(key, searchset());
      case "other patient" ->
          prefetch(request).set(key, patient ? foreign(type) : searchset(foreign(type)));
      case "paged" ->
          prefetch(request).set(key, followedBy(searchset(), base() + "/" + whole + "?page=2"));
      case "OperationOutcome" -> prefetch(request).set(key, error());
      case "wrong type" -> prefetch(request).set(key, foreign("Location"));
      default -> prefetch(request).set(key, searchset(foreign("Location")));
    }
    JsonNode cards = quickCards(request);
    boolean bundleForPatient = patient && form.equals("empty");
    assertEquals(bundleForPatient ? 1 : calls, calls(type).size());
    assertEquals(calls(type).size(), calls("").size(), "nothing else is asked for");
    boolean ageUnknown = patient && form.equals("null");
    assertEquals(
        ageUnknown || form.equals("OperationOutcome"), !incomplete(cards).isEmpty() && calls == 0);
  }

  @Test
  void everythingIsFetchedOnceWithTheTokenAndJudgedAsIfItHadBeenSent() throws Exception {
    serveNothing();
    serve("MedicationRequest", searchset(oxycodone()));
    assertEquals(CONFLICT, topics(cards(bare())));
    Set<String> asked = new TreeSet<>();
    calls("").forEach(url -> asked.add(url.replaceAll("[?].*", "")));
    assertEquals(new TreeSet<>(TYPES.values()), asked);
    assertEquals(TYPES.size(), calls("").size());
    EHR.verify(
        TYPES.size(),
        anyRequestedFor(anyUrl())
            .withHeader("Authorization", equalTo("Bearer " + TOKEN))
            .withHeader("Accept", equalTo("application/fhir+json")));
    String search = calls("MedicationRequest").get(0);
    assertTrue(search.startsWith("MedicationRequest?patient=test-patient&intent="), search);
  }

  @Test
  void nothingIsFetchedWhereNoOrderMatters() throws Exception {
    serveNothing();
    ObjectNode request = bare();
    firstDraft(request).set("medicationCodeableConcept", json("{'text':'amoxicillin 500 mg'}"));
    assertEquals(List.of(), topics(cards(request)));
    ObjectNode withdrawn = bare();
    firstDraft(withdrawn).put("status", "cancelled");
    cards(withdrawn);
    assertEquals(List.of(), calls(""));
  }

  @Test
  void aHarmlessMedicationOfAnOrderIsReadAndNothingElse() throws Exception {
    serveNothing();
    serve(
        "Medication/m1",
        json("{'resourceType':'Medication','id':'m1','code':{'text':'amoxicillin 500 mg'}}"));
    ObjectNode request = bare();
    reference(firstDraft(request), "Medication/m1");
    assertEquals(List.of(), topics(cards(request)));
    assertEquals(List.of("Medication/m1"), calls(""));
  }

  @Test
  void anOrderKnownOnlyByItsMedicationIsJudged() throws Exception {
    serveNothing();
    serve("MedicationRequest", searchset(oxycodone()));
    serve(
        "Medication/m1",
        json(
            "{'resourceType':'Medication','id':'m1','code':{'text':'Naltrexone 1 mg oral capsule'}}"));
    ObjectNode request = bare();
    reference(firstDraft(request), base() + "/Medication/m1/_history/3");
    assertEquals(CONFLICT, topics(cards(request)));
    assertEquals(1, calls("Medication/m1").size());
  }

  @Test
  void aRecordKnownOnlyByItsMedicationIsJudged() throws Exception {
    serve("Medication/m9", medication("m9"));
    ObjectNode request = authorized(naltrexone());
    nothingButThePatient(request);
    ObjectNode record = oxycodone();
    reference(record, "Medication/m9");
    list(request, record);
    assertEquals(CONFLICT, topics(cards(request)));
    assertEquals(List.of("Medication/m9"), calls(""));
  }

  @Test
  void aMedicationThatWasSentOrIsNamedOrIsElsewhereIsNotRead() throws Exception {
    ObjectNode request = authorized(naltrexone());
    nothingButThePatient(request);
    ObjectNode included = oxycodone();
    reference(included, "Medication/m9");
    ObjectNode named = oxycodone().put("id", "named");
    reference(named, "Medication/m10");
    ((ObjectNode) named.get("medicationReference")).put("display", "amoxicillin 500 mg capsule");
    ObjectNode away = oxycodone().put("id", "away");
    reference(away, "https://other.example/fhir/Medication/m11");
    ObjectNode odd = oxycodone().put("id", "odd");
    reference(odd, "Medication/..");
    list(request, included, named, away, odd, medication("m9"));
    assertEquals(
        List.of("OpioidConflict critical", "CheckIncomplete warning"), topics(cards(request)));
    assertEquals(List.of(), calls(""));
  }

  @Test
  void pagesAreFollowedAndAConflictOnTheLastIsFound() throws Exception {
    serveNothing();
    serve("MedicationRequest", followedBy(searchset(), base() + "?_getpages=1"));
    EHR.stubFor(get(urlPathEqualTo(path)).willReturn(fhir(searchset(oxycodone()))));
    assertEquals(CONFLICT, topics(cards(bare())));
  }

  @Test
  void noMorePagesThanTheLimitAreFollowed() throws Exception {
    serveNothing();
    for (int page = 0; page < 9; page++) {
      serve(
          page == 0 ? "MedicationRequest" : "page-" + page,
          followedBy(searchset(), base() + "/page-" + (page + 1)));
    }
    String said = incomplete(cards(bare()));
    assertEquals(5, calls("page-").size());
    assertTrue(said.contains("medicationRequests has more pages"), said);
  }

  @Test
  void aListInOrderEndsWithTheYear() throws Exception {
    serveNothing();
    ObjectNode recent = oxycodone().put("id", "recent").put("status", "cancelled");
    ObjectNode old = oxycodone().put("status", "completed").put("authoredOn", "2020-01-01");
    serve("MedicationRequest", followedBy(searchset(recent, old), base() + "/page-1"));
    assertEquals(PLAN, topics(quickCards(bare())));
    assertEquals(List.of(), calls("page-"));
  }

  @Test
  void aListOutOfOrderIsReadOn() throws Exception {
    serveNothing();
    ObjectNode recent = oxycodone().put("id", "recent").put("status", "cancelled");
    ObjectNode old = oxycodone().put("id", "old").put("status", "completed");
    old.put("authoredOn", "2020-01-01");
    serve("MedicationRequest", followedBy(searchset(old, recent), base() + "/page-1"));
    serve("page-1", searchset(oxycodone()));
    assertEquals(CONFLICT, topics(cards(bare())));
  }

  @Test
  void anotherPatientsRecordsAreNeitherUsedNorHidden() throws Exception {
    serveNothing();
    serve("MedicationRequest", searchset(foreign("MedicationRequest")));
    serve("Patient/test-patient", foreign("Patient"));
    String said = incomplete(cards(bare()));
    assertTrue(
        said.contains("MedicationRequest/foreign, Patient/foreign belongs to another"), said);
  }

  @Test
  void withoutATokenNothingIsAskedAndTheCardSaysSo() throws Exception {
    serveNothing();
    ObjectNode request = bare();
    request.remove("fhirAuthorization");
    String said = incomplete(cards(request));
    assertTrue(said.contains("no access token was sent for it"), said);
    assertTrue(said.contains("The medication list was not available"), said);
    assertEquals(List.of(), calls(""));
  }

  @Test
  void aTokenThatCannotStandInAHeaderIsRefused() throws Exception {
    ObjectNode request = bare();
    ((ObjectNode) request.get("fhirAuthorization")).put("access_token", "a\r\nX-Forged: 1");
    outcome(400, "fhirAuthorization.access_token", post(request));
    assertEquals(List.of(), calls(""));
  }

  @Test
  void theTokenIsNotShownByWhatHoldsIt() {
    assertFalse(FhirAuthorization.of(TOKEN).orElseThrow().toString().contains(TOKEN));
  }
}

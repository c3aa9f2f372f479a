package org.ldncds.web;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.ldncds.web.TestRequests.concept;
import static org.ldncds.web.TestRequests.list;
import static org.ldncds.web.TestRequests.naltrexone;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/** A code nobody knows is asked for at the terminology server. */
class TerminologyServerTest extends TerminologyTest {

  @Test
  void aNewOpioidIsAConflict() {
    on(LOOKUP, found("oxycodone hydrochloride 6.5 MG Oral Tablet"));
    String said = ask(code(RXNORM, "9990001"));
    assertTrue(said.contains("OpioidConflict: **Do not start"), said);
    assertTrue(said.contains("oxycodone hydrochloride 6.5 MG Oral Tablet"), said);
    assertFalse(said.contains("CheckIncomplete"), said);
  }

  @Test
  void aHarmlessDrugIsNoGapAnyMore() {
    on(LOOKUP, found("amoxicillin 250 MG Oral Capsule"));
    String said = ask(code(RXNORM, "9990002"));
    assertFalse(said.contains("CheckIncomplete") || said.contains("OpioidConflict"), said);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ",{'name':'designation','part':[{'name':'value','valueString':'oxycodon tablet'}]}",
        ",{'name':'property','part':[{'name':'code','valueCode':'has_ingredient'},{'name':'value','valueCode':'7804'}]}",
        ",{'name':'property','part':[{'name':'code','valueCode':'ATC'},{'name':'value','valueString':'N02AA05'}]}",
        ",{'name':'property','part':[{'name':'code','valueCode':'has_ingredient'},{'name':'value','valueCoding':{'system':'http://snomed.info/sct','code':'55452001'}}]}"
      })
  void designationsAndPropertiesLeadToTheIngredient(String more) {
    on(LOOKUP, found("Brandnew 6.5", more));
    assertTrue(ask(code(RXNORM, "9990003")).contains("OpioidConflict"), more);
  }

  @Test
  void whatAHarmlessIngredientIsAPartOfDoesNotCount() {
    on(
        LOOKUP,
        found(
            "acetaminophen",
            ",{'name':'property','part':[{'name':'code','valueCode':'ingredient_of'},{'name':'value','valueCode':'1049621'}]}"));
    assertFalse(ask(code(RXNORM, "9990004")).contains("OpioidConflict"));
  }

  @Test
  void anOpioidWithAnUnknownNameIsAskedForToo() {
    on(LOOKUP, found("fentanyl 0.3 MG Buccal Tablet"));
    ObjectNode record =
        concept("{'text':'Brandnew 300','coding':[{'system':'" + RXNORM + "','code':'9990005'}]}");
    assertTrue(ask(record).contains("OpioidConflict"));
  }

  @Test
  void anOpioidOrderByCodeAloneIsResolved() {
    on(LOOKUP, found("oxycodone hydrochloride 6.5 MG Oral Tablet"));
    ObjectNode request = naltrexone();
    TestRequests.firstDraft(request)
        .set("medicationCodeableConcept", code(RXNORM, "9990006").get("medicationCodeableConcept"));
    list(request, TestRequests.text("Naltrexone 50 mg oral tablet"));
    assertTrue(answer(request).contains("blocks"), answer(request));
  }

  @Test
  void aCodeThatTheServerDoesNotKnowStaysAGap() {
    on(LOOKUP, outcome(404, "not-found"));
    String said = ask(code(RXNORM, "9990007"));
    assertTrue(said.contains("CheckIncomplete"), said);
    assertTrue(said.contains("the terminology server does not know its code"), said);
  }

  @Test
  void aServerWithoutLookupValidates() {
    on(LOOKUP, outcome(501, "not-supported"));
    on(
        VALIDATE,
        fhir(
            200,
            "{'resourceType':'Parameters','parameter':[{'name':'result','valueBoolean':true},{'name':'display','valueString':'morphine sulfate 15 MG Oral Tablet'}]}"));
    assertTrue(ask(code(RXNORM, "9990008")).contains("OpioidConflict"));
    server.verify(
        getRequestedFor(urlPathEqualTo(VALIDATE))
            .withQueryParam("url", equalTo(RXNORM))
            .withQueryParam("code", equalTo("9990008")));
  }

  @Test
  void aCodeOfSnomedIsSubsumedByOneWeKnow() {
    on(LOOKUP, found("Percotab"));
    on(
        SUBSUMES,
        fhir(
            200,
            "{'resourceType':'Parameters','parameter':[{'name':'outcome','valueCode':'not-subsumed'}]}"));
    server.stubFor(
        get(urlPathEqualTo(SUBSUMES))
            .withQueryParam("codeA", equalTo("55452001"))
            .withQueryParam("codeB", equalTo("999000123"))
            .withQueryParam("system", equalTo(SNOMED))
            .willReturn(
                fhir(
                    200,
                    "{'resourceType':'Parameters','parameter':[{'name':'outcome','valueCode':'subsumes'}]}")));
    String said = ask(code(SNOMED, "999000123"));
    assertTrue(said.contains("OpioidConflict"), () -> said + calls());
    assertFalse(ask(code(SNOMED, "999000124")).contains("OpioidConflict"));
  }

  @Test
  void nothingButCodesIsSent() {
    on(LOOKUP, found("amoxicillin"));
    ObjectNode secret =
        concept("{'text':'canary','coding':[{'system':'" + RXNORM + "','code':'9990015'}]}");
    ask(
        secret,
        code(RXNORM, "John Doe 1980"),
        code("urn:local:canary", "77"),
        code("http://loinc.org", "4548-4"));
    List<LoggedRequest> sent = server.findAll(anyRequestedFor(anyUrl()));
    assertEquals(1, sent.size());
    assertEquals(
        "/fhir/CodeSystem/$lookup?code=9990015&system=http%3A%2F%2Fwww.nlm.nih.gov%2Fresearch%2Fumls%2Frxnorm",
        sent.get(0).getUrl());
    assertFalse(sent.get(0).getHeaders().toString().contains("canary"));
    assertTrue(sent.get(0).getHeader("Authorization") == null);
  }

  @Test
  void whatTheTablesKnowIsNotAskedFor() {
    server.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(500)));
    ask(code(RXNORM, "1049621"), TestRequests.text("Paracetamol 500 mg"));
    assertEquals(0, calls());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://terminology.example/fhir",
        "ftp://localhost/",
        "https://user@terminology.example/",
        "https://terminology.example/fhir?x=1",
        "fhir",
        "file:///etc/passwd"
      })
  void unsafeAddressesAreRefused(String url) {
    assertThrows(IllegalArgumentException.class, () -> asking(url, 50, TIME));
  }
}

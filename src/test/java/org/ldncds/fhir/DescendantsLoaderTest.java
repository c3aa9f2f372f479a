package org.ldncds.fhir;

import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.ldncds.fhir.DescendantsLoader.Pace;
import org.ldncds.fhir.Expansion.Outcome;

/** Descendants are loaded in the background from a terminology server over HTTP, page by page. */
class DescendantsLoaderTest extends ExpandingServerTest {

  @Test
  void pagesAreReadUntilTheTotal() {
    on("1000001", 0, page("'total':5,'offset':0,", "1000001", "2000001"));
    on("1000001", 2, page("'total':5,'offset':2,", "2000002"));
    on("1000001", 3, page("'total':5,'offset':3,", "2000003", "2000004"));
    load(ONCE, USUAL, "1000001");
    until(() -> loader.loaded() == 1);
    for (String code : List.of("2000001", "2000002", "2000003", "2000004")) {
      assertEquals(List.of("1000001"), above(code));
    }
    assertEquals(List.of(), above("2000005"));
    assertEquals(3, calls());
    assertTrue(server.descendants().open().isEmpty());
  }

  @Test
  void nothingButTheCodeIsSent() {
    on(page("", "1000001"));
    load(ONCE, USUAL, "1000001");
    assertEquals(
        EXPAND + "?count=2&offset=0&url=http%3A%2F%2Fsnomed.info%2Fsct%3Ffhir_vs%3Disa%2F1000001",
        SERVER.findAll(anyRequestedFor(anyUrl())).get(0).getUrl());
  }

  @Test
  void withoutATotalAllIsThereUnlessThePageSaysWhereItBegins() {
    on("1000001", 0, page("", "1000001", "2000001"));
    on("1000002", 0, page("'offset':0,", "1000002", "2000002"));
    on("1000002", 2, page("'offset':2,", "2000003"));
    on("1000002", 3, page("'offset':3,"));
    load(ONCE, USUAL, "1000001", "1000002");
    until(() -> loader.loaded() == 2);
    assertEquals(List.of("1000001"), above("2000001"));
    assertEquals(List.of("1000002"), above("2000003"));
  }

  @Test
  void entriesBelowEntriesCountAndOtherSystemsDoNot() {
    on(
        fhir(
            200,
            "{'resourceType':'ValueSet','status':'active','expansion':{'timestamp':'2026-11-25','contains':["
                + "{'system':'http://snomed.info/sct','code':'1000001','contains':["
                + "{'system':'http://snomed.info/sct','code':'2000001'}]},"
                + "{'system':'http://loinc.org','code':'2000002'},"
                + "{'system':'http://snomed.info/sct','code':'no code'}]}}"));
    load(ONCE, USUAL, "1000001");
    until(() -> loader.loaded() == 1);
    assertEquals(List.of("1000001"), above("2000001"));
    assertEquals(List.of(), above("2000002"));
    assertFalse(
        server.descendants().withListed(List.of(snomed("no code"))).contains(snomed("1000001")));
  }

  @Test
  void theNearestListedCodeTellsAndAListedCodeTellsForItself() {
    on("1000001", 0, page("'total':4,", "1000001", "1000002"));
    on("1000001", 2, page("'total':4,", "2000001", "2000002"));
    on("1000002", 0, page("'total':2,", "1000002", "2000001"));
    on("1000003", 0, page("'total':2,", "1000003", "2000001"));
    load(ONCE, USUAL, "1000001", "1000002", "1000003");
    until(() -> loader.loaded() == 3);
    assertEquals(List.of("1000002", "1000003"), above("2000001"));
    assertEquals(List.of("1000001"), above("2000002"));
    assertEquals(List.of(), above("1000002"), "it is in the table itself");
  }

  @Test
  void aCodeThatIsSentTwiceIsStillToldByTheListedOne() {
    on(page("", "1000001", "2000001"));
    load(ONCE, USUAL, "1000001");
    until(() -> loader.loaded() == 1);
    assertTrue(
        server
            .descendants()
            .withListed(List.of(snomed("2000001"), snomed("2000001")))
            .contains(snomed("1000001")));
  }

  @Test
  void whatFailedIsTriedAgain() {
    on("1000001", 0, outcome(503, "transient"));
    on("1000002", 0, page("", "1000002", "2000002"));
    load(new Pace(SHORT, LONG), USUAL, "1000001", "1000002");
    until(() -> loader.loaded() == 1);
    assertEquals(NOT_REACHED, server.descendants().open().orElse(""));
    assertEquals(List.of("1000002"), above("2000002"), "what was loaded counts beside a failure");
    on("1000001", 0, page("", "1000001", "2000001"));
    until(() -> loader.loaded() == 2);
    until(() -> server.descendants().open().isEmpty());
    assertEquals(List.of("1000001"), above("2000001"));
    SERVER.verify(
        1,
        getRequestedFor(urlPathEqualTo(EXPAND))
            .withQueryParam("url", equalTo("http://snomed.info/sct?fhir_vs=isa/1000002")));
  }

  @Test
  void whatWasLoadedIsKeptWhenTheNextLoadFailsAndReplacedWhenItSucceeds() {
    on(page("", "1000001", "2000001"));
    load(new Pace(SHORT, SHORT), USUAL, "1000001");
    until(() -> loader.loaded() == 1);
    on(outcome(500, "exception"));
    until(() -> outcomes.contains(Outcome.FAILED));
    assertEquals(List.of("1000001"), above("2000001"));
    assertEquals(1, loader.loaded());
    assertTrue(server.descendants().open().isEmpty());
    on(page("", "1000001", "2000002"));
    until(() -> !above("2000002").isEmpty());
    assertEquals(List.of(), above("2000001"));
  }

  @Test
  void codesThatTheServerDoesNotKnowAreNoFailureOfIt() {
    on("1000001", 0, page("", "1000001", "2000001"));
    on("1000002", 0, outcome(404, "not-found"));
    on("1000003", 0, page("'total':0,"));
    load(ONCE, USUAL, "1000001", "1000002", "1000003");
    until(() -> loader.loaded() == 1);
    until(() -> server.descendants().open().isEmpty());
    assertEquals(
        2, outcomes.stream().filter(outcome -> outcome == Outcome.NOT_KNOWN).count(), "of three");
  }

  @Test
  void afterItsEndNothingIsAskedForAnyMore() {
    on(page("", "1000001", "2000001").withFixedDelay(200));
    loader(new Pace(SHORT, SHORT), USUAL, many(50)).start();
    until(() -> calls() > 0);
    loader.close();
    until(() -> threads().isEmpty());
    pause(500); // those under way are told by the server when they are over
    int asked = calls();
    pause(500);
    assertEquals(asked, calls());
    assertFalse(outcomes.size() >= 50);
  }
}

package org.ldncds.fhir;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ldncds.fhir.DescendantsLoader.Pace;
import org.ldncds.fhir.Expansion.Outcome;

/** Every fault of a terminology server that expands is survived, bounded, said and counted. */
class DescendantsFaultsTest extends ExpandingServerTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "slow",
        "dripping",
        "500",
        "401",
        "429",
        "html",
        "huge",
        "redirect",
        "reset",
        "garbage",
        "empty",
        "other resource",
        "no expansion",
        "same page",
        "truncated"
      })
  void everyFaultIsAFailureThatIsSaidAndCounted(String fault) {
    on(broken(fault));
    SERVER.stubFor(get(urlPathEqualTo("/elsewhere")).willReturn(page("", "1000001", "2000001")));
    ExpansionReader.Limits brief =
        new ExpansionReader.Limits(Duration.ofMillis(400), 2, 5, 64 * 1024, 20);
    load(ONCE, brief, "1000001");
    until(() -> logged().contains("descendants of 0 of 1 listed codes"));
    assertEquals(List.of(Outcome.FAILED), List.copyOf(outcomes));
    assertEquals(0, loader.loaded());
    assertEquals(List.of(), above("2000001"));
    assertEquals(NOT_REACHED, server.descendants().open().orElse(""));
    SERVER.verify(0, getRequestedFor(urlPathEqualTo("/elsewhere")));
  }

  private static ResponseDefinitionBuilder broken(String fault) {
    ResponseDefinitionBuilder fine = page("", "1000001", "2000001");
    return switch (fault) {
      case "slow" -> fine.withFixedDelay(2_000);
      case "dripping" -> fine.withChunkedDribbleDelay(20, 4_000);
      case "500" -> outcome(500, "exception");
      case "401", "429" -> aResponse().withStatus(Integer.parseInt(fault));
      case "html" ->
          aResponse().withHeader("Content-Type", "text/html").withBody("<html>Sign in</html>");
      case "huge" -> page("'identifier':'" + "x".repeat(100_000) + "',", "1000001", "2000001");
      case "redirect" ->
          aResponse().withStatus(302).withHeader("Location", SERVER.baseUrl() + "/elsewhere");
      case "reset" -> aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER);
      case "garbage" -> aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK);
      case "other resource" -> fhir(200, "{'resourceType':'Patient'}");
      case "no expansion" -> fhir(200, "{'resourceType':'ValueSet','status':'active'}");
      case "same page" -> page("'total':9,", "1000001", "2000001");
      case "truncated" -> fhir(200, "{'resourceType':'ValueSet','expansion':{'contains':[");
      default -> aResponse().withStatus(200);
    };
  }

  @Test
  void endlessPagesAreBrokenOffAndWhatWasReadCounts() {
    for (int offset = 0; offset < 40; offset += 2) {
      on(
          "1000001",
          offset,
          page("'total':1000000,", "" + (2000000 + offset), "" + (2000001 + offset)));
    }
    load(ONCE, USUAL, "1000001");
    until(() -> logged().contains("more than 5 pages"));
    assertEquals(List.of(Outcome.CUT), List.copyOf(outcomes));
    assertEquals(5, calls());
    assertEquals(0, loader.loaded());
    assertEquals(List.of("1000001"), above("2000009"));
    assertTrue(server.descendants().open().orElse("").contains("did not tell all codes"));
  }

  @Test
  void allCodesTogetherAreBounded() {
    on(page("", codes(12)));
    load(ONCE, USUAL, "1000001", "1000002");
    until(() -> logged().contains("more than 20 codes in all"));
    assertEquals(1, loader.loaded());
    assertTrue(outcomes.contains(Outcome.CUT) && outcomes.contains(Outcome.LOADED));
  }

  @Test
  void asManyAsThereIsRoomForAreNotCut() {
    on(page("", codes(10)));
    load(ONCE, USUAL, "1000001", "1000002");
    until(() -> loader.loaded() == 2);
  }

  private static String[] codes(int number) {
    return IntStream.range(0, number).mapToObj(i -> "" + (2000000 + i)).toArray(String[]::new);
  }

  @Test
  void aServerThatFindsItTooCostlyHasNotToldAll() {
    on(
        page(
            "'extension':[{'url':'http://hl7.org/fhir/StructureDefinition/valueset-toocostly','valueBoolean':true}],",
            "1000001",
            "2000001"));
    load(ONCE, USUAL, "1000001");
    until(() -> !above("2000001").isEmpty());
    assertEquals(List.of(Outcome.CUT), List.copyOf(outcomes));
    assertEquals(0, loader.loaded());
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 405, 501})
  void aServerThatCannotExpandIsLeftAloneAndSaidOnce(int status) {
    on(outcome(status, "not-supported"));
    loader(new Pace(SHORT, LONG), USUAL, many(100)).start();
    until(() -> outcomes.size() >= 9);
    assertTrue(outcomes.stream().allMatch(o -> o == Outcome.NOT_SUPPORTED), outcomes::toString);
    assertTrue(outcomes.size() < 50, "not all codes are asked for");
    assertEquals(0, loader.loaded());
    assertTrue(server.descendants().open().isEmpty(), "as without a server");
    assertEquals(2, logged().split("descendants of 0 of 100", -1).length, logged());
    assertTrue(logged().contains("does not support $expand"), logged());
  }

  @Test
  void aServerThatIsDownIsNotAskedForEachCode() {
    on(outcome(503, "transient"));
    loader(ONCE, USUAL, many(100)).start();
    until(() -> outcomes.size() >= 5);
    until(() -> threads().size() == 1);
    assertTrue(calls() <= 8, calls() + " calls");
    assertEquals(NOT_REACHED, server.descendants().open().orElse(""));
  }
}

package org.ldncds.fhir;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ldncds.clinical.drug.Code;
import org.ldncds.clinical.drug.Terminology;
import org.ldncds.clinical.facts.ConditionGroups;
import org.ldncds.clinical.facts.ConditionGroups.Row;
import org.ldncds.fhir.DescendantsLoader.Pace;
import org.ldncds.fhir.Expansion.Outcome;
import org.ldncds.web.TestPipeline;

/** Descendants are loaded in the background from a terminology server over HTTP, or not at all. */
class DescendantsLoaderTest {

  private static final String EXPAND = "/fhir/ValueSet/$expand";
  private static final String NOT_REACHED = "the terminology server was not reached";
  private static final Duration LONG = Duration.ofHours(1);
  private static final Duration SHORT = Duration.ofMillis(50);
  private static final Pace ONCE = new Pace(LONG, LONG);
  private static final ExpansionReader.Limits USUAL =
      new ExpansionReader.Limits(Duration.ofSeconds(10), 2, 5, 64 * 1024, 20);
  private static final WireMockServer SERVER = new WireMockServer(wireMockConfig().dynamicPort());

  private static final Logger LOG = Logger.getLogger(DescendantsLoader.class.getName());

  private final Queue<String> lines = new ConcurrentLinkedQueue<>();
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord line) {
          lines.add(line.getMessage());
        }

        @Override
        public void flush() {
          // nothing is held back
        }

        @Override
        public void close() {
          // nothing is open
        }
      };
  private final Queue<Outcome> outcomes = new ConcurrentLinkedQueue<>();
  private DescendantsLoader loader = loader(ONCE, USUAL, "1000001");
  private TerminologyServer server = asked();

  @BeforeAll
  static void up() {
    SERVER.start();
  }

  @AfterAll
  static void down() {
    SERVER.stop();
  }

  @BeforeEach
  void anew() {
    SERVER.resetAll();
    LOG.addHandler(handler);
  }

  private String logged() {
    return String.join("\n", lines);
  }

  /** No test leaves a thread of the loader behind. */
  @AfterEach
  void close() {
    loader.close();
    until(() -> threads().isEmpty());
    LOG.removeHandler(handler);
  }

  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("descendants-"))
        .toList();
  }

  private static TerminologyServer asked() {
    String url = (SERVER.isRunning() ? SERVER.baseUrl() : "http://127.0.0.1:9") + "/fhir";
    return new TerminologyServer(
        new TerminologyServer.Settings(URI.create(url), SHORT, 10, LONG),
        TestPipeline.KNOWLEDGE.drugs());
  }

  private DescendantsLoader loader(Pace pace, ExpansionReader.Limits limits, String... listed) {
    server = asked();
    List<Row> rows =
        List.of(listed).stream()
            .map(code -> new Row("group-" + code, snomed(code), false, ""))
            .toList();
    loader =
        new DescendantsLoader(
            server,
            new ConditionGroups(rows, Map.of(), List.of(), List.of()),
            outcomes::add,
            limits,
            pace);
    return loader;
  }

  private static Code snomed(String code) {
    return new Code(Terminology.SNOMED, code);
  }

  /** The listed codes that this one is known to descend from. */
  private List<String> above(String code) {
    return server.descendants().withListed(List.of(snomed(code))).stream()
        .map(Code::value)
        .filter(value -> !value.equals(code))
        .sorted()
        .toList();
  }

  private static void until(BooleanSupplier done) {
    long latest = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!done.getAsBoolean()) {
      assertTrue(System.nanoTime() < latest, "it took too long");
      pause(10);
    }
  }

  private static void pause(long milliseconds) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void load(Pace pace, ExpansionReader.Limits limits, String... listed) {
    loader(pace, limits, listed).start();
    until(() -> outcomes.size() >= listed.length);
  }

  private static int calls() {
    return SERVER.countRequestsMatching(anyRequestedFor(anyUrl()).build()).getCount();
  }

  private static void on(String listed, int offset, ResponseDefinitionBuilder answer) {
    SERVER.stubFor(
        get(urlPathEqualTo(EXPAND))
            .withQueryParam("url", equalTo("http://snomed.info/sct?fhir_vs=isa/" + listed))
            .withQueryParam("offset", equalTo(String.valueOf(offset)))
            .willReturn(answer));
  }

  private static void on(ResponseDefinitionBuilder answer) {
    SERVER.stubFor(get(urlPathEqualTo(EXPAND)).willReturn(answer));
  }

  private static ResponseDefinitionBuilder fhir(int status, String body) {
    return aResponse()
        .withStatus(status)
        .withHeader("Content-Type", "application/fhir+json")
        .withBody(body.replace('\'', '"'));
  }

  /**
   * @param more of the expansion, "'total':5,"
   */
  private static ResponseDefinitionBuilder page(String more, String... codes) {
    String entries =
        List.of(codes).stream()
            .map(code -> "{'system':'http://snomed.info/sct','code':'" + code + "','display':'x'}")
            .collect(Collectors.joining(","));
    return fhir(
        200,
        "{'resourceType':'ValueSet','status':'active','expansion':{"
            + more
            + "'timestamp':'2026-11-25T10:00:00Z'"
            + (entries.isEmpty() ? "" : ",'contains':[" + entries + "]")
            + "}}");
  }

  private static ResponseDefinitionBuilder outcome(int status, String issue) {
    return fhir(
        status,
        "{'resourceType':'OperationOutcome','issue':[{'severity':'error','code':'"
            + issue
            + "'}]}");
  }

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

  private static String[] many(int number) {
    return IntStream.range(0, number).mapToObj(i -> "" + (1000001 + i)).toArray(String[]::new);
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

package org.ldncds.fhir;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
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
import org.ldncds.clinical.drug.Code;
import org.ldncds.clinical.drug.Terminology;
import org.ldncds.clinical.facts.ConditionGroups;
import org.ldncds.clinical.facts.ConditionGroups.Row;
import org.ldncds.fhir.DescendantsLoader.Pace;
import org.ldncds.fhir.Expansion.Outcome;
import org.ldncds.web.TestPipeline;

/** A terminology server over HTTP whose expansions the tests write, and a loader that asks it. */
abstract class ExpandingServerTest {

  static final String EXPAND = "/fhir/ValueSet/$expand";
  static final String NOT_REACHED = "the terminology server was not reached";
  static final Duration LONG = Duration.ofHours(1);
  static final Duration SHORT = Duration.ofMillis(50);
  static final Pace ONCE = new Pace(LONG, LONG);
  static final ExpansionReader.Limits USUAL =
      new ExpansionReader.Limits(Duration.ofSeconds(10), 2, 5, 64 * 1024, 20);
  static final WireMockServer SERVER = new WireMockServer(wireMockConfig().dynamicPort());

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
  final Queue<Outcome> outcomes = new ConcurrentLinkedQueue<>();
  DescendantsLoader loader = loader(ONCE, USUAL, "1000001");
  TerminologyServer server = asked();

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

  String logged() {
    return String.join("\n", lines);
  }

  /** No test leaves a thread of the loader behind. */
  @AfterEach
  void close() {
    loader.close();
    until(() -> threads().isEmpty());
    LOG.removeHandler(handler);
  }

  static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("descendants-"))
        .toList();
  }

  static TerminologyServer asked() {
    String url = (SERVER.isRunning() ? SERVER.baseUrl() : "http://127.0.0.1:9") + "/fhir";
    return new TerminologyServer(
        new TerminologyServer.Settings(URI.create(url), SHORT, 10, LONG),
        TestPipeline.KNOWLEDGE.drugs());
  }

  DescendantsLoader loader(Pace pace, ExpansionReader.Limits limits, String... listed) {
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

  static Code snomed(String code) {
    return new Code(Terminology.SNOMED, code);
  }

  /** The listed codes that this one is known to descend from. */
  List<String> above(String code) {
    return server.descendants().withListed(List.of(snomed(code))).stream()
        .map(Code::value)
        .filter(value -> !value.equals(code))
        .sorted()
        .toList();
  }

  static void until(BooleanSupplier done) {
    long latest = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!done.getAsBoolean()) {
      assertTrue(System.nanoTime() < latest, "it took too long");
      pause(10);
    }
  }

  static void pause(long milliseconds) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  void load(Pace pace, ExpansionReader.Limits limits, String... listed) {
    loader(pace, limits, listed).start();
    until(() -> outcomes.size() >= listed.length);
  }

  static int calls() {
    return SERVER.countRequestsMatching(anyRequestedFor(anyUrl()).build()).getCount();
  }

  static void on(String listed, int offset, ResponseDefinitionBuilder answer) {
    SERVER.stubFor(
        get(urlPathEqualTo(EXPAND))
            .withQueryParam("url", equalTo("http://snomed.info/sct?fhir_vs=isa/" + listed))
            .withQueryParam("offset", equalTo(String.valueOf(offset)))
            .willReturn(answer));
  }

  static void on(ResponseDefinitionBuilder answer) {
    SERVER.stubFor(get(urlPathEqualTo(EXPAND)).willReturn(answer));
  }

  static ResponseDefinitionBuilder fhir(int status, String body) {
    return aResponse()
        .withStatus(status)
        .withHeader("Content-Type", "application/fhir+json")
        .withBody(body.replace('\'', '"'));
  }

  /**
   * @param more of the expansion, "'total':5,"
   */
  static ResponseDefinitionBuilder page(String more, String... codes) {
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

  static ResponseDefinitionBuilder outcome(int status, String issue) {
    return fhir(
        status,
        "{'resourceType':'OperationOutcome','issue':[{'severity':'error','code':'"
            + issue
            + "'}]}");
  }

  static String[] many(int number) {
    return IntStream.range(0, number).mapToObj(i -> "" + (1000001 + i)).toArray(String[]::new);
  }
}

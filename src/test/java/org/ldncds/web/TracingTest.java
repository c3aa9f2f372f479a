package org.ldncds.web;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.ldncds.web.TestRequests.bytes;
import static org.ldncds.web.TestRequests.firstDraft;
import static org.ldncds.web.TestRequests.oxycodone;
import static org.ldncds.web.TestRequests.searchset;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.context.Context;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ldncds.fhir.FetchOutcome;
import org.ldncds.hooks.Stage;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.node.ObjectNode;

/** What a collector of OpenTelemetry receives of a call, over real HTTP, and what it never does. */
@TestPropertySource(properties = "cds.limits.fhir-time=20s")
class TracingTest extends EhrTest {

  private static final WireMockServer COLLECTOR = collector();
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String CALLER = "b7ad6b7169203331";

  @Autowired private SdkTracerProvider provider;
  @Autowired private Traces traces;

  private static WireMockServer collector() {
    WireMockServer server =
        new WireMockServer(wireMockConfig().dynamicPort().bindAddress("127.0.0.1"));
    server.start();
    return server;
  }

  @DynamicPropertySource
  static void endpoint(DynamicPropertyRegistry settings) {
    settings.add(
        "management.opentelemetry.tracing.export.otlp.endpoint",
        () -> COLLECTOR.baseUrl() + "/v1/traces");
  }

  @BeforeEach
  void forget() {
    provider.forceFlush().join(10, TimeUnit.SECONDS);
    COLLECTOR.resetAll();
    COLLECTOR.stubFor(WireMock.post(urlEqualTo("/v1/traces")).willReturn(ok()));
  }

  /** As when the service warms up. */
  @Test
  void outsideACallNothingIsTraced() throws Exception {
    traces.stage(Stage.READ, 1_000);
    traces.fetched(Context.root(), FetchOutcome.READ, Duration.ofMillis(1));
    assertEquals(List.of(), spans(received()));
  }

  @Test
  void theLogLinesOfACallNameItsTrace() throws Exception {
    Logger decisions = (Logger) LoggerFactory.getLogger("org.ldncds.decisions");
    ListAppender<ILoggingEvent> heard = new ListAppender<>();
    heard.start();
    decisions.addAppender(heard);
    try {
      serveNothing();
      assertEquals(200, traced(SERVICE, bytes(bare())).statusCode());
    } finally {
      decisions.detachAppender(heard);
    }
    assertEquals(1, heard.list.size());
    assertEquals(TRACE, heard.list.get(0).getMDCPropertyMap().get("traceId"));
  }

  private HttpResponse<byte[]> traced(String path, byte[] body) throws Exception {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .header("traceparent", "00-" + TRACE + "-" + CALLER + "-01")
            .POST(BodyPublishers.ofByteArray(body))
            .build());
  }

  private List<ResourceSpans> received() throws InvalidProtocolBufferException {
    assertTrue(provider.forceFlush().join(10, TimeUnit.SECONDS).isSuccess());
    List<ResourceSpans> received = new ArrayList<>();
    for (ServeEvent event : COLLECTOR.getAllServeEvents()) {
      received.addAll(
          ExportTraceServiceRequest.parseFrom(event.getRequest().getBody()).getResourceSpansList());
    }
    return received;
  }

  private static List<Span> spans(List<ResourceSpans> received) {
    return received.stream()
        .flatMap(of -> of.getScopeSpansList().stream())
        .flatMap(scope -> scope.getSpansList().stream())
        .toList();
  }

  private static String hex(ByteString id) {
    return HexFormat.of().formatHex(id.toByteArray());
  }

  private static Span server(List<Span> spans) {
    List<Span> calls =
        spans.stream().filter(span -> span.getKind() == Span.SpanKind.SPAN_KIND_SERVER).toList();
    assertEquals(1, calls.size(), calls::toString);
    return calls.get(0);
  }

  private static Set<String> attributes(Span span) {
    return span.getAttributesList().stream()
        .map(
            a ->
                a.getKey()
                    + "="
                    + (a.getValue().hasStringValue()
                        ? a.getValue().getStringValue()
                        : a.getValue().getIntValue()))
        .collect(Collectors.toSet());
  }

  @Test
  void aCallItsStagesAndWhatIsFetchedAreOneTraceWithThatOfTheCaller() throws Exception {
    serveNothing();
    serve("MedicationRequest", searchset(oxycodone()));
    assertEquals(200, traced(SERVICE, bytes(bare())).statusCode());
    List<ResourceSpans> received = received();
    assertTrue(received.get(0).getResource().toString().contains("ldn-cds"), "names the service");
    List<Span> spans = spans(received);
    Span call = server(spans);
    assertEquals("cds naltrexone-order-sign", call.getName());
    assertEquals(CALLER, hex(call.getParentSpanId()));
    assertEquals(
        Set.of("cds.service=naltrexone-order-sign", "http.response.status_code=200"),
        attributes(call));
    for (Span span : spans) {
      assertEquals(TRACE, hex(span.getTraceId()), span::toString);
      assertTrue(
          span.equals(call) || span.getParentSpanId().equals(call.getSpanId()), span::toString);
      assertTrue(span.getStartTimeUnixNano() <= span.getEndTimeUnixNano(), span::toString);
    }
    List<String> stages = List.of("read", "fetch", "facts", "checks", "plans", "cards", "write");
    assertEquals(
        stages,
        spans.stream()
            .filter(span -> span.getKind() == Span.SpanKind.SPAN_KIND_INTERNAL)
            .map(Span::getName)
            .sorted((a, b) -> Integer.compare(stages.indexOf(a), stages.indexOf(b)))
            .toList());
    List<Span> fetches = spans.stream().filter(s -> s.getName().equals("fhir fetch")).toList();
    assertEquals(EHR.getAllServeEvents().size(), fetches.size());
    assertTrue(fetches.stream().anyMatch(s -> attributes(s).contains("cds.fetch.outcome=read")));
  }

  @Test
  void aFailedFetchIsAnErrorAndAllElseIsNot() throws Exception {
    serveNothing();
    on("Condition", aResponse().withStatus(500));
    assertEquals(200, traced(SERVICE, bytes(bare())).statusCode());
    List<Span> errors =
        spans(received()).stream()
            .filter(span -> span.getStatus().getCode() == Status.StatusCode.STATUS_CODE_ERROR)
            .toList();
    assertEquals(1, errors.size(), errors::toString);
    assertEquals(Set.of("cds.fetch.outcome=unreachable"), attributes(errors.get(0)));
  }

  @Test
  void whatIsRefusedIsTracedByItsStatus() throws Exception {
    assertEquals(400, traced(SERVICE, new byte[] {'{'}).statusCode());
    assertEquals(
        Set.of("cds.service=naltrexone-order-sign", "http.response.status_code=400"),
        attributes(server(spans(received()))));
  }

  @Test
  void nothingOfARequestIsInASpan() throws Exception {
    serveNothing();
    ObjectNode request = bare();
    firstDraft(request).putArray("note").addObject().put("text", "canary-note");
    firstDraft(request).put("id", "canary-draft");
    ((ObjectNode) request.get("context")).put("userId", "Practitioner/canary-user");
    assertEquals(200, traced(SERVICE, bytes(request)).statusCode());
    firstDraft(request).putObject("subject").put("reference", "Patient/canary-other");
    assertEquals(422, traced(SERVICE, bytes(request)).statusCode());
    assertEquals(404, traced("/cds-services/canary-service?canary=1", bytes(request)).statusCode());
    assertEquals(200, send(request("/fhir/metadata?canary=2").build()).statusCode());
    List<Span> spans = spans(received());
    assertEquals(
        3,
        spans.stream().filter(s -> s.getKind() == Span.SpanKind.SPAN_KIND_SERVER).count(),
        "calls of CDS Hooks only");
    String all = spans.toString();
    assertFalse(all.contains("canary") || all.contains(TestRequests.PATIENT), all);
    assertFalse(all.contains("127.0.0.1") || all.contains(TOKEN), all);
  }
}

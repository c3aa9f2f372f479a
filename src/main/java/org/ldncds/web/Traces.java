package org.ldncds.web;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.ldncds.fhir.FetchOutcome;
import org.ldncds.hooks.Stage;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Spans of OpenTelemetry for a call, its stages and what is fetched for it. They are made here and
 * nowhere else, of names of ours only, so that nothing of a patient, no address and no token gets
 * into them. Without an exporter, which Spring Boot makes where an endpoint is set, none is made.
 */
@Component
class Traces {

  private static final AttributeKey<String> SERVICE = AttributeKey.stringKey("cds.service");
  private static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("cds.fetch.outcome");
  private static final AttributeKey<Long> STATUS =
      AttributeKey.longKey("http.response.status_code");
  private static final TextMapGetter<HttpServletRequest> HEADERS = new Headers();

  private final boolean on;
  private final Tracer tracer;
  private final TextMapPropagator propagator;
  private final Clock clock;

  Traces(ObjectProvider<SpanExporter> exporters, ObjectProvider<OpenTelemetry> otel, Clock clock) {
    this.on = exporters.stream().findAny().isPresent();
    OpenTelemetry used = on ? otel.getObject() : OpenTelemetry.noop();
    this.tracer = used.getTracer("org.ldncds");
    this.propagator = used.getPropagators().getTextMapPropagator();
    this.clock = clock;
  }

  boolean on() {
    return on;
  }

  /** Goes on with the trace of the caller, where its traceparent tells of one. */
  Span call(HttpServletRequest request) {
    Context caller = propagator.extract(Context.root(), request, HEADERS);
    return tracer
        .spanBuilder("cds call")
        .setSpanKind(SpanKind.SERVER)
        .setParent(caller)
        .startSpan();
  }

  void answered(Span call, String service, int status) {
    call.updateName("cds " + service).setAttribute(SERVICE, service).setAttribute(STATUS, status);
    if (status >= 500) {
      call.setStatus(StatusCode.ERROR);
    }
    call.end();
  }

  /**
   * A stage of the current call that ends now; outside a call, as when warming up, there is none.
   */
  void stage(Stage stage, long nanoseconds) {
    if (on) {
      made(
          stage.name().toLowerCase(Locale.ROOT),
          SpanKind.INTERNAL,
          Context.current(),
          Duration.ofNanos(nanoseconds),
          null);
    }
  }

  /** A call to an EHR's FHIR server, for the call of that context, that ends now. */
  void fetched(Context call, FetchOutcome outcome, Duration took) {
    if (on) {
      made("fhir fetch", SpanKind.CLIENT, call, took, outcome);
    }
  }

  private void made(
      String name, SpanKind kind, Context parent, Duration took, @Nullable FetchOutcome outcome) {
    if (!Span.fromContext(parent).getSpanContext().isValid()) {
      return;
    }
    Instant end = clock.instant();
    Span span =
        tracer
            .spanBuilder(name)
            .setSpanKind(kind)
            .setParent(parent)
            .setStartTimestamp(end.minus(took))
            .startSpan();
    if (outcome != null) {
      span.setAttribute(OUTCOME, outcome.name().toLowerCase(Locale.ROOT));
      if (outcome.isFaultOfServer()) {
        span.setStatus(StatusCode.ERROR);
      }
    }
    span.end(end);
  }

  private static final class Headers implements TextMapGetter<HttpServletRequest> {
    @Override
    public Iterable<String> keys(HttpServletRequest request) {
      return Collections.list(request.getHeaderNames());
    }

    @Override
    public @Nullable String get(@Nullable HttpServletRequest request, String key) {
      return request == null ? null : request.getHeader(key);
    }
  }
}

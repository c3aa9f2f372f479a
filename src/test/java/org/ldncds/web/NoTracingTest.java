package org.ldncds.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletRequest;

/** Without an endpoint nothing is there that could send, and no span is made. */
class NoTracingTest extends HttpTest {

  @Autowired private ObjectProvider<SpanExporter> exporters;
  @Autowired private List<MeterRegistry> registries;
  @Autowired private Traces traces;
  @Autowired private TraceFilter filter;

  @Test
  void nothingIsMadeOrSent() {
    assertNull(exporters.getIfAvailable());
    assertFalse(traces.on());
    MockHttpServletRequest call = new MockHttpServletRequest("POST", SERVICE);
    assertFalse(filterRuns(call));
    assertFalse(traces.call(call).isRecording());
    assertEquals(Span.getInvalid(), Span.fromContext(Context.current()));
  }

  private boolean filterRuns(MockHttpServletRequest call) {
    return !filter.shouldNotFilter(call);
  }

  @Test
  void figuresAreFetchedAndNotSent() {
    assertEquals(
        List.of(PrometheusMeterRegistry.class),
        registries.stream()
            .filter(registry -> !(registry instanceof CompositeMeterRegistry))
            .map(Object::getClass)
            .toList());
  }
}

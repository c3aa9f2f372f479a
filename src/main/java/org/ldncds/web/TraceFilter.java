package org.ldncds.web;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Spans each call of CDS Hooks where traces are wanted; Spring Boot then names the trace in the log
 * lines of the call.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class TraceFilter extends OncePerRequestFilter {

  private final Traces traces;
  private final CalledService called;

  TraceFilter(Traces traces, CalledService called) {
    this.traces = traces;
    this.called = called;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !traces.on() || !CalledService.isOne(request);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Span call = traces.call(request);
    boolean answered = false;
    Scope scope = call.makeCurrent();
    try {
      chain.doFilter(request, response);
      answered = true;
    } finally {
      scope.close();
      int status = answered ? response.getStatus() : HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
      traces.answered(call, called.name(request), status);
    }
  }
}

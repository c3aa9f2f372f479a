package org.ldncds.web;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Gives each call an id, which its log lines and its answer carry, and counts it by service and
 * status.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class CallFilter extends OncePerRequestFilter {

  static final String REQUEST_ID = "X-Request-Id";
  private static final Duration REST_TIME = Duration.ofSeconds(1);
  private static final long REST_BYTES = 8L * 1024 * 1024;
  private static final Logger LOG = LoggerFactory.getLogger(CallFilter.class);
  private static final Pattern SAFE_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private final Shutdown shutdown;
  private final CalledService called;
  private final ObjectProvider<MeterRegistry> metrics;

  /**
   * @param metrics asked for late, since filters are made first
   */
  CallFilter(Shutdown shutdown, CalledService called, ObjectProvider<MeterRegistry> metrics) {
    this.shutdown = shutdown;
    this.called = called;
    this.metrics = metrics;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    long begin = System.nanoTime();
    String id =
        Optional.ofNullable(request.getHeader(REQUEST_ID))
            .filter(sent -> SAFE_ID.matcher(sent).matches())
            .orElseGet(() -> UUID.randomUUID().toString());
    response.setHeader(REQUEST_ID, id);
    if (shutdown.underWay()) {
      response.setHeader(HttpHeaders.CONNECTION, "close");
    }
    MDC.put("requestId", id);
    try {
      chain.doFilter(request, response);
    } finally {
      MDC.remove("requestId");
      count(request, response.getStatus(), System.nanoTime() - begin);
    }
    if (response.getStatus() >= HttpServletResponse.SC_BAD_REQUEST) {
      takeRest(request, response);
    }
  }

  /**
   * Whoever is refused while still sending hears why only if the rest is taken; but not for long,
   * nor without end. What is left then, the web server cuts off.
   */
  private static void takeRest(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    ServletInputStream in = request.getInputStream();
    if (in.isFinished()) {
      return;
    }
    response.flushBuffer();
    byte[] chunk = new byte[16 * 1024];
    long deadline = System.nanoTime() + REST_TIME.toNanos();
    long taken = 0;
    try {
      int read = in.read(chunk);
      while (read >= 0 && taken < REST_BYTES && System.nanoTime() < deadline) {
        taken += read;
        read = in.read(chunk);
      }
    } catch (IOException e) {
      LOG.debug("the rest of a refused request did not come");
    }
  }

  private void count(HttpServletRequest request, int status, long nanoseconds) {
    if (CalledService.isOne(request)) {
      metrics
          .getObject()
          .timer(
              "cds.requests", "service", called.name(request), "status", Integer.toString(status))
          .record(nanoseconds, TimeUnit.NANOSECONDS);
    }
  }
}

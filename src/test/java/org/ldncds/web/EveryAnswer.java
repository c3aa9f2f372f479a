package org.ldncds.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.ldncds.LogWatch;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingRequestWrapper;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * Stands before every service that a test starts, whatever the test then calls it with, and turns
 * an answer that breaks the rules into status 599 with the reason, which no test expects.
 */
@Component
@ConditionalOnProperty(name = "tests.every-answer", matchIfMissing = true)
@Order(Ordered.HIGHEST_PRECEDENCE)
class EveryAnswer extends OncePerRequestFilter {

  static final int BROKEN = 599;
  private static final int LARGEST = 6 << 20;

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !request.getRequestURI().startsWith("/cds-services");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    ContentCachingRequestWrapper read = new ContentCachingRequestWrapper(request, LARGEST);
    ContentCachingResponseWrapper written = new ContentCachingResponseWrapper(response);
    chain.doFilter(read, written);
    Secrets.of(read.getContentAsByteArray()).forEach(LogWatch::sent);
    try {
      StrictHttp.check(read, written);
    } catch (AssertionError | RuntimeException broken) {
      written.reset();
      written.setStatus(BROKEN);
      written.getOutputStream().write(broken.toString().getBytes(StandardCharsets.UTF_8));
    }
    written.copyBodyToResponse();
  }
}

package org.ldncds.web;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.ldncds.security.Refusal;
import org.ldncds.security.RefusedTokenException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.InsufficientAuthenticationException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;

/**
 * Answers a call that is not trusted: 401 and nothing else, since a reason would help whoever tries
 * tokens out. The reason goes to log and metrics, without any part of the token.
 */
class Unauthorized implements AuthenticationEntryPoint {

  private static final Logger LOG = LoggerFactory.getLogger(Unauthorized.class);

  private final MeterRegistry metrics;

  Unauthorized(MeterRegistry metrics) {
    this.metrics = metrics;
  }

  @Override
  public void commence(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException fault) {
    Refusal reason = Refusal.NOT_A_TOKEN;
    String client = "";
    if (fault instanceof RefusedTokenException refused) {
      reason = refused.reason();
      client = refused.client();
    } else if (fault instanceof InsufficientAuthenticationException) {
      reason = Refusal.NO_TOKEN;
    }
    metrics.counter("cds.tokens.refused", "reason", reason.label(), "client", client).increment();
    LOG.atInfo()
        .addKeyValue("reason", reason.label())
        .addKeyValue("client", client)
        .log("token refused: {} (client: {})", reason.label(), client.isEmpty() ? "-" : client);
    response.setStatus(HttpStatus.UNAUTHORIZED.value());
    response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
  }
}

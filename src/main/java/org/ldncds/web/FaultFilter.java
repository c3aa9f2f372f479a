package org.ldncds.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsProcessor;
import org.springframework.web.cors.CorsUtils;
import org.springframework.web.cors.DefaultCorsProcessor;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Answers what is refused before any controller is reached as all other errors are. */
class FaultFilter extends OncePerRequestFilter {

  private final ObjectProvider<HandlerExceptionResolver> answers;

  /**
   * @param answers asked for late, since filters are made before controllers
   */
  FaultFilter(
      @Qualifier("handlerExceptionResolver") ObjectProvider<HandlerExceptionResolver> answers) {
    this.answers = answers;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    try {
      chain.doFilter(request, response);
    } catch (HttpFault fault) {
      answer(request, response, fault);
    }
  }

  void answer(HttpServletRequest request, HttpServletResponse response, Exception fault) {
    answers.getObject().resolveException(request, response, null, fault);
  }

  /** A browser of an origin that is not named hears why, which the standard one says in HTML. */
  CorsProcessor corsProcessor() {
    return new DefaultCorsProcessor() {
      @Override
      protected void rejectRequest(ServerHttpResponse response) {
        response.setStatusCode(HttpStatus.FORBIDDEN);
      }

      @Override
      public boolean processRequest(
          @Nullable CorsConfiguration allowed,
          HttpServletRequest request,
          HttpServletResponse response)
          throws IOException {
        boolean passed = super.processRequest(allowed, request, response);
        if (!passed && !CorsUtils.isPreFlightRequest(request)) {
          answer(
              request,
              response,
              new HttpFault(
                  HttpStatus.FORBIDDEN,
                  "forbidden",
                  "Pages of this origin may not call (cds.cors.allowed-origins)."));
        }
        return passed;
      }
    };
  }
}

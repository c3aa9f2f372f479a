package org.ldncds.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.ldncds.hooks.Client;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Stands before every CDS Hooks endpoint: none is reached in production without a trusted client,
 * beyond a client's rate, or once the service ends.
 */
@Component
class CallGate implements HandlerInterceptor {

  private final StartCheck start;
  private final Rates rates;
  private final Shutdown shutdown;

  CallGate(StartCheck start, Rates rates, Shutdown shutdown) {
    this.start = start;
    this.rates = rates;
    this.shutdown = shutdown;
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    Optional<Client> caller = Callers.current();
    if (start.production() && caller.isEmpty() && !request.getMethod().equals("OPTIONS")) {
      response.setStatus(HttpStatus.UNAUTHORIZED.value());
      return false;
    }
    shutdown.refuseWhereEnded();
    caller.ifPresent(rates::count);
    return true;
  }
}

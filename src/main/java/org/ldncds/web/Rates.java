package org.ldncds.web;

import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.ldncds.hooks.Client;
import org.ldncds.hooks.Clients;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Keeps each client to its rate, so that a noisy one does not slow down the others. */
@Component
class Rates {

  private final Map<String, RateLimiter> limiters;

  Rates(Clients clients) {
    this.limiters =
        clients.all().stream()
            .filter(client -> client.rateLimit() > 0)
            .collect(Collectors.toMap(Client::name, Rates::limiter));
  }

  private static RateLimiter limiter(Client client) {
    return RateLimiter.of(
        client.name(),
        RateLimiterConfig.custom()
            .limitForPeriod(client.rateLimit())
            .limitRefreshPeriod(Duration.ofSeconds(1))
            .timeoutDuration(Duration.ZERO)
            .build());
  }

  /**
   * @throws HttpFault 429 where the client has used up this second
   */
  void count(Client client) {
    RateLimiter limiter = limiters.get(client.name());
    if (limiter != null && !limiter.acquirePermission()) {
      throw HttpFault.tooBusy(
          HttpStatus.TOO_MANY_REQUESTS,
          "More than "
              + limiter.getRateLimiterConfig().getLimitForPeriod()
              + " calls in this second. Nothing was checked.");
    }
  }
}

package org.ldncds.web;

import java.time.Clock;
import org.ldncds.security.ReplayMemory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Connects to the memory of used tokens before readiness goes up: a connection made by the first
 * call takes longer than that call may wait, and its token could be used again elsewhere.
 */
@Component
class ReplayStart {

  private final StartCheck start;
  private final ReplayMemory seen;
  private final Clock clock;

  ReplayStart(StartCheck start, ReplayMemory seen, Clock clock) {
    this.start = start;
    this.seen = seen;
    this.clock = clock;
  }

  @EventListener(ApplicationReadyEvent.class)
  void connect() {
    if (start.production()) {
      seen.connect(clock.instant());
    }
  }
}

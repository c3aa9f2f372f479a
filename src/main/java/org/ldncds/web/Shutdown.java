package org.ldncds.web;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Ends the service without losing a request. Readiness goes down first; for a while calls are still
 * answered, each as the last on its connection, until whoever distributes them has noticed; then
 * they are refused, and the web server waits for those in work.
 */
@Component
class Shutdown implements SmartLifecycle {

  /** Before the web server's own graceful end (its phase is 1024 below the default). */
  private static final int PHASE = SmartLifecycle.DEFAULT_PHASE;

  private enum State {
    SERVING,
    DRAINING,
    ENDED
  }

  private final Duration drain;
  private final AtomicReference<State> state = new AtomicReference<>(State.SERVING);

  Shutdown(CdsProperties settings) {
    this.drain = settings.limits().drain();
  }

  /** True where the next request shall come on another connection, best to another replica. */
  boolean underWay() {
    return state.get() != State.SERVING;
  }

  /**
   * @throws HttpFault 503 once the service takes no more
   */
  void refuseWhereEnded() {
    if (state.get() == State.ENDED) {
      throw HttpFault.tooBusy(
          HttpStatus.SERVICE_UNAVAILABLE, "The service is shutting down. Nothing was checked.");
    }
  }

  @Override
  public void start() {
    state.set(State.SERVING);
  }

  @Override
  public void stop() {
    state.set(State.DRAINING);
    try {
      Thread.sleep(drain.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    state.set(State.ENDED);
  }

  @Override
  public boolean isRunning() {
    return state.get() == State.SERVING;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }
}

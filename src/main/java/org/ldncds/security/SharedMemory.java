package org.ldncds.security;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/**
 * The memory that replicas share, with a deadline: no clinician waits for a store that is down. It
 * is left alone for a while after failures; each answer given without it is counted.
 */
public final class SharedMemory {

  private static final System.Logger LOG = System.getLogger(SharedMemory.class.getName());
  private static final Duration DEADLINE = Duration.ofMillis(200);
  private static final Duration CONNECTING = Duration.ofSeconds(3);
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(100);
  private static final Duration LEFT_ALONE = Duration.ofSeconds(5);
  private static final int MOST_AT_ONCE = 32;

  private final SeenTokens store;
  private final Runnable onFallback;
  private final CircuitBreaker breaker;
  private final ThreadPoolExecutor workers;

  /**
   * @param onFallback run each time the store could not be asked
   */
  public SharedMemory(SeenTokens store, Runnable onFallback) {
    this.store = store;
    this.onFallback = onFallback;
    this.breaker =
        CircuitBreaker.of(
            "replay-memory",
            CircuitBreakerConfig.custom()
                .slidingWindowSize(3)
                .minimumNumberOfCalls(3)
                .waitDurationInOpenState(LEFT_ALONE)
                .permittedNumberOfCallsInHalfOpenState(1)
                .build());
    this.workers =
        new ThreadPoolExecutor(
            0,
            MOST_AT_ONCE,
            30,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            work -> {
              Thread worker = new Thread(work, "replay-memory");
              worker.setDaemon(true);
              return worker;
            });
  }

  /**
   * Connects before the first call comes, which would find the store too slow. Where it cannot be
   * asked within three seconds, the service goes on without.
   */
  void connect(Instant now) {
    Future<?> asked = workers.submit(() -> askUntilItAnswers(now));
    try {
      asked.get(CONNECTING.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      LOG.log(System.Logger.Level.WARNING, "the shared memory of seen tokens does not answer yet");
    } finally {
      asked.cancel(true);
    }
  }

  private void askUntilItAnswers(Instant now) {
    String token = "connected-" + UUID.randomUUID();
    while (!Thread.currentThread().isInterrupted()) {
      try {
        store.firstUse(token, now.plus(CONNECTING));
        return;
      } catch (RuntimeException e) {
        LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
      }
    }
  }

  /** True also where the store cannot tell: this process's own memory has decided before. */
  boolean firstUse(String token, Instant until) {
    try {
      return breaker.executeCallable(() -> inTime(token, until));
    } catch (CallNotPermittedException e) {
      onFallback.run();
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return fallBack(e);
    } catch (Exception e) {
      return fallBack(e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e);
    }
  }

  private boolean inTime(String token, Instant until)
      throws InterruptedException, ExecutionException, TimeoutException {
    Future<Boolean> answer;
    try {
      answer = workers.submit(() -> store.firstUse(token, until));
    } catch (RejectedExecutionException e) {
      throw new TimeoutException("busy");
    }
    try {
      return answer.get(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
    } finally {
      answer.cancel(true);
    }
  }

  private boolean fallBack(Throwable fault) {
    onFallback.run();
    LOG.log(
        System.Logger.Level.WARNING,
        "the shared memory of seen tokens cannot be asked ({0}); this process remembers on its own",
        fault.getClass().getName());
    return true;
  }
}

package org.ldncds.web;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Bounds what is in work at once, so that under a flood those who are let in are answered in time
 * and the others hear so at once. A short queue takes up bursts.
 */
@Component
class Load {

  private static final int PER_CORE = 4;
  private static final int QUEUE_PER_PERMIT = 16;
  private static final int LONGEST_WAIT_MILLIS = 50;

  private final Semaphore permits;
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicInteger paused = new AtomicInteger();
  private final int mostWaiting;

  Load(CdsProperties settings, MeterRegistry metrics) {
    int most = settings.limits().concurrency();
    int allowed = most > 0 ? most : PER_CORE * Runtime.getRuntime().availableProcessors();
    this.permits = new Semaphore(allowed, true);
    this.mostWaiting = QUEUE_PER_PERMIT * allowed;
    Gauge.builder("cds.in.work", permits, free -> allowed - free.availablePermits())
        .description("Requests in work now")
        .register(metrics);
  }

  /**
   * @throws HttpFault 503 where too much is in work
   */
  <T> T in(Supplier<T> work) {
    enter();
    try {
      return work.get();
    } finally {
      permits.release();
    }
  }

  /**
   * What was let in and only waits for others makes room, as long as not too many wait.
   *
   * @return is run when it goes on
   */
  Runnable pause() {
    if (paused.incrementAndGet() > mostWaiting) {
      return paused::decrementAndGet;
    }
    permits.release();
    return () -> {
      permits.acquireUninterruptibly();
      paused.decrementAndGet();
    };
  }

  int waiting() {
    return waiting.get();
  }

  private void enter() {
    if (permits.tryAcquire()) {
      return;
    }
    try {
      if (waiting.incrementAndGet() > mostWaiting
          || !permits.tryAcquire(LONGEST_WAIT_MILLIS, TimeUnit.MILLISECONDS)) {
        throw busy();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw busy();
    } finally {
      waiting.decrementAndGet();
    }
  }

  private static HttpFault busy() {
    return HttpFault.tooBusy(
        HttpStatus.SERVICE_UNAVAILABLE,
        "The service is busy (cds.limits.concurrency). Nothing was checked.");
  }
}

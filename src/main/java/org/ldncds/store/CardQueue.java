package org.ldncds.store;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;

/**
 * Cards on their way to the database, written in batches by one thread. When the database is slower
 * than the cards come, or down, cards are dropped and counted: an answer never waits.
 */
final class CardQueue {

  private static final Logger LOG = LoggerFactory.getLogger(CardQueue.class);
  private static final int BATCH = 500;
  private static final Duration IDLE = Duration.ofMillis(200);
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);
  private static final Duration GIVING_UP = Duration.ofSeconds(2);
  private static final Duration BETWEEN_COMPLAINTS = Duration.ofMinutes(1);

  private final CardTable table;
  private final BlockingQueue<ShownCard> waiting;
  private final Counter dropped;
  private final Clock clock;
  private final AtomicLong complained = new AtomicLong(Long.MIN_VALUE);
  private @Nullable Thread writer;
  private volatile boolean open;
  private volatile boolean givenUp;

  CardQueue(CardTable table, int size, MeterRegistry meters, Clock clock) {
    this.table = table;
    this.waiting = new ArrayBlockingQueue<>(size);
    this.clock = clock;
    this.dropped =
        Counter.builder("cds.store.cards.dropped")
            .description("Cards that were shown and could not be recorded")
            .register(meters);
    meters.gauge("cds.store.cards.waiting", waiting, BlockingQueue::size);
  }

  void start() {
    open = true;
    givenUp = false;
    Thread thread = new Thread(this::run, "cards-to-store");
    thread.setDaemon(true);
    thread.start();
    writer = thread;
  }

  /** Never waits. */
  void add(ShownCard card) {
    if (!waiting.offer(card)) {
      drop(1);
    }
  }

  /** Takes what is left to the database, for as long as this at the most. */
  void stop(Duration most) throws InterruptedException {
    open = false;
    Thread thread = writer;
    if (thread != null) {
      thread.join(most.toMillis());
      givenUp = true;
      thread.interrupt();
      thread.join(GIVING_UP.toMillis());
    }
    drop(waiting.size());
  }

  private void run() {
    List<ShownCard> batch = new ArrayList<>();
    try {
      while (open || !waiting.isEmpty()) {
        ShownCard first = waiting.poll(IDLE.toMillis(), TimeUnit.MILLISECONDS);
        if (first != null) {
          batch.add(first);
          waiting.drainTo(batch, BATCH - 1);
          write(batch);
          batch.clear();
        }
      }
    } catch (InterruptedException e) {
      drop(batch.size());
      Thread.currentThread().interrupt();
    }
  }

  private void write(List<ShownCard> batch) throws InterruptedException {
    while (true) {
      try {
        table.write(batch);
        return;
      } catch (StoreDownException e) {
        if (givenUp) { // a driver may have swallowed the interrupt
          throw new InterruptedException();
        }
        Thread.sleep(PAUSE_AFTER_FAILURE.toMillis());
      } catch (RuntimeException e) {
        writeEach(batch, e);
        return;
      }
    }
  }

  /** One card that the database refuses does not take the others with it. */
  private void writeEach(List<ShownCard> batch, RuntimeException refusal) {
    LOG.error("a batch of cards was refused: {}", refusal.getClass().getName());
    for (ShownCard card : batch) {
      try {
        table.write(List.of(card));
      } catch (DataIntegrityViolationException | StoreDownException e) {
        drop(1);
      }
    }
  }

  private void drop(int cards) {
    if (cards == 0) {
      return;
    }
    dropped.increment(cards);
    long now = clock.millis();
    long last = complained.get();
    boolean due = last == Long.MIN_VALUE || now - last > BETWEEN_COMPLAINTS.toMillis();
    if (due && complained.compareAndSet(last, now)) {
      LOG.warn(
          "Cards are shown faster than the store takes them, or it is down: {} were not recorded so far.",
          Math.round(dropped.count()));
    }
  }
}

package org.ldncds.store;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.ldncds.clinical.check.Topic;
import org.ldncds.hooks.Basis;
import org.ldncds.hooks.Call;
import org.ldncds.hooks.CardMemory;
import org.ldncds.hooks.EarlierOverride;
import org.ldncds.hooks.WrittenCard;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Remembers cards in the database. It works from before the first request until after the last one;
 * the answers with which the service warms itself up are not remembered.
 */
public final class CardStore implements CardMemory, SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(CardStore.class);
  private static final Duration LOAD_EVERY = Duration.ofSeconds(20);
  private static final Duration CLEAN_EVERY = Duration.ofHours(1);
  private static final Duration LAST_WRITES = Duration.ofSeconds(5);

  private final StoreSettings settings;
  private final KeyedHash hash;
  private final CardQueue queue;
  private final RecentOverrides overrides;
  private final Retention retention;
  private volatile ScheduledExecutorService clockwork = clockwork();
  private final AtomicBoolean loadAsked = new AtomicBoolean();
  private volatile boolean running;

  public CardStore(
      Database database,
      StoreSettings settings,
      KeyedHash hash,
      MeterRegistry meters,
      Clock clock) {
    this.settings = settings;
    this.hash = hash;
    this.queue =
        new CardQueue(
            new CardTable(database, settings.knowledge()), settings.queue(), meters, clock);
    this.overrides = new RecentOverrides(database, settings.longestQuiet(), clock);
    this.retention = new Retention(database, settings.retention(), clock);
  }

  private static ScheduledExecutorService clockwork() {
    return Executors.newSingleThreadScheduledExecutor(
        work -> {
          Thread thread = new Thread(work, "store-clockwork");
          thread.setDaemon(true);
          return thread;
        });
  }

  @Override
  public Optional<EarlierOverride> overridden(Call call, Topic topic, Basis basis) {
    Duration quiet = quiet(call);
    if (quiet.isZero()) {
      return Optional.empty();
    }
    return overrides
        .of(repeatHash(call, topic, basis))
        .filter(earlier -> call.now().isBefore(earlier.at().plus(quiet)))
        .map(
            earlier ->
                new EarlierOverride(
                    LocalDate.ofInstant(earlier.at(), settings.zone()),
                    earlier.reasonCode(),
                    earlier.reasonDisplay()));
  }

  @Override
  public void shown(Call call, List<WrittenCard> cards) {
    if (!running) {
      return;
    }
    boolean quiet = !quiet(call).isZero();
    for (WrittenCard card : cards) {
      queue.add(
          ShownCard.of(
              call,
              card,
              quiet
                  ? Optional.of(repeatHash(call, card.topic(), card.basis()))
                  : Optional.empty()));
    }
  }

  private Duration quiet(Call call) {
    return call.client().name().isEmpty() ? settings.quietRepeats() : call.client().quietRepeats();
  }

  private String repeatHash(Call call, Topic topic, Basis basis) {
    return hash.of(
        List.of(
            call.client().name(),
            call.userId(),
            call.patientId(),
            topic.code(),
            String.join(" ", basis.rules()),
            basis.facts()));
  }

  /** Shows repeats of these cards quietly from now on, not only after the next load. */
  public void feedbackCame() {
    if (overrides.areWanted() && running && loadAsked.compareAndSet(false, true)) {
      clockwork.execute(this::load);
    }
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // both tasks say themselves what went wrong
  public void start() {
    queue.start();
    if (clockwork.isShutdown()) {
      clockwork = clockwork();
    }
    long every = LOAD_EVERY.toMillis();
    clockwork.scheduleWithFixedDelay(this::load, 0, every, TimeUnit.MILLISECONDS);
    clockwork.scheduleWithFixedDelay(
        this::cleanUp, 0, CLEAN_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    clockwork.shutdown();
    try {
      queue.stop(LAST_WRITES);
      clockwork.awaitTermination(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Before the web server, and stopped after it. */
  @Override
  public int getPhase() {
    return 0;
  }

  /** A task that throws would not be run again. */
  private void load() {
    loadAsked.set(false);
    try {
      overrides.load();
    } catch (RuntimeException e) {
      LOG.error("recent overrides were not loaded: {}", e.getClass().getName());
    }
  }

  private void cleanUp() {
    try {
      retention.cleanUp();
    } catch (RuntimeException e) {
      LOG.error("nothing was cleaned up: {}", e.getClass().getName());
    }
  }
}

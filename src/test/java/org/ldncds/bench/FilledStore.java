package org.ldncds.bench;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.h2.jdbcx.JdbcDataSource;
import org.ldncds.hooks.CardMemory;
import org.ldncds.store.CardStore;
import org.ldncds.store.Database;
import org.ldncds.store.InsightsReader;
import org.ldncds.store.KeyedHash;
import org.ldncds.store.StoreSettings;
import org.springframework.jdbc.core.JdbcTemplate;

/** A store that holds so many cards, each overridden with a reason yesterday. */
final class FilledStore implements AutoCloseable {

  static final Instant NOW = ChartRequest.TODAY.atTime(12, 0).toInstant(ZoneOffset.UTC);

  private static final String CARDS =
      """
      insert into card (card, shown_at, service, topic, indicator, dialect, client, knowledge, quieted, silent, repeat_hash)
      select 'card-' || x, timestamp with time zone '2026-11-22 10:00:00Z', 'naltrexone-order-sign', 'OpioidConflict', 'critical',
        'standard', '', 'bench', false, false, 'hash-' || x from system_range(1, ?)""";
  private static final String FEEDBACK =
      """
      insert into feedback (entry, received_at, service, client, card, outcome, outcome_at, reason_code)
      select 'entry-' || x, timestamp with time zone '2026-11-22 10:01:00Z', 'naltrexone-order-sign', '', 'card-' || x, 'overridden',
        timestamp with time zone '2026-11-22 10:01:00Z', 'patient-not-taking' from system_range(1, ?)""";
  private static final Duration LOADED = Duration.ofSeconds(10);

  private final CardStore store;

  FilledStore(int rows) {
    JdbcDataSource source = new JdbcDataSource();
    source.setURL(
        "jdbc:h2:mem:filled-%d;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;DB_CLOSE_DELAY=-1"
            .formatted(rows));
    Database database = new Database(source);
    StoreSettings settings =
        new StoreSettings(
            1_000,
            Duration.ofDays(400),
            Duration.ofDays(30),
            Duration.ofDays(30),
            false,
            0,
            ZoneOffset.UTC,
            "bench");
    LocalDate day = ChartRequest.TODAY;
    new InsightsReader(database, settings).read(day, day); // makes the tables
    JdbcTemplate sql = new JdbcTemplate(source);
    sql.update(CARDS, rows);
    sql.update(FEEDBACK, rows);
    this.store =
        new CardStore(
            database,
            settings,
            new KeyedHash("a key of the benchmarks".getBytes(StandardCharsets.UTF_8)),
            new SimpleMeterRegistry(),
            Clock.fixed(NOW, ZoneOffset.UTC));
    store.start();
    try {
      Thread.sleep(LOADED.toMillis());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  CardMemory memory() {
    return store;
  }

  @Override
  public void close() {
    store.stop();
  }
}

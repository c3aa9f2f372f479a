package org.ldncds.security;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Seen tokens in the table {@code seen_jwt}, whose primary key lets exactly one replica insert a
 * token.
 */
public final class DatabaseSeenTokens implements SeenTokens {

  private static final Duration SWEEP = Duration.ofMinutes(5);

  private final JdbcClient database;
  private final Clock clock;
  private final AtomicReference<Instant> nextSweep;

  public DatabaseSeenTokens(DataSource database, Clock clock) {
    this.database = JdbcClient.create(database);
    this.clock = clock;
    this.nextSweep = new AtomicReference<>(clock.instant().plus(SWEEP));
  }

  @Override
  public boolean firstUse(String token, Instant until) {
    sweep();
    try {
      database
          .sql("insert into seen_jwt (token, expires_at) values (?, ?)")
          .param(token)
          .param(until.atOffset(ZoneOffset.UTC))
          .update();
      return true;
    } catch (DuplicateKeyException e) {
      return false;
    }
  }

  /** Tokens that have expired are refused for that, so they need not be remembered. */
  private void sweep() {
    Instant now = clock.instant();
    Instant due = nextSweep.get();
    if (now.isAfter(due) && nextSweep.compareAndSet(due, now.plus(SWEEP))) {
      database
          .sql("delete from seen_jwt where expires_at < ?")
          .param(now.atOffset(ZoneOffset.UTC))
          .update();
    }
  }
}

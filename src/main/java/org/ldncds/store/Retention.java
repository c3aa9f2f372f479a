package org.ldncds.store;

import static org.ldncds.store.Rows.time;

import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes cards and feedback that are older than the deployer keeps them. */
public final class Retention {

  private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

  private final Database database;
  private final Duration kept;
  private final Clock clock;

  public Retention(Database database, Duration kept, Clock clock) {
    this.database = database;
    this.kept = kept;
    this.clock = clock;
  }

  /** Several replicas may do it at once. */
  public void cleanUp() {
    OffsetDateTime oldest = time(clock.instant().minus(kept));
    try {
      int deleted =
          database.inTransaction(
              jdbc ->
                  jdbc.update("delete from feedback where received_at < ?", oldest)
                      + jdbc.update("delete from card where shown_at < ?", oldest));
      if (deleted > 0) {
        LOG.info(
            "{} cards and entries of feedback were older than {} days.", deleted, kept.toDays());
      }
    } catch (StoreDownException e) {
      LOG.warn("Nothing was cleaned up, since the store is down; it is tried again in an hour.");
    }
  }
}

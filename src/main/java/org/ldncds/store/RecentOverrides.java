package org.ldncds.store;

import static org.ldncds.store.Rows.time;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Cards that were overridden not long ago, in memory, so that no answer waits for the database.
 * Loaded again and again, since other replicas take feedback too; empty while the store is down, so
 * that every card is then shown at full volume.
 */
final class RecentOverrides {

  private static final int MOST = 100_000;

  private final Database database;
  private final Duration longest;
  private final Clock clock;
  private volatile Map<String, Overridden> known = Map.of();

  /**
   * @param at when, but never later than it was received, whatever the EHR's clock says
   */
  record Overridden(Instant at, String reasonCode, String reasonDisplay) {}

  /**
   * @param longest how far back anybody looks; zero where nobody does
   */
  RecentOverrides(Database database, Duration longest, Clock clock) {
    this.database = database;
    this.longest = longest;
    this.clock = clock;
  }

  boolean areWanted() {
    return !longest.isZero();
  }

  Optional<Overridden> of(String repeatHash) {
    return database.isUp() ? Optional.ofNullable(known.get(repeatHash)) : Optional.empty();
  }

  /**
   * The last outcome of each repeated card; those that were not overridden with a reason are out.
   */
  void load() {
    if (!areWanted()) {
      return;
    }
    Instant since = clock.instant().minus(longest);
    Map<String, Optional<Overridden>> last = new HashMap<>();
    try {
      database.inTransaction(
          jdbc -> {
            jdbc.query(
                "select c.repeat_hash, f.outcome, f.outcome_at, f.received_at, f.reason_code, f.reason_display"
                    + " from feedback f join card c on c.card = f.card and (f.client = '' or f.client = c.client)"
                    + " where c.repeat_hash is not null and f.received_at >= ?"
                    + " order by f.outcome_at desc, f.id desc limit "
                    + MOST,
                row -> {
                  Instant at = row.getObject("outcome_at", OffsetDateTime.class).toInstant();
                  Instant received = row.getObject("received_at", OffsetDateTime.class).toInstant();
                  String code = text(row.getString("reason_code"));
                  String display = text(row.getString("reason_display"));
                  boolean reasoned =
                      row.getString("outcome").equals("overridden")
                          && !(code.isEmpty() && display.isEmpty());
                  last.putIfAbsent(
                      row.getString("repeat_hash"),
                      reasoned
                          ? Optional.of(
                              new Overridden(at.isBefore(received) ? at : received, code, display))
                          : Optional.empty());
                },
                time(since));
            return last.size();
          });
    } catch (StoreDownException e) {
      known = Map.of();
      return;
    }
    Map<String, Overridden> found = new HashMap<>();
    last.forEach((hash, overridden) -> overridden.ifPresent(known -> found.put(hash, known)));
    known = Map.copyOf(found);
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }
}

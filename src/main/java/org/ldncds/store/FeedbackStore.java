package org.ldncds.store;

import static org.ldncds.store.Rows.cut;
import static org.ldncds.store.Rows.row;
import static org.ldncds.store.Rows.time;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.ldncds.hooks.Feedback;
import org.ldncds.hooks.Feedback.Reason;
import org.ldncds.hooks.PlainText;

/**
 * Keeps what clinicians did with cards. What was kept is never changed: another outcome of the same
 * card is another row, and the last one counts.
 */
public final class FeedbackStore {

  private static final int LONGEST_CLIENT = 200;

  private final Database database;
  private final StoreSettings settings;
  private final Clock clock;

  public FeedbackStore(Database database, StoreSettings settings, Clock clock) {
    this.database = database;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * All entries are on disk once this returns. Those that are there already are left as they are.
   *
   * @param client name of the EHR that signed the call; empty where nobody did
   * @throws StoreDownException where none of them was kept
   */
  public void keep(String service, String client, List<Feedback> entries) {
    if (entries.isEmpty()) {
      return;
    }
    OffsetDateTime now = time(clock.instant());
    String from = cut(client, LONGEST_CLIENT);
    Map<String, Feedback> once = new LinkedHashMap<>();
    entries.forEach(entry -> once.putIfAbsent(digest(service, from, entry), entry));
    List<@Nullable Object[]> rows = new ArrayList<>();
    List<@Nullable Object[]> taken = new ArrayList<>();
    once.forEach(
        (digest, entry) -> {
          rows.add(values(digest, now, service, from, entry));
          entry.suggestions().stream()
              .distinct()
              .forEach(suggestion -> taken.add(row(digest, suggestion)));
        });
    database.inTransaction(
        jdbc -> {
          jdbc.batchUpdate(
              "insert into feedback (entry, received_at, service, client, card, outcome, outcome_at,"
                  + " reason_system, reason_code, reason_display, user_comment)"
                  + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing",
              rows);
          if (!taken.isEmpty()) {
            jdbc.batchUpdate(
                "insert into feedback_suggestion (entry, suggestion) values (?, ?) on conflict do nothing",
                taken);
          }
          return rows.size();
        });
  }

  /** The comment is no part of it, so that it does not matter whether comments are kept. */
  private static String digest(String service, String client, Feedback entry) {
    Reason reason = entry.reason().orElse(new Reason("", "", ""));
    return KeyedHash.digest(
        Stream.concat(
                Stream.of(
                    service,
                    client,
                    entry.card(),
                    entry.outcome().name(),
                    entry.at().toString(),
                    reason.system(),
                    reason.code(),
                    reason.display()),
                entry.suggestions().stream().sorted())
            .toList());
  }

  private @Nullable Object[] values(
      String digest, OffsetDateTime now, String service, String client, Feedback entry) {
    return row(
        digest,
        now,
        service,
        client,
        entry.card(),
        entry.outcome().name().toLowerCase(Locale.ROOT),
        time(entry.at()),
        entry.reason().map(Reason::system).orElse(null),
        entry.reason().map(Reason::code).orElse(null),
        entry.reason().map(Reason::display).orElse(null),
        entry
            .comment()
            .filter(comment -> settings.comments())
            .map(comment -> PlainText.of(comment, settings.longestComment()))
            .orElse(null));
  }
}

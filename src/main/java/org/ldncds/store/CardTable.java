package org.ldncds.store;

import static org.ldncds.store.Rows.cut;
import static org.ldncds.store.Rows.row;
import static org.ldncds.store.Rows.time;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Writes cards. One that is there already stays as it is. */
final class CardTable {

  private static final int LONGEST_CLIENT = 200;
  private static final int LONGEST_KIND = 64;

  private final Database database;
  private final String knowledge;

  /**
   * @param knowledge the version of the rules that made the cards
   */
  CardTable(Database database, String knowledge) {
    this.database = database;
    this.knowledge = knowledge;
  }

  /** All of them, or none. */
  void write(List<ShownCard> cards) {
    database.inTransaction(
        jdbc -> {
          jdbc.batchUpdate(
              "insert into card (card, shown_at, service, topic, indicator, protocol, dialect, client,"
                  + " knowledge, quieted, silent, repeat_hash)"
                  + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing",
              cards.stream().map(this::values).toList());
          batch(
              jdbc,
              "insert into card_rule (card, rule) values (?, ?) on conflict do nothing",
              cards.stream()
                  .flatMap(card -> card.rules().stream().map(rule -> row(card.card(), rule)))
                  .toList());
          batch(
              jdbc,
              "insert into card_suggestion (card, suggestion, kind) values (?, ?, ?) on conflict do nothing",
              cards.stream()
                  .flatMap(
                      card ->
                          card.suggestions().entrySet().stream()
                              .map(
                                  entry ->
                                      row(
                                          card.card(),
                                          entry.getKey(),
                                          cut(entry.getValue(), LONGEST_KIND))))
                  .toList());
          return cards.size();
        });
  }

  private static void batch(JdbcTemplate jdbc, String sql, List<@Nullable Object[]> rows) {
    if (!rows.isEmpty()) {
      jdbc.batchUpdate(sql, rows);
    }
  }

  private @Nullable Object[] values(ShownCard card) {
    return row(
        card.card(),
        time(card.at()),
        card.service(),
        card.topic(),
        card.indicator(),
        card.protocol().orElse(null),
        card.dialect(),
        cut(card.client(), LONGEST_CLIENT),
        knowledge,
        card.quieted(),
        card.silent(),
        card.repeatHash().orElse(null));
  }
}

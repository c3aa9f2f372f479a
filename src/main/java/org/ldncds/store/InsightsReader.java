package org.ldncds.store;

import static org.ldncds.store.Rows.time;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcTemplate;

/** Counts what became of the cards. */
public final class InsightsReader {

  private final Database database;
  private final ZoneId zone;

  public InsightsReader(Database database, StoreSettings settings) {
    this.database = database;
    this.zone = settings.zone();
  }

  /**
   * @throws StoreDownException where the database cannot be asked
   */
  public Insights read(LocalDate first, LocalDate last) {
    OffsetDateTime from = time(first.atStartOfDay(zone).toInstant());
    OffsetDateTime until = time(last.plusDays(1).atStartOfDay(zone).toInstant());
    return database.inTransaction(
        jdbc -> {
          Counting cards = new Counting();
          cards.read(jdbc, from, until);
          weeks(jdbc, from, until, first, last, cards.byWeek);
          return new Insights(
              first,
              last,
              cards.total,
              cards.byTopic,
              rules(jdbc, from, until),
              cards.byService,
              cards.byIndicator,
              cards.byWeek,
              reasons(jdbc, from, until),
              cards.silent,
              cards.quieted,
              unmatched(jdbc, from, until));
        });
  }

  private static final class Counting {
    private final SortedMap<String, Tally> byTopic = new TreeMap<>();
    private final SortedMap<String, Tally> byService = new TreeMap<>();
    private final SortedMap<String, Tally> byIndicator = new TreeMap<>();
    private final SortedMap<LocalDate, Tally> byWeek = new TreeMap<>();
    private final SortedMap<String, Long> silent = new TreeMap<>();
    private Tally total = Tally.NONE;
    private long quieted;

    void read(JdbcTemplate jdbc, OffsetDateTime from, OffsetDateTime until) {
      jdbc.query(
          "select topic, service, indicator, quieted, silent, outcome, count(*) as cards from card_outcome"
              + " where shown_at >= ? and shown_at < ?"
              + " group by topic, service, indicator, quieted, silent, outcome",
          row -> {
            long cards = row.getLong("cards");
            if (row.getBoolean("silent")) {
              silent.merge(row.getString("topic"), cards, Long::sum);
              return;
            }
            Tally tally = Tally.of(row.getString("outcome"), cards);
            total = total.plus(tally);
            byTopic.merge(row.getString("topic"), tally, Tally::plus);
            byService.merge(row.getString("service"), tally, Tally::plus);
            byIndicator.merge(row.getString("indicator"), tally, Tally::plus);
            quieted += row.getBoolean("quieted") ? cards : 0;
          },
          from,
          until);
    }
  }

  /** Every week of the period, those without cards too. */
  private void weeks(
      JdbcTemplate jdbc,
      OffsetDateTime from,
      OffsetDateTime until,
      LocalDate first,
      LocalDate last,
      SortedMap<LocalDate, Tally> byWeek) {
    for (LocalDate day = monday(first); !day.isAfter(last); day = day.plusWeeks(1)) {
      byWeek.put(day, Tally.NONE);
    }
    jdbc.query(
        "select shown_hour, outcome, count(*) as cards"
            + " from (select date_trunc('hour', shown_at) as shown_hour, outcome from card_outcome"
            + " where shown_at >= ? and shown_at < ? and not silent) hours group by shown_hour, outcome",
        row -> {
          OffsetDateTime hour = row.getObject("shown_hour", OffsetDateTime.class);
          LocalDate week = monday(LocalDate.ofInstant(hour.toInstant(), zone));
          byWeek.merge(week, Tally.of(row.getString("outcome"), row.getLong("cards")), Tally::plus);
        },
        from,
        until);
  }

  private static LocalDate monday(LocalDate day) {
    return day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
  }

  private static SortedMap<String, Tally> rules(
      JdbcTemplate jdbc, OffsetDateTime from, OffsetDateTime until) {
    SortedMap<String, Tally> rules = new TreeMap<>();
    jdbc.query(
        "select r.rule, o.outcome, count(*) as cards from card_outcome o join card_rule r on r.card = o.card"
            + " where o.shown_at >= ? and o.shown_at < ? and not o.silent group by r.rule, o.outcome",
        row -> {
          rules.merge(
              row.getString("rule"),
              Tally.of(row.getString("outcome"), row.getLong("cards")),
              Tally::plus);
        },
        from,
        until);
    return rules;
  }

  private static List<Insights.Reason> reasons(
      JdbcTemplate jdbc, OffsetDateTime from, OffsetDateTime until) {
    return jdbc.query(
        "select topic, coalesce(reason_code, '') as code, coalesce(max(reason_display), '') as display,"
            + " count(*) as cards from card_outcome"
            + " where shown_at >= ? and shown_at < ? and not silent and outcome = 'overridden'"
            + " group by topic, coalesce(reason_code, '') order by cards desc, topic, code",
        (row, number) ->
            new Insights.Reason(
                row.getString("topic"),
                row.getString("code"),
                row.getString("display"),
                row.getLong("cards")),
        from,
        until);
  }

  private static long unmatched(JdbcTemplate jdbc, OffsetDateTime from, OffsetDateTime until) {
    Long entries =
        jdbc.queryForObject(
            "select count(*) from feedback f where received_at >= ? and received_at < ? and not exists"
                + " (select 1 from card c where c.card = f.card and (f.client = '' or f.client = c.client))",
            Long.class,
            from,
            until);
    return entries == null ? 0 : entries;
  }
}

package org.ldncds.web.insights;

import java.util.List;
import org.ldncds.store.Tally;

/**
 * All that the page shows, in words.
 *
 * @param verdict which rule annoys most and which helps most
 * @param groups the same cards by topic, rule, service and indicator
 */
record InsightsPage(
    String period,
    String verdict,
    Tally total,
    long quieted,
    long unmatched,
    String wideChart,
    String narrowChart,
    List<Group> groups,
    List<Reason> reasons,
    List<Silent> silent) {

  /** Cards counted by one thing. */
  record Group(String id, String title, List<Row> rows) {
    Group {
      rows = List.copyOf(rows);
    }
  }

  /**
   * One line of a table.
   *
   * @param more what the name stands for; may be empty
   */
  record Row(String name, String more, Tally tally) {

    /** Where a part of the bar begins or ends, in percent. */
    public long acceptedWidth() {
      return share(tally.accepted());
    }

    public long overriddenWidth() {
      return share(tally.accepted() + tally.overridden()) - acceptedWidth();
    }

    public String overriddenShare() {
      return share(tally.overridden()) + " %";
    }

    private long share(long part) {
      return tally.shown() == 0 ? 0 : Math.round(100.0 * part / tally.shown());
    }
  }

  /** Why cards of a topic were overridden. */
  record Reason(String topic, String reason, long cards) {}

  /** Cards that were recorded but not returned. */
  record Silent(String topic, long cards) {}
}

package org.ldncds.store;

import java.time.LocalDate;
import java.util.List;
import java.util.SortedMap;

/**
 * What became of the cards of a period. Cards that were recorded in silence were not shown, and are
 * counted apart.
 *
 * @param first day
 * @param last day
 * @param byWeek by the Monday
 * @param silent cards that were recorded but not returned, by topic code
 * @param quieted cards that were shown quietly, since they were overridden before
 * @param unmatched entries of feedback for cards that are not known
 */
public record Insights(
    LocalDate first,
    LocalDate last,
    Tally total,
    SortedMap<String, Tally> byTopic,
    SortedMap<String, Tally> byRule,
    SortedMap<String, Tally> byService,
    SortedMap<String, Tally> byIndicator,
    SortedMap<LocalDate, Tally> byWeek,
    List<Reason> reasons,
    SortedMap<String, Long> silent,
    long quieted,
    long unmatched) {

  /** Why cards of a topic were overridden, and how often; code and display empty where not said. */
  public record Reason(String topic, String code, String display, long cards) {}

  public Insights {
    reasons = List.copyOf(reasons);
  }
}

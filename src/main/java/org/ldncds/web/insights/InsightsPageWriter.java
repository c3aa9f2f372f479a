package org.ldncds.web.insights;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;
import org.ldncds.clinical.check.Rule;
import org.ldncds.clinical.check.Topic;
import org.ldncds.knowledge.Wording;
import org.ldncds.store.Insights;
import org.ldncds.store.Tally;

/** Puts the counts into words. */
final class InsightsPageWriter {

  private final Wording wording;
  private final int enough;

  /**
   * @param enough cards of a rule before it is compared with others
   */
  InsightsPageWriter(Wording wording, int enough) {
    this.wording = wording;
    this.enough = enough;
  }

  InsightsPage page(Insights insights) {
    WeeksChart chart = new WeeksChart(insights.byWeek());
    return new InsightsPage(
        insights.first() + " to " + insights.last(),
        verdict(insights),
        insights.total(),
        insights.quieted(),
        insights.unmatched(),
        chart.svg("wide", 800, 260),
        chart.svg("narrow", 360, 240),
        List.of(
            group("topics", "By topic", insights.byTopic(), this::topic),
            group("rules", "By rule", insights.byRule(), this::ruleTopic),
            group("services", "By service", insights.byService(), name -> ""),
            group("indicators", "By urgency", insights.byIndicator(), name -> "")),
        insights.reasons().stream()
            .map(
                reason ->
                    new InsightsPage.Reason(topic(reason.topic()), said(reason), reason.cards()))
            .toList(),
        insights.silent().entrySet().stream()
            .map(entry -> new InsightsPage.Silent(topic(entry.getKey()), entry.getValue()))
            .toList());
  }

  String verdict(Insights insights) {
    return new Verdict(insights.byRule(), enough).sentence();
  }

  /** The most frequent first. */
  private static InsightsPage.Group group(
      String id, String title, SortedMap<String, Tally> tallies, Function<String, String> more) {
    List<InsightsPage.Row> rows = new ArrayList<>();
    tallies.entrySet().stream()
        .sorted(
            Comparator.comparing((Map.Entry<String, Tally> entry) -> -entry.getValue().shown())
                .thenComparing(Map.Entry::getKey))
        .forEach(
            entry ->
                rows.add(
                    new InsightsPage.Row(
                        entry.getKey(), more.apply(entry.getKey()), entry.getValue())));
    return new InsightsPage.Group(id, title, rows);
  }

  /** Its display; a code that the rules know no more stays as it is. */
  private String topic(String code) {
    return known(code).map(topic -> wording.topic(topic).display()).orElse(code);
  }

  private String ruleTopic(String rule) {
    return Rule.ofId(rule)
        .flatMap(Rule::topic)
        .map(topic -> wording.topic(topic).display())
        .orElse("");
  }

  private static Optional<Topic> known(String code) {
    return Arrays.stream(Topic.values()).filter(topic -> topic.code().equals(code)).findFirst();
  }

  String said(Insights.Reason reason) {
    String sent = reason.display().isEmpty() ? reason.code() : reason.display();
    String own =
        known(reason.topic())
            .map(topic -> wording.topic(topic).overrideReasons().getOrDefault(reason.code(), sent))
            .orElse(sent);
    return own.isEmpty() ? "no reason given" : own;
  }
}

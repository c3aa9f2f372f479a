package org.ldncds.hooks;

import java.util.List;
import org.ldncds.clinical.check.Indicator;
import org.ldncds.clinical.check.Topic;

/** A card before it is written: what it is about, and how urgent. */
record Draft(
    Topic topic,
    Indicator indicator,
    String summary,
    String detail,
    List<Card.Suggestion> suggestions,
    List<Card.Link> links) {

  Draft(
      Topic topic,
      Indicator indicator,
      String summary,
      String detail,
      List<Card.Suggestion> suggestions) {
    this(topic, indicator, summary, detail, suggestions, List.of());
  }
}

package org.ldncds.hooks;

import java.util.List;
import org.ldncds.clinical.check.Indicator;
import org.ldncds.clinical.check.Topic;

/**
 * A card before it is written: what it is about, how urgent, and what it rests on.
 *
 * @param quieted true where it is less urgent than its findings, because it was overridden before
 */
record Draft(
    Topic topic,
    Indicator indicator,
    String summary,
    String detail,
    List<Card.Suggestion> suggestions,
    List<Card.Link> links,
    Basis basis,
    boolean quieted) {

  Draft(
      Topic topic,
      Indicator indicator,
      String summary,
      String detail,
      List<Card.Suggestion> suggestions,
      List<Card.Link> links,
      Basis basis) {
    this(topic, indicator, summary, detail, suggestions, links, basis, false);
  }

  /** The same as mere information, with a line above that says why. */
  Draft quieted(String line) {
    return new Draft(
        topic, Indicator.INFO, summary, line + "\n\n" + detail, suggestions, links, basis, true);
  }
}

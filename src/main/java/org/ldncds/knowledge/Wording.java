package org.ldncds.knowledge;

import com.samskivert.mustache.Template;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ldncds.clinical.check.Rule;
import org.ldncds.clinical.check.Topic;

/**
 * The words of the cards. Values put into Markdown are escaped by the templates themselves; a name
 * that a template knows but a finding lacks is left out.
 */
public final class Wording {

  /**
   * What a topic is called and how clinicians may decline it.
   *
   * @param overrideReasons code to display, at most six
   */
  public record TopicWords(String display, Template detail, Map<String, String> overrideReasons) {}

  /** Summary (plain text) and text (Markdown) of a rule's finding. */
  record FindingWords(Template summary, Template text) {}

  private final Map<Topic, TopicWords> topics;
  private final Map<Rule, FindingWords> findings;
  private final Map<String, Template> phrases;
  private final String sourceLabel;

  Wording(
      Map<Topic, TopicWords> topics,
      Map<Rule, FindingWords> findings,
      Map<String, Template> phrases,
      String sourceLabel) {
    this.topics = Map.copyOf(topics);
    this.findings = Map.copyOf(findings);
    this.phrases = Map.copyOf(phrases);
    this.sourceLabel = sourceLabel;
  }

  public String sourceLabel() {
    return sourceLabel;
  }

  public TopicWords topic(Topic topic) {
    return present(topics.get(topic), topic.code());
  }

  public String detail(Topic topic, Map<String, Object> values) {
    return topic(topic).detail().execute(values).strip();
  }

  public String summary(Rule rule, Map<String, ?> values) {
    return Markdown.plain(present(findings.get(rule), rule.id()).summary().execute(values));
  }

  public String text(Rule rule, Map<String, ?> values) {
    return present(findings.get(rule), rule.id()).text().execute(values).strip();
  }

  /** A phrase in Markdown. */
  public String phrase(String key, Map<String, ?> values) {
    return present(phrases.get(key), key).execute(values).strip();
  }

  private static <T> T present(@Nullable T words, String name) {
    if (words == null) {
      throw new IllegalStateException("The wording file has no words for " + name);
    }
    return words;
  }
}

package org.ldncds.knowledge;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import com.samskivert.mustache.Template;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ldncds.clinical.check.MorphineEquivalents;
import org.ldncds.clinical.check.Rule;
import org.ldncds.clinical.check.Topic;
import org.ldncds.clinical.drug.Form;
import org.ldncds.clinical.facts.DosageReading;
import org.ldncds.clinical.facts.Exposure.Certainty;
import org.ldncds.clinical.facts.Gap;
import org.ldncds.clinical.facts.Witness.Note;
import org.ldncds.knowledge.Wording.FindingWords;
import org.ldncds.knowledge.Wording.TopicWords;

/**
 * Reads wording/en.yaml: Mustache templates whose placeholders are checked, so that no card ever
 * misses a value.
 */
final class WordingReader {

  private static final String FILE = "wording/en.yaml";
  private static final int MOST_OVERRIDE_REASONS = 6;

  private final Mustache.Compiler plain =
      Mustache.compiler().escapeHTML(false).defaultValue("").emptyStringIsFalse(true);
  private final Mustache.Compiler markdown =
      Mustache.compiler().withEscaper(Markdown::escape).defaultValue("").emptyStringIsFalse(true);

  private final Set<String> prefetchKeys;

  /**
   * @param prefetchKeys keys of which the words say what is looked for under them
   */
  WordingReader(Set<String> prefetchKeys) {
    this.prefetchKeys = prefetchKeys;
  }

  Wording read(KnowledgeFiles files) {
    YamlMap file = YamlMap.read(FILE, files.text(FILE));
    Wording wording =
        new Wording(
            topics(file.map("topics")),
            findings(file.map("findings")),
            phrases(file),
            file.text("source-label"));
    file.done();
    return wording;
  }

  private Map<Topic, TopicWords> topics(YamlMap entries) {
    Map<Topic, TopicWords> topics = new EnumMap<>(Topic.class);
    for (Topic topic : spoken()) {
      YamlMap entry = entries.map(topic.code());
      YamlMap reasons = entry.map("override-reasons");
      Map<String, String> overrideReasons = new LinkedHashMap<>();
      reasons.keys().forEach(code -> overrideReasons.put(code, reasons.text(code)));
      if (overrideReasons.size() > MOST_OVERRIDE_REASONS) {
        throw entry.wrong(
            "override-reasons",
            "there are " + overrideReasons.size() + ", allowed are 6. Maybe join two?");
      }
      topics.put(
          topic,
          new TopicWords(
              entry.text("display"),
              template(entry, "detail", markdown, Fillings.DETAIL),
              overrideReasons));
      entry.done();
    }
    entries.done();
    return topics;
  }

  /** The topics on which a card can be written. */
  private static Set<Topic> spoken() {
    Set<Topic> spoken = EnumSet.of(Topic.CHECK_INCOMPLETE, Topic.TITRATION_PLAN);
    Arrays.stream(Rule.values()).flatMap(rule -> rule.topic().stream()).forEach(spoken::add);
    return spoken;
  }

  private Map<Rule, FindingWords> findings(YamlMap entries) {
    Map<Rule, FindingWords> findings = new EnumMap<>(Rule.class);
    for (Rule rule : Rule.values()) {
      if (rule.topic().isPresent()) {
        YamlMap entry = entries.map(rule.id());
        findings.put(
            rule,
            new FindingWords(
                template(entry, "summary", plain, Fillings.FINDING),
                template(entry, "text", markdown, Fillings.FINDING)));
        entry.done();
      }
    }
    entries.done();
    return findings;
  }

  /**
   * Gaps, unreadable reasons and the words of suggestions, each under its own heading; every known
   * one must be there.
   */
  private Map<String, Template> phrases(YamlMap file) {
    Map<String, Template> phrases = new HashMap<>();
    add(phrases, file, "gaps", Arrays.stream(Gap.Kind.values()).map(Enum::name), markdown);
    add(
        phrases,
        file,
        "reasons",
        Arrays.stream(DosageReading.Unreadable.values()).map(Enum::name),
        markdown);
    add(phrases, file, "gap-names", Arrays.stream(Gap.Kind.values()).map(Enum::name), plain);
    add(
        phrases,
        file,
        "summaries",
        Stream.of("check-incomplete", "titration-plan", "step-back"),
        plain);
    add(
        phrases,
        file,
        "plan-words",
        Stream.of("days", "weeks", "span", "on", "then", "every-other-day"),
        plain);
    add(
        phrases,
        file,
        "suggestions",
        Stream.of(
            "plan-label",
            "plan-action",
            "back-label",
            "hold-label",
            "keep-label",
            "visit-action",
            "liver-tests-action",
            "care-plan-action",
            "care-plan-title",
            "due-label",
            "review-action",
            "print-label",
            "start-label",
            "start-action",
            "dose-label",
            "dose-action",
            "test-label",
            "test-action",
            "test-reason"),
        plain);
    add(
        phrases,
        file,
        "order-text",
        Stream.of(
            "step", "product", "note", "step-liquid", "product-liquid", "dose", "dose-product"),
        plain);
    add(phrases, file, "notes", Arrays.stream(Note.values()).map(Enum::name), plain);
    add(phrases, file, "sureness", Arrays.stream(Certainty.values()).map(Enum::name), plain);
    add(
        phrases,
        file,
        "forms",
        Stream.concat(
            Arrays.stream(Form.values()).filter(form -> form != Form.UNKNOWN).map(Enum::name),
            Stream.of("LONG_ACTING", "DEPOT")),
        plain);
    add(phrases, file, "lines", Stream.of("MORE", "OMITTED", "BY_HAND", "OVERRIDDEN"), markdown);
    add(
        phrases,
        file,
        "equivalents",
        Stream.of("head", "line", "patch", "total", "not-counted"),
        markdown);
    add(
        phrases,
        file,
        "equivalents-reasons",
        Arrays.stream(MorphineEquivalents.Reason.values()).map(Enum::name),
        markdown);
    YamlMap unchecked = file.map("unchecked");
    for (String key : prefetchKeys) {
      phrases.put("unchecked." + key, template(unchecked, key, plain, Fillings.PHRASE));
    }
    unchecked.done();
    return phrases;
  }

  private void add(
      Map<String, Template> phrases,
      YamlMap file,
      String heading,
      Stream<String> names,
      Mustache.Compiler compiler) {
    YamlMap entries = file.map(heading);
    Map<String, String> keys =
        names.collect(
            Collectors.toMap(
                name -> name.toLowerCase(Locale.ROOT).replace('_', '-'),
                name -> name,
                (a, b) -> a,
                TreeMap::new));
    keys.forEach(
        (key, name) ->
            phrases.put(heading + "." + name, template(entries, key, compiler, Fillings.PHRASE)));
    entries.done();
  }

  static Template template(
      YamlMap entry, String key, Mustache.Compiler compiler, Set<String> names) {
    try {
      Template template = compiler.compile(entry.text(key));
      template.visit(new Placeholders(entry, key, names));
      return template;
    } catch (MustacheException e) {
      throw entry.wrong(
          key,
          "the placeholders do not fit: " + e.getMessage() + ". Maybe a {{/name}} is missing?");
    }
  }
}

package org.ldncds.knowledge;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.time.DayOfWeek;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.ldncds.knowledge.PlanPageWords.Advice;
import org.ldncds.knowledge.PlanPageWords.Dates;

/** Reads wording/plan-page.yaml, the words of the printable plan. */
final class PlanPageReader {

  private static final String FILE = "wording/plan-page.yaml";

  private static final Map<String, Set<String>> LABELS =
      Map.of(
          "labels",
          Set.of(
              "drug",
              "starts",
              "reaches",
              "take",
              "first-review",
              "at-bedtime",
              "in-the-morning",
              "every-other-day-at-bedtime",
              "every-other-day-in-the-morning",
              "chart",
              "review-mark",
              "unit",
              "steps",
              "from",
              "dose",
              "for",
              "capsules",
              "liquid",
              "then-on",
              "dispense",
              "calendar",
              "week",
              "advice",
              "reviews",
              "sources",
              "another",
              "print"),
          "form",
          Set.of(
              "title",
              "intro",
              "protocol",
              "start",
              "dose",
              "dose-hint",
              "morning",
              "liquid",
              "alternate-days",
              "submit",
              "wrong"),
          "reviews",
          Set.of("first-review", "no-response"));

  private static final Map<String, Set<String>> SENTENCES =
      Map.of(
          "faults",
          Set.of(
              "missing",
              "twice",
              "unknown",
              "unknown-protocol",
              "not-a-date",
              "far-away",
              "not-a-number",
              "not-positive",
              "at-target",
              "not-yes-or-no",
              "not-in-stock"),
          "sentences",
          Set.of(
              "title",
              "title-last-step",
              "protocol",
              "starts",
              "starts-every-other-day",
              "chart",
              "chart-step",
              "days",
              "capsules",
              "millilitres",
              "dispense-capsules",
              "dispense-liquid",
              "supply",
              "calendar",
              "first-review",
              "no-response",
              "not-reviewed",
              "reviewed",
              "source"));

  /** What the page offers to fill in. */
  private static final Set<String> VALUES =
      Set.of(
          "known",
          "example",
          "earliest",
          "latest",
          "target",
          "first",
          "last",
          "protocol",
          "present",
          "resumes",
          "dose",
          "steps",
          "days",
          "number",
          "strength",
          "millilitres",
          "concentration",
          "review",
          "weeks",
          "from",
          "until",
          "fromWeeks",
          "untilWeeks",
          "owner",
          "title",
          "kind",
          "date");

  private final Mustache.Compiler plain =
      Mustache.compiler().escapeHTML(false).defaultValue("").emptyStringIsFalse(true);
  private final Set<String> sources;

  PlanPageReader(Set<String> sources) {
    this.sources = sources;
  }

  PlanPageWords read(KnowledgeFiles files) {
    YamlMap file = YamlMap.read(FILE, files.text(FILE));
    Dates dates = dates(file);
    Map<String, String> labels = new HashMap<>();
    LABELS.forEach(
        (heading, names) -> {
          YamlMap entries = file.map(heading);
          names.forEach(name -> labels.put(heading + "." + name, entries.text(name)));
          entries.done();
        });
    Map<String, Template> sentences = new HashMap<>();
    SENTENCES.forEach(
        (heading, names) -> {
          YamlMap entries = file.map(heading);
          names.forEach(
              name ->
                  sentences.put(
                      heading + "." + name, WordingReader.template(entries, name, plain, VALUES)));
          entries.done();
        });
    YamlMap evidence = file.map("evidence");
    PlanPageWords words =
        new PlanPageWords(
            dates,
            labels,
            sentences,
            advice(file),
            new Advice(
                "", false, List.of(evidence.text("text")), evidence.textsOf("sources", sources)));
    evidence.done();
    file.done();
    return words;
  }

  private static Dates dates(YamlMap file) {
    Locale locale = file.value("language", PlanPageReader::language);
    Set<String> days =
        Arrays.stream(DayOfWeek.values())
            .map(day -> day.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());
    DayOfWeek weekStarts =
        DayOfWeek.valueOf(file.textOf("week-starts", days).toUpperCase(Locale.ROOT));
    YamlMap formats = file.map("dates");
    Dates dates =
        new Dates(
            locale, weekStarts, format(formats, "long", locale), format(formats, "short", locale));
    formats.done();
    return dates;
  }

  private static Locale language(String tag) {
    Locale locale = Locale.forLanguageTag(tag);
    if (!Arrays.asList(Locale.getISOLanguages()).contains(locale.getLanguage())) {
      throw new IllegalArgumentException("\"" + tag + "\" is no language. Maybe write en?");
    }
    return locale;
  }

  private static DateTimeFormatter format(YamlMap formats, String name, Locale locale) {
    return formats.value(
        name,
        pattern -> {
          try {
            return DateTimeFormatter.ofPattern(pattern, locale);
          } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                "\"" + pattern + "\" is no way to write a date. Maybe write d MMMM uuuu?", e);
          }
        });
  }

  private List<Advice> advice(YamlMap file) {
    List<Advice> advice = new ArrayList<>();
    for (YamlMap block : file.maps("advice")) {
      advice.add(
          new Advice(
              block.text("title"),
              block.has("urgent") && block.yes("urgent"),
              block.texts("lines"),
              block.textsOf("sources", sources)));
      block.done();
    }
    return advice;
  }
}

package org.ldncds.knowledge;

import com.samskivert.mustache.Template;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The words of the printable plan, all plain text, and how it writes dates. */
public final class PlanPageWords {

  /**
   * A block of advice to the patient.
   *
   * @param urgent true where it must stand out
   * @param sources ids of citations
   */
  public record Advice(String title, boolean urgent, List<String> lines, List<String> sources) {
    public Advice {
      lines = List.copyOf(lines);
      sources = List.copyOf(sources);
    }
  }

  /** The language and its ways to write a date. */
  record Dates(
      Locale locale,
      DayOfWeek weekStarts,
      DateTimeFormatter longFormat,
      DateTimeFormatter shortFormat) {}

  private final Dates dates;
  private final Map<String, String> labels;
  private final Map<String, Template> sentences;
  private final List<Advice> advice;
  private final Advice evidence;

  /**
   * @param labels by heading and name, as "form.title"
   * @param sentences likewise
   */
  PlanPageWords(
      Dates dates,
      Map<String, String> labels,
      Map<String, Template> sentences,
      List<Advice> advice,
      Advice evidence) {
    this.dates = dates;
    this.labels = Map.copyOf(labels);
    this.sentences = Map.copyOf(sentences);
    this.advice = List.copyOf(advice);
    this.evidence = evidence;
  }

  public Locale locale() {
    return dates.locale();
  }

  public DayOfWeek weekStarts() {
    return dates.weekStarts();
  }

  public String longDate(LocalDate date) {
    return dates.longFormat().format(date);
  }

  public String shortDate(LocalDate date) {
    return dates.shortFormat().format(date);
  }

  /** Words without values, by heading and name, as "form.title". */
  public Map<String, String> labels() {
    return labels;
  }

  public String label(String key) {
    return present(labels.get(key), key);
  }

  /** Words with values; a value that is empty or missing counts as not there. */
  public String sentence(String key, Map<String, ?> values) {
    return present(sentences.get(key), key).execute(values).strip();
  }

  public List<Advice> advice() {
    return advice;
  }

  /** Whether low-dose naltrexone works, in one line without a title. */
  public Advice evidence() {
    return evidence;
  }

  private static <T> T present(@Nullable T words, String name) {
    if (words == null) {
      throw new IllegalStateException("The words of the plan page lack " + name);
    }
    return words;
  }
}

package org.ldncds.web;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/**
 * What an OpioidConflict card says, read from its own words: the rules of its last line and the
 * lines of its table, each as "rule class last-dose free-from certainty".
 */
record ShownConflict(boolean isCritical, List<String> lines) {

  private static final Set<String> CRITICAL = Set.of("OC-1", "OC-2", "OC-3");
  private static final Set<String> CRITICAL_UNLESS_IN_DOUBT = Set.of("OC-10", "OC-11", "OC-12");

  /** What a history is labelled with. */
  static ShownConflict labelled(String label) {
    if (label.equals("none") || label.equals("over")) {
      return new ShownConflict(false, List.of());
    }
    List<String> lines =
        Arrays.stream(label.split(" \\+ ", -1)).map(String::strip).sorted().toList();
    return new ShownConflict(lines.stream().anyMatch(ShownConflict::isCritical), lines);
  }

  private static boolean isCritical(String line) {
    String[] parts = line.split(" ", -1);
    boolean open = parts[1].equals("current") || parts[1].equals("inside");
    return CRITICAL.contains(parts[0]) || (CRITICAL_UNLESS_IN_DOUBT.contains(parts[0]) && open);
  }

  static ShownConflict of(JsonNode answer) {
    return StreamSupport.stream(answer.get("cards").spliterator(), false)
        .filter(card -> topic(card).equals("OpioidConflict"))
        .findFirst()
        .map(
            card ->
                new ShownConflict(
                    card.get("indicator").asString().equals("critical"),
                    lines(card.get("detail").asString())))
        .orElse(new ShownConflict(false, List.of()));
  }

  /** The text of the card about unfinished checks; empty where there is none. */
  static String gaps(JsonNode answer) {
    return StreamSupport.stream(answer.get("cards").spliterator(), false)
        .filter(card -> topic(card).equals("CheckIncomplete"))
        .map(card -> card.get("detail").asString())
        .findFirst()
        .orElse("");
  }

  static Set<String> rules(JsonNode answer) {
    Set<String> rules = new TreeSet<>();
    for (JsonNode card : answer.get("cards")) {
      if (topic(card).equals("OpioidConflict")) {
        rules.addAll(rules(card.get("detail").asString()));
      }
    }
    return rules;
  }

  private static String topic(JsonNode card) {
    return card.get("source").get("topic").get("code").asString();
  }

  private static List<String> rules(String detail) {
    return detail
        .lines()
        .filter(line -> line.startsWith("Rules "))
        .flatMap(
            line -> Arrays.stream(line.substring("Rules ".length(), line.indexOf('.')).split(", ")))
        .toList();
  }

  private static List<String> lines(String detail) {
    List<String> lines = new ArrayList<>();
    List<String> rules = rules(detail);
    detail
        .lines()
        .filter(line -> line.startsWith("| ") && !line.startsWith("| Drug "))
        .forEach(line -> lines.add(line(line.split("(?<!\\\\)\\|", -1), rules)));
    return lines.stream().sorted().toList();
  }

  private static String line(String[] cells, List<String> rules) {
    String last = cells[2].strip();
    String free = cells[4].strip();
    String sure = cells[6].strip();
    String kind =
        last.equals("current")
            ? "current"
            : last.equals("not known")
                ? "uncertain"
                : sure.contains("still listed") ? "lapsed" : "inside";
    String rule = rule(kind, free, rules);
    return String.join(
        " ",
        rule,
        rule.equals("OC-16") ? "over" : kind,
        last.startsWith("2") ? last : "-",
        free.isEmpty() ? "-" : free,
        sure.startsWith("counted")
            ? "assumed"
            : sure.startsWith("uncertain") ? "uncertain" : "certain");
  }

  /** Where several rules share a card, the line tells which is its own. */
  private static String rule(String kind, String free, List<String> rules) {
    if (rules.size() == 1) {
      return rules.get(0);
    }
    return switch (kind) {
      case "current" -> "OC-1";
      case "inside" -> "OC-2";
      case "lapsed" -> free.isEmpty() ? "OC-4" : "OC-2";
      default -> "OC-4";
    };
  }
}

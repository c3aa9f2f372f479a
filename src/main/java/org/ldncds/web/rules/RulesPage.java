package org.ldncds.web.rules;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.ldncds.clinical.check.Rule;
import org.ldncds.clinical.protocol.Citation;
import org.ldncds.knowledge.Knowledge;
import org.ldncds.knowledge.RuleStatement;
import org.ldncds.knowledge.Transparency;

/** All rules with what they rest on and use, as the page shows them. */
record RulesPage(String developer, String funding, String reviewed, List<Section> sections) {

  /** The rules of one kind, in the order of their ids. */
  record Section(String id, String title, String reads, String limits, List<Row> rules) {
    Section {
      rules = List.copyOf(rules);
    }
  }

  /**
   * One rule.
   *
   * @param uses attributes of the patient, or "none"
   */
  record Row(String id, String says, String since, String uses, List<Citation> sources) {
    Row {
      sources = List.copyOf(sources);
    }
  }

  RulesPage {
    sections = List.copyOf(sections);
  }

  /**
   * @param owner who reviewed the rules locally; empty where nobody did
   */
  static RulesPage of(Knowledge knowledge, String owner) {
    Transparency transparency = knowledge.transparency();
    Map<Transparency.Group, List<Row>> rows = new LinkedHashMap<>();
    for (Rule rule : Rule.values()) {
      rows.computeIfAbsent(transparency.group(rule), group -> new ArrayList<>())
          .add(row(rule, knowledge));
    }
    List<Section> sections = new ArrayList<>();
    transparency
        .groups()
        .forEach(
            (id, group) ->
                sections.add(
                    new Section(
                        id,
                        group.title(),
                        group.reads(),
                        group.limits(),
                        rows.getOrDefault(group, List.of()))));
    return new RulesPage(
        transparency.developer(),
        transparency.funding(),
        reviewed(transparency.reviewed(), owner),
        sections);
  }

  private static String reviewed(String day, String owner) {
    if (owner.isBlank() && day.equals("never")) {
      return "Not clinically reviewed";
    }
    String who = owner.isBlank() ? "" : " by " + owner;
    return "Rules reviewed" + who + (day.equals("never") ? "" : " on " + day);
  }

  private static Row row(Rule rule, Knowledge knowledge) {
    RuleStatement statement = Objects.requireNonNull(knowledge.rules().get(rule), rule.id());
    List<String> uses =
        knowledge.transparency().uses(rule).stream().map(Transparency.Attribute::display).toList();
    return new Row(
        rule.id(),
        statement.says(),
        statement.since().toString(),
        uses.isEmpty() ? "none" : String.join(", ", uses),
        statement.sources().stream()
            .map(id -> Objects.requireNonNull(knowledge.citations().get(id), id))
            .toList());
  }
}

package org.ldncds.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.ldncds.clinical.check.Rule;
import org.ldncds.clinical.check.Topic;
import org.ldncds.clinical.protocol.Citation;
import org.ldncds.knowledge.Case;
import org.ldncds.knowledge.Knowledge;
import org.yaml.snakeyaml.Yaml;

/** Writes src/docs/rules.md: what each rule says, what it rests on and which cases prove it. */
class RulesDocTest {

  private static final Knowledge KNOWLEDGE = TestPipeline.KNOWLEDGE;
  private static final String HEAD =
      """
      # The rules

      Made from `cds-services/protocols/rules.yaml`, `sources.yaml` and `cases/*.yaml`; a test fails while it is out of date.
      To rewrite it: `mvn test -Dtest='*DocTest' -Ddocs.write=true`. **The rules have not been clinically reviewed.**

      Every sentence below is a case that `mvn verify` runs through the whole service.

      """;

  @Test
  void isUpToDate() throws IOException {
    Map<Rule, String> said = said();
    StringBuilder doc = new StringBuilder(HEAD);
    doc.append("| rule | says | card | sources | cases |\n|---|---|---|---|---|\n");
    for (Rule rule : Rule.values()) {
      doc.append("| [%s](#%s) | ".formatted(rule.id(), anchor(rule)))
          .append(Objects.requireNonNull(said.get(rule), rule.id()))
          .append(" | ")
          .append(rule.topic().map(Topic::code).orElse("none"))
          .append(" | ")
          .append(sources(rule))
          .append(" | ")
          .append(cases(rule).size())
          .append(" |\n");
    }
    for (Rule rule : Rule.values()) {
      doc.append("\n## %s\n".formatted(rule.id()));
      byFile(rule)
          .forEach(
              (file, cases) -> {
                doc.append("\n`%s`\n\n".formatted(file));
                cases.forEach(name -> doc.append("- ").append(name).append('\n'));
              });
    }
    WrittenDoc.requireSame(Path.of("src/docs/rules.md"), doc.toString());
  }

  @Test
  void everyRuleHasACaseEvenThoseThatKeepSilent() {
    List<String> without = new ArrayList<>();
    for (Rule rule : Rule.values()) {
      if (cases(rule).isEmpty()) {
        without.add(rule.id());
      }
    }
    assertEquals(List.of(), without);
  }

  private static String anchor(Rule rule) {
    return rule.id().toLowerCase(Locale.ROOT);
  }

  private static Map<Rule, String> said() throws IOException {
    Map<Rule, String> said = new TreeMap<>();
    Map<String, Map<String, Map<String, Object>>> file =
        new Yaml().load(Files.readString(Path.of("cds-services/protocols/rules.yaml")));
    Objects.requireNonNull(file.get("rules"))
        .forEach(
            (id, fields) ->
                said.put(Rule.ofId(id).orElseThrow(), String.valueOf(fields.get("says"))));
    return said;
  }

  private static String sources(Rule rule) {
    return Objects.requireNonNull(KNOWLEDGE.ruleSources().get(rule), rule.id()).stream()
        .map(id -> Objects.requireNonNull(KNOWLEDGE.citations().get(id), id))
        .map(RulesDocTest::source)
        .collect(Collectors.joining("; "));
  }

  private static String source(Citation source) {
    String title =
        source.url().map(url -> "[" + source.title() + "](" + url + ")").orElse(source.title());
    return title + " (" + source.date() + ")";
  }

  private static List<Case> cases(Rule rule) {
    return KNOWLEDGE.cases().stream().filter(one -> one.about() == rule).toList();
  }

  private static Map<String, List<String>> byFile(Rule rule) {
    return cases(rule).stream()
        .collect(
            Collectors.groupingBy(
                Case::file, TreeMap::new, Collectors.mapping(Case::name, Collectors.toList())));
  }
}

package org.ldncds.knowledge;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.ldncds.clinical.check.Rule;
import org.ldncds.clinical.protocol.Citation;

/** Reads protocols/sources.yaml and protocols/rules.yaml: what the figures and rules rest on. */
final class SourcesReader {

  private final KnowledgeFiles files;
  private final Set<String> sources;

  SourcesReader(KnowledgeFiles files, Set<String> sources) {
    this.files = files;
    this.sources = sources;
  }

  static Map<String, Citation> citations(KnowledgeFiles files) {
    YamlMap file = YamlMap.read("protocols/sources.yaml", files.text("protocols/sources.yaml"));
    Map<String, Citation.Kind> kinds =
        Arrays.stream(Citation.Kind.values())
            .collect(Collectors.toMap(Citation.Kind::label, kind -> kind));
    YamlMap entries = file.map("sources");
    Map<String, Citation> citations = new LinkedHashMap<>();
    for (String id : entries.keys()) {
      YamlMap entry = entries.map(id);
      Optional<String> url = entry.optionalText("url");
      if (url.isPresent() && !url.get().matches("https://[^\\s()<>\"]+")) {
        throw entry.wrong(
            "url",
            "\""
                + url.get()
                + "\" is no https address that a card can link to. Maybe leave the field out?");
      }
      citations.put(
          id,
          new Citation(
              id,
              entry.text("title"),
              Objects.requireNonNull(kinds.get(entry.textOf("kind", kinds.keySet()))),
              entry.text("date"),
              url));
      entry.done();
    }
    file.done();
    return citations;
  }

  /** What every rule says and rests on. */
  Map<Rule, RuleStatement> rules() {
    YamlMap file = file("protocols/rules.yaml");
    YamlMap entries = file.map("rules");
    Map<Rule, RuleStatement> rules = new LinkedHashMap<>();
    Set<String> known = new TreeSet<>();
    for (Rule rule : Rule.values()) {
      known.add(rule.id());
    }
    for (String id : entries.keys()) {
      if (!known.contains(id)) {
        throw entries.wrong(id, "\"" + id + "\" is no rule." + Nearest.advice(id, known));
      }
      YamlMap entry = entries.map(id);
      rules.put(
          Rule.ofId(id).orElseThrow(),
          new RuleStatement(
              entry.text("says"), entry.textsOf("sources", sources), entry.date("since")));
      entry.done();
    }
    for (Rule rule : Rule.values()) {
      if (!rules.containsKey(rule)) {
        throw file.wrong(
            "rules", rule.id() + " is missing. Maybe copy the entry above and change it?");
      }
    }
    file.done();
    return rules;
  }

  private YamlMap file(String name) {
    return YamlMap.read(name, files.text(name));
  }
}

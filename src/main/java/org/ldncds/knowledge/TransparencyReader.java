package org.ldncds.knowledge;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.ldncds.clinical.check.Rule;
import org.ldncds.knowledge.Transparency.Attribute;
import org.ldncds.knowledge.Transparency.Group;

/** Reads protocols/transparency.yaml: the source attributes of every rule. */
final class TransparencyReader {

  private static final String FILE = "protocols/transparency.yaml";
  private static final Map<String, Attribute> ATTRIBUTES =
      Arrays.stream(Attribute.values()).collect(Collectors.toMap(Attribute::label, a -> a));

  private TransparencyReader() {}

  static Transparency read(KnowledgeFiles files) {
    YamlMap file = YamlMap.read(FILE, files.text(FILE));
    Transparency transparency =
        new Transparency(
            file.text("developer"), file.text("funding"), reviewed(file), groups(file), uses(file));
    file.done();
    return transparency;
  }

  private static String reviewed(YamlMap file) {
    String day = file.text("reviewed");
    try {
      return day.equals("never") ? day : LocalDate.parse(day).toString();
    } catch (DateTimeParseException e) {
      throw file.wrong(
          "reviewed", "\"" + day + "\" is no day. Maybe write 2026-11-23, or \"never\"?");
    }
  }

  private static Map<String, Group> groups(YamlMap file) {
    YamlMap entries = file.map("groups");
    Set<String> needed =
        Arrays.stream(Rule.values())
            .map(Transparency::prefix)
            .collect(Collectors.toCollection(TreeSet::new));
    Map<String, Group> groups = new LinkedHashMap<>();
    for (String id : entries.keys()) {
      if (!needed.contains(id)) {
        throw entries.wrong(
            id, "\"" + id + "\" is the beginning of no rule." + Nearest.advice(id, needed));
      }
      YamlMap entry = entries.map(id);
      groups.put(
          id,
          new Group(
              entry.text("title"), entry.text("reads"), attributes(entry), entry.text("limits")));
      entry.done();
    }
    needed.removeAll(groups.keySet());
    if (!needed.isEmpty()) {
      throw file.wrong("groups", needed + " is missing. Maybe copy the entry above and change it?");
    }
    return groups;
  }

  private static Map<Rule, Set<Attribute>> uses(YamlMap file) {
    YamlMap entries = file.map("rules");
    Map<Rule, Set<Attribute>> uses = new LinkedHashMap<>();
    Set<String> known =
        Arrays.stream(Rule.values()).map(Rule::id).collect(Collectors.toCollection(TreeSet::new));
    for (String id : entries.keys()) {
      Rule rule =
          Rule.ofId(id)
              .orElseThrow(
                  () ->
                      entries.wrong(id, "\"" + id + "\" is no rule." + Nearest.advice(id, known)));
      YamlMap entry = entries.map(id);
      uses.put(rule, attributes(entry));
      entry.done();
    }
    return uses;
  }

  private static Set<Attribute> attributes(YamlMap entry) {
    return entry.textsOf("uses", ATTRIBUTES.keySet()).stream()
        .map(ATTRIBUTES::get)
        .collect(Collectors.toUnmodifiableSet());
  }
}

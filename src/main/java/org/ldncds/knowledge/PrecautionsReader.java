package org.ldncds.knowledge;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.ldncds.clinical.check.Caution;
import org.ldncds.clinical.check.Cautions;
import org.ldncds.clinical.check.Indicator;
import org.ldncds.clinical.check.Rule;
import org.ldncds.clinical.check.Rule.Scope;
import org.ldncds.clinical.check.Sign;
import org.ldncds.clinical.drug.DrugCatalogue;
import org.ldncds.clinical.drug.DrugRole;
import org.ldncds.clinical.facts.ConditionGroups;
import org.ldncds.clinical.facts.LabVocabulary;

/**
 * Reads protocols/precautions.yaml: the figures, contraindications and precautions, each naming
 * condition groups, classes of medicines or tests that exist.
 */
final class PrecautionsReader {

  private static final String FILE = "protocols/precautions.yaml";
  private static final int LONGEST_NAME = 60;

  private final KnowledgeFiles files;
  private final Set<String> sources;
  private final Set<String> groups;
  private final LabVocabulary labs;
  private final Map<String, Set<String>> classes;
  private final Map<String, BigDecimal> figures = new LinkedHashMap<>();
  private final Set<String> used = new HashSet<>();

  PrecautionsReader(
      KnowledgeFiles files,
      Set<String> sources,
      ConditionGroups conditions,
      LabVocabulary labs,
      DrugCatalogue drugs) {
    this.files = files;
    this.sources = sources;
    this.groups = conditions.groups();
    this.labs = labs;
    this.classes = classes(drugs);
  }

  /** The ingredients of each class: those of a file of their own, and the roles of the others. */
  private Map<String, Set<String>> classes(DrugCatalogue drugs) {
    Map<String, Set<String>> found = DrugsReader.precautionClasses(files);
    for (DrugCatalogue.Listed listed : drugs.ingredients()) {
      DrugRole role = listed.ingredient().role();
      if (role == DrugRole.THYROID_HORMONE) {
        found
            .computeIfAbsent(role.label(), r -> new LinkedHashSet<>())
            .add(listed.ingredient().name());
      }
    }
    return found;
  }

  Cautions read() {
    YamlMap file = YamlMap.read(FILE, files.text(FILE));
    YamlMap named = file.map("figures");
    for (String name : named.keys()) {
      YamlMap figure = named.map(name);
      figures.put(name, number(figure, "value", figure.text("value")));
      cited(figure);
      figure.done();
    }
    List<Caution> cautions = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    Set<String> classesUsed = new HashSet<>();
    for (Scope scope : List.of(Scope.CONTRAINDICATION, Scope.PRECAUTION)) {
      String section = scope.name().toLowerCase(Locale.ROOT) + "s";
      Set<Rule> told = new TreeSet<>();
      for (YamlMap entry : file.maps(section)) {
        Caution caution = caution(entry, scope, classesUsed);
        if (!ids.add(caution.id())) {
          throw entry.wrong(
              "id", "\"" + caution.id() + "\" stands there twice. Maybe join the two?");
        }
        told.add(caution.rule());
        cautions.add(caution);
      }
      for (Rule rule : rules(scope)) {
        if (!told.contains(rule)) {
          throw file.wrong(section, rule.id() + " is missing. Maybe its entry was removed?");
        }
      }
    }
    for (String name : figures.keySet()) {
      if (!used.contains(name)) {
        throw named.wrong(name, "no entry names this figure. Maybe remove it?");
      }
    }
    for (String name : classes.keySet()) {
      if (!classesUsed.contains(name)) {
        throw new KnowledgeException(
            "drugs/precaution-drugs.csv",
            0,
            "class",
            "\""
                + name
                + "\": no entry of "
                + FILE
                + " names it."
                + Nearest.advice(name, classesUsed));
      }
    }
    requireOrder(file, cautions);
    file.done();
    return new Cautions(cautions);
  }

  private static List<Rule> rules(Scope scope) {
    return Arrays.stream(Rule.values()).filter(rule -> rule.scope() == scope).toList();
  }

  private void cited(YamlMap entry) {
    entry.textsOf("sources", sources);
    entry.date("since");
  }

  private Caution caution(YamlMap entry, Scope scope, Set<String> classesUsed) {
    Set<String> ids = rules(scope).stream().map(Rule::id).collect(Collectors.toSet());
    Set<String> indicators =
        scope == Scope.CONTRAINDICATION ? Set.of("critical", "warning") : Set.of("warning", "info");
    cited(entry);
    String name = entry.text("name");
    if (name.length() > LONGEST_NAME) {
      throw entry.wrong(
          "name", "it has " + name.length() + " letters, allowed are 60. Maybe shorten it?");
    }
    List<Sign> signs = signs(entry, classesUsed);
    if (signs.isEmpty()) {
      throw entry.wrong(
          "name",
          "\"" + name + "\" is known by nothing. Maybe add conditions: [...] or medicines: [...]?");
    }
    Caution caution =
        new Caution(
            entry.text("id"),
            Rule.ofId(entry.textOf("rule", ids)).orElseThrow(),
            Indicator.valueOf(entry.textOf("indicator", indicators).toUpperCase(Locale.ROOT)),
            name,
            entry.text("advice"),
            signs);
    entry.done();
    return caution;
  }

  private List<Sign> signs(YamlMap entry, Set<String> classesUsed) {
    List<Sign> signs = new ArrayList<>();
    if (entry.has("conditions")) {
      signs.add(new Sign.Conditions(Set.copyOf(entry.textsOf("conditions", groups))));
    }
    if (entry.has("medicines")) {
      List<String> named = entry.textsOf("medicines", classes.keySet());
      classesUsed.addAll(named);
      signs.add(
          new Sign.Medicines(
              named.stream()
                  .flatMap(one -> classes.getOrDefault(one, Set.of()).stream())
                  .collect(Collectors.toSet())));
    }
    if (entry.has("allergies")) {
      entry.textsOf("allergies", Set.of(DrugRole.NALTREXONE.label()));
      signs.add(new Sign.Allergies());
    }
    if (entry.has("younger-than")) {
      signs.add(new Sign.YoungerThan(whole(entry, "younger-than")));
    }
    if (entry.has("tests")) {
      signs.add(entry.has("positive") ? positive(entry) : level(entry));
    }
    return signs;
  }

  private Sign positive(YamlMap entry) {
    if (!entry.yes("positive")) {
      throw entry.wrong("positive", "only true is possible. Maybe leave it out?");
    }
    return new Sign.Positive(
        entry.textsOf("tests", labs.codedGroups()),
        entry.has("each-code-alone") && entry.yes("each-code-alone"),
        whole(entry, "within-days"));
  }

  private Sign level(YamlMap entry) {
    boolean times = entry.has("above-times-upper-limit");
    boolean below = entry.has("below");
    String limit = times ? "above-times-upper-limit" : below ? "below" : "above";
    Set<String> measured = new HashSet<>(labs.groups());
    measured.removeAll(labs.codedGroups());
    return new Sign.Level(
        entry.textsOf("tests", measured),
        !below,
        figure(entry, limit),
        times,
        entry.has("upper-limit-without-range")
            ? Optional.of(figure(entry, "upper-limit-without-range"))
            : Optional.empty(),
        entry.has("within-days")
            ? OptionalInt.of(whole(entry, "within-days"))
            : OptionalInt.empty());
  }

  private BigDecimal figure(YamlMap entry, String key) {
    String name = entry.textOf(key, figures.keySet());
    used.add(name);
    return figures.getOrDefault(name, BigDecimal.ZERO);
  }

  private int whole(YamlMap entry, String key) {
    try {
      return figure(entry, key).intValueExact();
    } catch (ArithmeticException e) {
      throw entry.wrong(key, "its figure is no whole number. Maybe another figure is meant?");
    }
  }

  static BigDecimal number(YamlMap entry, String key, String text) {
    if (!text.matches("\\d{1,9}(\\.\\d{1,12})?") || new BigDecimal(text).signum() == 0) {
      throw entry.wrong(key, "\"" + text + "\" is no figure above zero. Maybe write 5?");
    }
    return new BigDecimal(text);
  }

  /** A precaution on the same test as a contraindication must speak earlier, or it never does. */
  private static void requireOrder(YamlMap file, List<Caution> cautions) {
    for (Caution grave : cautions) {
      for (Caution light : cautions) {
        if (grave.rule().scope() == Scope.CONTRAINDICATION
            && light.rule().scope() == Scope.PRECAUTION
            && isNeverReached(grave, light)) {
          throw file.wrong(
              "precautions",
              light.id()
                  + " speaks no earlier than "
                  + grave.id()
                  + ". Maybe their figures are exchanged?");
        }
      }
    }
  }

  private static boolean isNeverReached(Caution grave, Caution light) {
    return grave.signs().stream()
        .anyMatch(
            g ->
                light.signs().stream()
                    .anyMatch(
                        l ->
                            g instanceof Sign.Level gl
                                && l instanceof Sign.Level ll
                                && gl.tests().equals(ll.tests())
                                && gl.above() == ll.above()
                                && gl.ofUpperLimit() == ll.ofUpperLimit()
                                && (gl.above()
                                    ? ll.limit().compareTo(gl.limit()) >= 0
                                    : ll.limit().compareTo(gl.limit()) <= 0)));
  }
}

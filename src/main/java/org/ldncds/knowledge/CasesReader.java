package org.ldncds.knowledge;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.ldncds.clinical.check.Indicator;
import org.ldncds.clinical.check.Rule;
import org.ldncds.clinical.check.Topic;

/** Reads cases/*.yaml. */
final class CasesReader {

  private static final Set<String> ORDER =
      Set.of(
          "id",
          "drug",
          "rxnorm",
          "atc",
          "snomed",
          "dose",
          "high",
          "times",
          "every",
          "starts",
          "ends",
          "days",
          "reason",
          "route",
          "text",
          "status",
          "steps",
          "when",
          "form",
          "authored",
          "quantity",
          "supply",
          "repeats",
          "as-needed");
  private static final Set<String> RECORD =
      Set.of(
          "record",
          "id",
          "drug",
          "rxnorm",
          "atc",
          "snomed",
          "status",
          "written",
          "starts",
          "ends",
          "supply",
          "repeats",
          "given",
          "asserted",
          "dose",
          "times",
          "every",
          "route",
          "patient",
          "steps",
          "high",
          "when",
          "text",
          "as-needed");
  private static final Set<String> PROBLEM =
      Set.of(
          "name",
          "snomed",
          "icd-10-cm",
          "icd-10",
          "status",
          "verification",
          "onset",
          "recorded",
          "severity");
  private static final Set<String> RESULT =
      Set.of(
          "loinc",
          "value",
          "unit",
          "comparator",
          "date",
          "issued",
          "status",
          "high",
          "high-unit",
          "range",
          "positive",
          "text",
          "coded",
          "interpretation",
          "absent",
          "panel",
          "name",
          "components",
          "members");
  private static final Set<String> ORDERED =
      Set.of(
          "loinc",
          "name",
          "category",
          "status",
          "intent",
          "day",
          "written",
          "patient",
          "same-signature");
  private static final Set<String> PATIENT =
      Set.of(
          "born",
          "sex",
          "allergy",
          "allergy-type",
          "allergy-recorded",
          "allergy-status",
          "allergy-verification");

  private static final Set<String> BASELINE = Set.of("done", "missing");

  /** What a deployer may have switched on. */
  private static final Set<String> SETTINGS = Set.of("mme", "indication");

  private CasesReader() {}

  static List<Case> read(KnowledgeFiles files, Set<String> prefetchKeys) {
    List<Case> cases = new ArrayList<>();
    files
        .below("cases/", ".yaml")
        .forEach(
            (name, text) -> {
              YamlMap file = YamlMap.read(name, text);
              LocalDate today = file.date("today");
              file.maps("cases")
                  .forEach(entry -> cases.add(read(name, today, entry, prefetchKeys)));
              file.done();
            });
    Set<String> names = new LinkedHashSet<>();
    for (Case one : cases) {
      if (!names.add(one.name())) {
        throw new KnowledgeException(
            one.file(),
            0,
            "cases",
            "\"" + one.name() + "\" stands there twice. Maybe say what differs?");
      }
    }
    return cases;
  }

  private static Case read(String file, LocalDate today, YamlMap entry, Set<String> prefetchKeys) {
    Case one =
        new Case(
            file,
            entry.text("case"),
            rule(entry, entry.text("about"), "about"),
            entry.has("today") ? entry.date("today") : today,
            entry.has("patient") ? entry.map("patient").textsByKey(PATIENT) : Map.of(),
            texts(entry, "orders", ORDER),
            texts(entry, "records", RECORD),
            texts(entry, "problems", PROBLEM),
            texts(entry, "results", RESULT),
            texts(entry, "ordered", ORDERED),
            !entry.has("baseline") || entry.textOf("baseline", BASELINE).equals("done"),
            entry.has("missing") ? entry.textsOf("missing", prefetchKeys) : List.of(),
            entry.has("hook")
                ? entry.textOf("hook", Set.copyOf(ServicesReader.HOOKS))
                : "order-sign",
            entry.optionalTexts("selected"),
            entry.has("settings") ? Set.copyOf(entry.textsOf("settings", SETTINGS)) : Set.of(),
            entry.texts("fires").stream()
                .map(id -> rule(entry, id, "fires"))
                .collect(Collectors.toCollection(TreeSet::new)),
            cards(entry),
            entry.optionalTexts("says"),
            entry.optionalTexts("says-not"));
    entry.done();
    return one;
  }

  private static List<Map<String, String>> texts(YamlMap entry, String key, Set<String> fields) {
    return entry.optionalMaps(key).stream().map(map -> map.textsByKey(fields)).toList();
  }

  private static Rule rule(YamlMap entry, String id, String key) {
    Set<String> known = Arrays.stream(Rule.values()).map(Rule::id).collect(Collectors.toSet());
    return Rule.ofId(id)
        .orElseThrow(
            () -> entry.wrong(key, "\"" + id + "\" is no rule." + Nearest.advice(id, known)));
  }

  private static Map<Topic, Indicator> cards(YamlMap entry) {
    Map<String, Topic> topics =
        Arrays.stream(Topic.values())
            .collect(Collectors.toMap(Topic::code, t -> t, (a, b) -> a, TreeMap::new));
    Set<String> indicators =
        Arrays.stream(Indicator.values())
            .map(i -> i.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());
    YamlMap cards = entry.map("cards");
    Map<Topic, Indicator> expected = new LinkedHashMap<>();
    for (String code : cards.keys()) {
      Topic topic = topics.get(code);
      if (topic == null) {
        throw cards.wrong(
            code, "\"" + code + "\" is no topic." + Nearest.advice(code, topics.keySet()));
      }
      expected.put(
          topic, Indicator.valueOf(cards.textOf(code, indicators).toUpperCase(Locale.ROOT)));
    }
    return expected;
  }
}

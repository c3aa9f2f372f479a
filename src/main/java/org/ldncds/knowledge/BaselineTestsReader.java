package org.ldncds.knowledge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.ldncds.clinical.check.BaselineTest;
import org.ldncds.clinical.check.BaselineTests;
import org.ldncds.clinical.check.Rule;
import org.ldncds.clinical.check.Rule.Scope;
import org.ldncds.clinical.check.TestAudience;
import org.ldncds.clinical.drug.Code;
import org.ldncds.clinical.drug.DrugRole;
import org.ldncds.clinical.drug.Terminology;
import org.ldncds.clinical.protocol.OrderableService;

/** Reads protocols/baseline-tests.yaml. */
final class BaselineTestsReader {

  private static final String FILE = "protocols/baseline-tests.yaml";

  private final KnowledgeFiles files;
  private final Set<String> sources;
  private final Set<String> conditions;

  /**
   * @param conditions the groups there are
   */
  BaselineTestsReader(KnowledgeFiles files, Set<String> sources, Set<String> conditions) {
    this.files = files;
    this.sources = sources;
    this.conditions = conditions;
  }

  /**
   * @param groups those that labs.csv has codes for
   */
  BaselineTests read(Set<String> groups) {
    YamlMap file = YamlMap.read(FILE, files.text(FILE));
    YamlMap entries = file.map("tests");
    List<BaselineTest> tests = new ArrayList<>();
    for (String id : entries.keys()) {
      tests.add(test(id, entries.map(id), groups));
    }
    YamlMap ahead = file.map("ordered-ahead");
    int days = ahead.count("value");
    provenance(ahead);
    ahead.done();
    file.done();
    return new BaselineTests(tests, days);
  }

  private void provenance(YamlMap entry) {
    entry.textsOf("sources", sources);
    entry.date("since");
  }

  private BaselineTest test(String id, YamlMap entry, Set<String> groups) {
    Set<String> rules =
        Arrays.stream(Rule.values())
            .filter(rule -> rule.scope() == Scope.BASELINE)
            .map(Rule::id)
            .collect(Collectors.toSet());
    BaselineTest test =
        new BaselineTest(
            id,
            Rule.ofId(entry.textOf("rule", rules)).orElseThrow(),
            entry.text("name"),
            Set.copyOf(entry.textsOf("results", groups)),
            entry.textOf("needed", Set.of("all", "any")).equals("all"),
            entry.count("days"),
            entry.has("for") ? audience(entry.map("for"), groups) : everybody(),
            order(entry.map("order")));
    if (test.results().isEmpty() || test.days() == 0) {
      throw entry.wrong(
          test.days() == 0 ? "days" : "results", "no result would ever do. Maybe write 90 days?");
    }
    provenance(entry);
    entry.done();
    return test;
  }

  private static TestAudience everybody() {
    return new TestAudience(
        false, OptionalInt.empty(), OptionalInt.empty(), Set.of(), Set.of(), Set.of(), Set.of(), 0);
  }

  private TestAudience audience(YamlMap entry, Set<String> groups) {
    Map<String, DrugRole> roles =
        Arrays.stream(DrugRole.values())
            .collect(Collectors.toMap(DrugRole::label, Function.identity()));
    OptionalInt from = optionalCount(entry, "from-age");
    OptionalInt until = optionalCount(entry, "until-age");
    if (from.orElse(0) > until.orElse(Integer.MAX_VALUE)) {
      throw entry.wrong("until-age", "it lies below from-age. Maybe exchange the two?");
    }
    Set<DrugRole> drugs =
        optionalOf(entry, "drugs", roles.keySet()).stream()
            .map(role -> Objects.requireNonNull(roles.get(role)))
            .collect(Collectors.toSet());
    Optional<YamlMap> needless =
        entry.has("needless") ? Optional.of(entry.map("needless")) : Optional.empty();
    TestAudience audience =
        new TestAudience(
            entry.has("female-only") && entry.yes("female-only"),
            from,
            until,
            optionalOf(entry, "conditions", conditions),
            drugs,
            needless.map(n -> optionalOf(n, "conditions", conditions)).orElse(Set.of()),
            needless.map(n -> optionalOf(n, "positive-results", groups)).orElse(Set.of()),
            needless.map(n -> optionalCount(n, "days").orElse(0)).orElse(0));
    needless.ifPresent(YamlMap::done);
    entry.done();
    return audience;
  }

  private static OptionalInt optionalCount(YamlMap entry, String key) {
    return entry.has(key) ? OptionalInt.of(entry.count(key)) : OptionalInt.empty();
  }

  private static Set<String> optionalOf(YamlMap entry, String key, Set<String> allowed) {
    return entry.has(key) ? Set.copyOf(entry.textsOf(key, allowed)) : Set.of();
  }

  private static OrderableService order(YamlMap entry) {
    Map<String, Terminology> systems =
        Map.of("snomed", Terminology.SNOMED, "loinc", Terminology.LOINC);
    Code code =
        new Code(
            Objects.requireNonNull(systems.get(entry.textOf("system", systems.keySet()))),
            entry.text("code"));
    OrderableService order =
        new OrderableService(entry.text("text"), Optional.of(code), entry.text("display"));
    entry.done();
    return order;
  }
}

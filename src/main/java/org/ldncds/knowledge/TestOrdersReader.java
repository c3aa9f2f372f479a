package org.ldncds.knowledge;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.ldncds.clinical.drug.Code;
import org.ldncds.clinical.drug.Terminology;
import org.ldncds.clinical.facts.LabTest;
import org.ldncds.clinical.facts.RequestKinds;

/** Reads protocols/test-orders.yaml: how orders of tests and of surgery are known. */
final class TestOrdersReader {

  private static final String FILE = "protocols/test-orders.yaml";

  private final KnowledgeFiles files;
  private final Set<String> sources;
  private final Map<Code, Set<String>> panels = new HashMap<>();
  private final Map<String, Set<String>> names = new HashMap<>();

  TestOrdersReader(KnowledgeFiles files, Set<String> sources) {
    this.files = files;
    this.sources = sources;
  }

  /**
   * @param tests the single tests by their codes
   */
  RequestKinds read(Map<Code, LabTest> tests) {
    Set<String> groups = tests.values().stream().map(LabTest::group).collect(Collectors.toSet());
    YamlMap file = YamlMap.read(FILE, files.text(FILE));
    YamlMap entries = file.map("panels");
    for (String id : entries.keys()) {
      panel(entries.map(id), groups, tests.keySet());
    }
    YamlMap single = file.map("names");
    for (String group : single.keys()) {
      if (!groups.contains(group)) {
        throw single.wrong(
            group, "\"" + group + "\" is no group of labs.csv." + Nearest.advice(group, groups));
      }
      add(single.texts(group), Set.of(group));
    }
    YamlMap surgery = file.map("surgery");
    YamlMap categories = surgery.map("categories");
    RequestKinds kinds =
        new RequestKinds(
            tests,
            panels,
            names,
            file.texts("other-names"),
            file.texts("no-result"),
            categories.keys().stream()
                .map(code -> new Code(Terminology.SNOMED, code))
                .collect(Collectors.toSet()),
            surgery.texts("names"),
            surgery.texts("not-surgery"));
    categories.keys().forEach(categories::text);
    surgery.textsOf("sources", sources);
    surgery.date("since");
    surgery.done();
    file.done();
    return kinds;
  }

  private void panel(YamlMap entry, Set<String> known, Set<Code> single) {
    Set<String> groups = Set.copyOf(entry.textsOf("groups", known));
    for (String loinc : entry.texts("loinc")) {
      Code code = new Code(Terminology.LOINC, loinc);
      if (single.contains(code) || panels.put(code, groups) != null) {
        throw entry.wrong(
            "loinc", "\"" + loinc + "\" stands elsewhere too. Maybe one of them is a copy?");
      }
    }
    entry.text("display");
    add(entry.texts("names"), groups);
    entry.done();
  }

  private void add(List<String> phrases, Set<String> groups) {
    phrases.forEach(phrase -> names.computeIfAbsent(phrase, p -> new HashSet<>()).addAll(groups));
  }
}

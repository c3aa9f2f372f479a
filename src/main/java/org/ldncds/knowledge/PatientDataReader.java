package org.ldncds.knowledge;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.ldncds.clinical.drug.Code;
import org.ldncds.clinical.drug.Terminology;
import org.ldncds.clinical.facts.ConditionGroups;
import org.ldncds.clinical.facts.LabResult;
import org.ldncds.clinical.facts.LabTest;

/** Reads the tables of conditions and tests. */
final class PatientDataReader {

  private final KnowledgeFiles files;

  PatientDataReader(KnowledgeFiles files) {
    this.files = files;
  }

  ConditionGroups conditions() {
    Map<String, Terminology> systems =
        Map.of("snomed", Terminology.SNOMED, "icd-10-cm", Terminology.ICD_10_CM);
    List<ConditionGroups.Row> rows =
        CsvRows.read(
            files,
            "protocols/conditions.csv",
            row ->
                new ConditionGroups.Row(
                    row.text("group"),
                    new Code(
                        Objects.requireNonNull(systems.get(row.textOf("system", systems.keySet()))),
                        row.text("code")),
                    row.textOf("match", Set.of("exact", "prefix")).equals("prefix"),
                    row.optional("instead_of")),
            "group",
            "system",
            "code",
            "match",
            "display",
            "instead_of");
    YamlMap file = file("protocols/condition-names.yaml");
    YamlMap groups = file.map("groups");
    Map<String, List<String>> names = new LinkedHashMap<>();
    groups.keys().forEach(group -> names.put(group, groups.texts(group)));
    file.done();
    return new ConditionGroups(rows, names);
  }

  /**
   * @param more groups that other files name
   */
  Map<Code, LabTest> labs(Set<String> more) {
    Set<String> groups = new HashSet<>(more);
    groups.addAll(
        Set.of(
            "alt",
            "ast",
            "egfr",
            "opioid-urine-screen",
            "pregnancy-status",
            LabResult.BODY_WEIGHT));
    Map<Code, LabTest> labs = new LinkedHashMap<>();
    for (CsvRows.Row row :
        CsvRows.read(files, "protocols/labs.csv", "group", "loinc", "display", "unit")) {
      labs.put(
          new Code(Terminology.LOINC, row.text("loinc")),
          new LabTest(row.textOf("group", groups), row.optional("unit")));
    }
    return labs;
  }

  private YamlMap file(String name) {
    return YamlMap.read(name, files.text(name));
  }
}

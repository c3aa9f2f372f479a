package org.ldncds.knowledge;

import java.math.BigDecimal;
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
import org.ldncds.clinical.facts.LabVocabulary;

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
    List<String> notPresent = file.texts("not-present");
    List<String> negations = file.texts("negations");
    file.done();
    return new ConditionGroups(rows, names, notPresent, negations);
  }

  LabVocabulary labs() {
    YamlMap file = file("protocols/lab-words.yaml");
    YamlMap names = file.map("tests");
    Set<String> groups = Set.copyOf(names.keys());
    if (!groups.contains(LabResult.BODY_WEIGHT)) {
      throw file.wrong("tests", "body-weight is missing. Maybe copy the line of another test?");
    }
    Map<String, Map<String, BigDecimal>> factors = factors(file.map("units"));
    Map<Code, LabTest> tests = new LinkedHashMap<>();
    for (CsvRows.Row row :
        CsvRows.read(files, "protocols/labs.csv", "group", "loinc", "display", "unit")) {
      String group = row.textOf("group", groups);
      String unit = row.optional("unit").isEmpty() ? "" : row.textOf("unit", factors.keySet());
      String name = unit.isEmpty() ? row.text("display") : names.text(group);
      Code code = new Code(Terminology.LOINC, row.text("loinc"));
      if (tests.put(code, new LabTest(group, unit, name)) != null) {
        throw row.wrong(
            "loinc", "\"" + code.value() + "\" stands here twice. Maybe one row is a copy?");
      }
    }
    LabVocabulary labs =
        new LabVocabulary(tests, factors, file.texts("positive"), file.texts("negative"));
    for (String group : groups) {
      if (!labs.groups().contains(group)) {
        throw names.wrong(group, "no row of protocols/labs.csv has it. Maybe add its LOINC code?");
      }
    }
    file.done();
    return labs;
  }

  /** By unit and spelling: how many of the unit one is. */
  private static Map<String, Map<String, BigDecimal>> factors(YamlMap units) {
    Map<String, Map<String, BigDecimal>> factors = new LinkedHashMap<>();
    for (String unit : units.keys()) {
      YamlMap byFactor = units.map(unit);
      Map<String, BigDecimal> spellings = new LinkedHashMap<>();
      for (String factor : byFactor.keys()) {
        BigDecimal number = PrecautionsReader.number(byFactor, factor, factor);
        for (String spelling : byFactor.texts(factor)) {
          if (spellings.put(spelling, number) != null) {
            throw byFactor.wrong(
                factor, "\"" + spelling + "\" stands there twice. Maybe remove one?");
          }
        }
      }
      factors.put(unit, spellings);
    }
    return factors;
  }

  private YamlMap file(String name) {
    return YamlMap.read(name, files.text(name));
  }
}

package org.ldncds.knowledge;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.ldncds.clinical.check.Rule;
import org.ldncds.clinical.drug.Code;
import org.ldncds.clinical.drug.Strength;
import org.ldncds.clinical.drug.Terminology;
import org.ldncds.clinical.facts.ConditionGroups;
import org.ldncds.clinical.facts.LabTest;
import org.ldncds.clinical.protocol.Citation;
import org.ldncds.clinical.protocol.DoseLimits;
import org.ldncds.clinical.protocol.TitrationChoice;
import org.ldncds.clinical.protocol.TitrationProtocol;
import org.ldncds.clinical.protocol.Windows;
import org.ldncds.clinical.quantity.Dose;
import org.ldncds.clinical.quantity.DoseBand;
import org.ldncds.clinical.titration.Capsules;

/**
 * Reads the files under protocols/: sources, rules, limits, windows, conditions, tests and
 * titration.
 */
final class ProtocolsReader {

  private final KnowledgeFiles files;
  private final Set<String> sources;

  ProtocolsReader(KnowledgeFiles files, Set<String> sources) {
    this.files = files;
    this.sources = sources;
  }

  static Map<String, Citation> citations(KnowledgeFiles files) {
    YamlMap file = YamlMap.read("protocols/sources.yaml", files.text("protocols/sources.yaml"));
    Set<String> kinds =
        Set.of(
            "label", "trial", "review", "guideline", "case report", "web page", "expert default");
    YamlMap entries = file.map("sources");
    Map<String, Citation> citations = new LinkedHashMap<>();
    for (String id : entries.keys()) {
      YamlMap entry = entries.map(id);
      Optional<String> url = entry.optionalText("url");
      if (url.isPresent() && !url.get().startsWith("https://")) {
        throw entry.wrong(
            "url", "\"" + url.get() + "\" is no https address. Maybe leave the field out?");
      }
      citations.put(
          id,
          new Citation(
              id, entry.text("title"), entry.textOf("kind", kinds), entry.text("date"), url));
      entry.done();
    }
    file.done();
    return citations;
  }

  /** The sources of every rule. */
  Map<Rule, List<String>> rules() {
    YamlMap file = file("protocols/rules.yaml");
    YamlMap entries = file.map("rules");
    Map<Rule, List<String>> rules = new LinkedHashMap<>();
    Set<String> known = new TreeSet<>();
    for (Rule rule : Rule.values()) {
      known.add(rule.id());
    }
    for (String id : entries.keys()) {
      if (!known.contains(id)) {
        throw entries.wrong(id, "\"" + id + "\" is no rule." + Nearest.advice(id, known));
      }
      YamlMap entry = entries.map(id);
      entry.text("says");
      entry.date("since");
      rules.put(Rule.ofId(id).orElseThrow(), entry.textsOf("sources", sources));
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

  /** One figure with its source and the day it came into force. */
  private YamlMap figure(YamlMap figures, String name) {
    YamlMap figure = figures.map(name);
    figure.textsOf("sources", sources);
    figure.date("since");
    figure.text("value");
    figure.done();
    return figure;
  }

  private int count(YamlMap figures, String name) {
    return figure(figures, name).count("value");
  }

  private Dose dose(YamlMap figures, String name) {
    Dose dose = figure(figures, name).dose("value");
    if (!dose.isPositive()) {
      throw figures.wrong(name, dose + " is no dose. Maybe a digit is missing?");
    }
    return dose;
  }

  DoseLimits limits() {
    YamlMap file = file("protocols/dose-limits.yaml");
    YamlMap f = file.map("limits");
    DoseLimits limits =
        new DoseLimits(
            bands(file),
            dose(f, "unit-error-below"),
            dose(f, "usual-minimum"),
            dose(f, "usual-maximum"),
            dose(f, "ldn-maximum"),
            dose(f, "standard-minimum"),
            dose(f, "average-maximum"),
            dose(f, "oral-maximum"),
            dose(f, "first-dose-maximum"),
            dose(f, "step-maximum"),
            dose(f, "early-step-maximum"),
            count(f, "early-step-days"),
            count(f, "earliest-step-days"),
            Set.copyOf(file.values("misplaced-decimal", Dose::parse)),
            dose(f, "tenth-step"));
    f.done();
    file.done();
    rising(
        f,
        "unit-error-below",
        "usual-minimum",
        "usual-maximum",
        "ldn-maximum",
        "standard-minimum",
        "average-maximum",
        "oral-maximum");
    rising(f, "usual-minimum", "first-dose-maximum", "usual-maximum");
    rising(f, "early-step-maximum", "step-maximum");
    return limits;
  }

  private void rising(YamlMap figures, String... names) {
    for (int i = 1; i < names.length; i++) {
      Dose lower = figures.map(names[i - 1]).dose("value");
      Dose upper = figures.map(names[i]).dose("value");
      if (lower.isAbove(upper)) {
        throw figures.wrong(
            names[i],
            upper
                + " is below "
                + names[i - 1]
                + " ("
                + lower
                + "). Maybe a decimal point is misplaced?");
      }
    }
  }

  private static List<DoseBand> bands(YamlMap file) {
    List<DoseBand> bands = new ArrayList<>();
    for (YamlMap band : file.maps("bands")) {
      DoseBand.Edge lower =
          band.has("from")
              ? new DoseBand.Edge(band.dose("from"), true)
              : new DoseBand.Edge(band.dose("over"), false);
      Optional<DoseBand.Edge> upper =
          band.has("below")
              ? Optional.of(new DoseBand.Edge(band.dose("below"), false))
              : band.has("up-to")
                  ? Optional.of(new DoseBand.Edge(band.dose("up-to"), true))
                  : Optional.empty();
      bands.add(new DoseBand(band.text("name"), lower, upper));
      band.done();
    }
    try {
      DoseBand.requireTiling(bands);
    } catch (IllegalArgumentException e) {
      throw file.wrong("bands", String.valueOf(e.getMessage()));
    }
    return bands;
  }

  Windows windows() {
    YamlMap file = file("protocols/washouts.yaml");
    YamlMap w = file.map("windows");
    YamlMap d = file.map("doses");
    Windows windows =
        new Windows(
            count(w, "long-acting-washout"),
            count(w, "depot-buprenorphine-look-back"),
            count(w, "after-ldn"),
            count(w, "after-ldn-before-surgery"),
            count(w, "after-oral"),
            dose(d, "high-single-dose"),
            count(w, "after-high-single-dose"),
            count(w, "after-depot"),
            dose(d, "tolerance-dose"),
            count(w, "tolerance-lost-oral"),
            count(w, "tolerance-lost-depot"),
            count(w, "assumed-supply"),
            count(w, "record-look-back"),
            count(w, "course-lapse"),
            count(w, "patch"),
            count(w, "depot"),
            count(w, "implant"));
    w.done();
    d.done();
    file.done();
    return windows;
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

  Map<Code, LabTest> labs() {
    Set<String> groups = Set.of("alt", "ast", "egfr", "opioid-urine-screen", "pregnancy-status");
    Map<Code, LabTest> labs = new LinkedHashMap<>();
    for (CsvRows.Row row :
        CsvRows.read(files, "protocols/labs.csv", "group", "loinc", "display", "unit")) {
      labs.put(
          new Code(Terminology.LOINC, row.text("loinc")),
          new LabTest(row.textOf("group", groups), row.optional("unit")));
    }
    return labs;
  }

  Map<String, TitrationProtocol> protocols(DoseLimits limits) {
    Map<String, TitrationProtocol> protocols = new TreeMap<>();
    files
        .below("protocols/titration/", ".yaml")
        .forEach(
            (name, text) -> {
              TitrationProtocol protocol = protocol(name, YamlMap.read(name, text), limits);
              protocols.put(protocol.id(), protocol);
            });
    return protocols;
  }

  private TitrationProtocol protocol(String name, YamlMap file, DoseLimits limits) {
    TitrationProtocol protocol =
        new TitrationProtocol(
            file.text("id"),
            file.text("title"),
            file.count("step-days"),
            file.values("doses", Dose::parse),
            file.values("capsules", Dose::parse),
            file.textsOf("sources", sources),
            file.date("since"));
    file.done();
    if (!name.equals("protocols/titration/" + protocol.id() + ".yaml")) {
      throw file.wrong(
          "id", "\"" + protocol.id() + "\" is not the name of the file. Maybe rename one of them?");
    }
    if (protocol.stepDays() < limits.earliestStepDays()) {
      throw file.wrong(
          "step-days",
          protocol.stepDays()
              + " days are fewer than earliest-step-days in dose-limits.yaml. Maybe "
              + limits.earliestStepDays()
              + "?");
    }
    requireSafeSteps(protocol, file, limits);
    return protocol;
  }

  private static void requireSafeSteps(
      TitrationProtocol protocol, YamlMap file, DoseLimits limits) {
    Dose allowed =
        protocol.stepDays() < limits.earlyStepDays()
            ? limits.earlyStepMaximum()
            : limits.stepMaximum();
    Dose before = null;
    for (Dose dose : protocol.doses()) {
      if (Capsules.fewest(dose, protocol.capsules()).isEmpty()) {
        throw file.wrong(
            "capsules", "no number of these capsules makes " + dose + ". Maybe add that strength?");
      }
      Dose rise = before == null ? dose : dose.minus(before);
      Dose limit = before == null ? limits.firstDoseMaximum() : allowed;
      if (!rise.isPositive() || rise.isAbove(limit)) {
        throw file.wrong(
            "doses",
            "the step to "
                + dose
                + " rises by "
                + rise
                + ", allowed is up to "
                + limit
                + ". Maybe a dose is missing or out of order?");
      }
      before = dose;
    }
    if (!protocol.targetDose().equals(limits.usualMaximum())) {
      throw file.wrong(
          "doses",
          "the last dose is "
              + protocol.targetDose()
              + ". Maybe end at usual-maximum, "
              + limits.usualMaximum()
              + "?");
    }
  }

  TitrationChoice choice(Set<String> protocols, Set<String> groups) {
    YamlMap file = file("protocols/titration.yaml");
    YamlMap chosen = file.map("choice");
    YamlMap byDose = chosen.map("first-dose");
    Map<Dose, String> byFirstDose = new LinkedHashMap<>();
    for (String dose : byDose.keys()) {
      try {
        byFirstDose.put(Dose.parse(dose), byDose.textOf(dose, protocols));
      } catch (IllegalArgumentException e) {
        throw byDose.wrong(dose, String.valueOf(e.getMessage()));
      }
    }
    YamlMap withheld = file.map("withheld-for");
    TitrationChoice choice =
        new TitrationChoice(
            chosen.textOf("sensitive", protocols),
            byFirstDose,
            chosen.textOf("otherwise", protocols),
            file.textsOf("alternatives", protocols),
            file.count("most-alternatives"),
            Set.copyOf(file.textsOf("sensitivities", groups)),
            Set.copyOf(file.textsOf("autoimmune", groups)),
            Set.copyOf(file.textsOf("indications", groups)),
            Set.copyOf(file.textsOf("no-plan-reasons", groups)),
            Set.copyOf(file.textsOf("standard-intent", groups)),
            Set.copyOf(withheld.textsOf("groups", groups)),
            withheld.count("liver-enzyme-times-upper-limit"),
            withheld.count("liver-enzyme-upper-limit"),
            withheld.count("liver-enzyme-days"),
            withheld.count("egfr-below"),
            withheld.count("opioid-screen-days"),
            withheld.count("pregnancy-days"),
            withheld.count("younger-than"),
            file.textsOf("evidence", sources),
            file.value("usual-liquid", ProtocolsReader::concentration));
    file.textOf("opioid-use-disorder", groups);
    chosen.done();
    withheld.done();
    file.done();
    return choice;
  }

  String opioidUseDisorder() {
    return file("protocols/titration.yaml").text("opioid-use-disorder");
  }

  private static Strength concentration(String text) {
    if (!text.endsWith("/mL")) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is no concentration. Maybe write \"1 mg/mL\"?");
    }
    return new Strength(
        Dose.parse(text.substring(0, text.length() - "/mL".length())), Optional.of(BigDecimal.ONE));
  }
}

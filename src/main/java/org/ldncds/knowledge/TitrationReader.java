package org.ldncds.knowledge;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.ldncds.clinical.check.Rule;
import org.ldncds.clinical.drug.Code;
import org.ldncds.clinical.drug.Strength;
import org.ldncds.clinical.drug.Strength.Per;
import org.ldncds.clinical.drug.Terminology;
import org.ldncds.clinical.protocol.DoseLimits;
import org.ldncds.clinical.protocol.FollowUp;
import org.ldncds.clinical.protocol.OrderableService;
import org.ldncds.clinical.protocol.PlanReviews;
import org.ldncds.clinical.protocol.TitrationChoice;
import org.ldncds.clinical.protocol.TitrationProtocol;
import org.ldncds.clinical.quantity.Dose;
import org.ldncds.clinical.titration.Capsules;

/** Reads protocols/titration.yaml and the protocols under protocols/titration/. */
final class TitrationReader {

  private final KnowledgeFiles files;
  private final Set<String> sources;

  TitrationReader(KnowledgeFiles files, Set<String> sources) {
    this.files = files;
    this.sources = sources;
  }

  /** With the capsules in stock only, and supplied up to the review at the target dose. */
  Map<String, TitrationProtocol> protocols(DoseLimits limits, int daysAtTarget) {
    List<Dose> stock =
        file("protocols/titration.yaml").values("capsules-in-stock", TitrationReader::capsule);
    Map<String, TitrationProtocol> protocols = new TreeMap<>();
    files
        .below("protocols/titration/", ".yaml")
        .forEach(
            (name, text) -> {
              TitrationProtocol protocol =
                  protocol(name, YamlMap.read(name, text), limits, daysAtTarget);
              protocols.put(protocol.id(), protocol.madeFrom(stock));
            });
    return protocols;
  }

  private static Dose capsule(String text) {
    Dose strength = Dose.parse(text);
    if (!strength.isPositive()) {
      throw new IllegalArgumentException("\"" + text + "\" is no capsule. Maybe write \"1.5 mg\"?");
    }
    return strength;
  }

  private TitrationProtocol protocol(
      String name, YamlMap file, DoseLimits limits, int daysAtTarget) {
    TitrationProtocol protocol =
        new TitrationProtocol(
            file.text("id"),
            file.text("title"),
            file.count("step-days"),
            daysAtTarget,
            file.values("doses", Dose::parse),
            file.values("capsules", TitrationReader::capsule),
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
    TitrationChoice choice =
        new TitrationChoice(
            chosen.textOf("sensitive", protocols),
            byFirstDose,
            chosen.textOf("otherwise", protocols),
            file.count("most-alternatives"),
            Set.copyOf(file.textsOf("sensitivities", groups)),
            Set.copyOf(file.textsOf("autoimmune", groups)),
            Set.copyOf(file.textsOf("indications", groups)),
            Set.copyOf(file.textsOf("no-plan-reasons", groups)),
            Set.copyOf(file.textsOf("standard-intent", groups)),
            Set.copyOf(file.textsOf("withheld-for", ruleIds())),
            file.textsOf("evidence", sources),
            file.value("usual-liquid", TitrationReader::concentration),
            file.value("smallest-measure", TitrationReader::volume));
    file.textOf("opioid-use-disorder", groups);
    file.has("capsules-in-stock");
    file.has("follow-up");
    chosen.done();
    file.done();
    return choice;
  }

  private static Set<String> ruleIds() {
    return Arrays.stream(Rule.values())
        .filter(
            rule ->
                rule.scope() == Rule.Scope.CONTRAINDICATION
                    || rule.scope() == Rule.Scope.PRECAUTION)
        .map(Rule::id)
        .collect(Collectors.toSet());
  }

  /** What is ordered beside a plan, and when. */
  FollowUp followUp(PlanReviews reviews) {
    YamlMap entry = file("protocols/titration.yaml").map("follow-up");
    YamlMap visit = entry.map("visit");
    YamlMap tests = entry.map("liver-tests");
    FollowUp followUp =
        new FollowUp(
            service(visit),
            reviews,
            service(tests),
            tests.count("days-after-start"),
            tests.count("up-to-days"));
    if (followUp.liverTestsUntil() < followUp.liverTestsFrom()) {
      throw tests.wrong(
          "up-to-days",
          followUp.liverTestsUntil() + " lies before days-after-start. Maybe exchange the two?");
    }
    visit.done();
    tests.done();
    entry.done();
    return followUp;
  }

  private OrderableService service(YamlMap entry) {
    Map<String, Terminology> systems =
        Map.of("snomed", Terminology.SNOMED, "loinc", Terminology.LOINC);
    entry.textsOf("sources", sources);
    entry.date("since");
    Optional<Code> code =
        entry.has("code")
            ? Optional.of(
                new Code(
                    Objects.requireNonNull(systems.get(entry.textOf("system", systems.keySet()))),
                    entry.text("code")))
            : Optional.empty();
    return new OrderableService(
        entry.text("text"), code, code.isPresent() ? entry.text("display") : "");
  }

  private static BigDecimal volume(String text) {
    String number = text.endsWith(" mL") ? text.substring(0, text.length() - " mL".length()) : "";
    if (!number.matches("\\d{1,3}(\\.\\d{1,3})?") || new BigDecimal(number).signum() == 0) {
      throw new IllegalArgumentException("\"" + text + "\" is no volume. Maybe write \"0.05 mL\"?");
    }
    return new BigDecimal(number);
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
        Dose.parse(text.substring(0, text.length() - "/mL".length())),
        BigDecimal.ONE,
        Per.MILLILITRE);
  }

  private YamlMap file(String name) {
    return YamlMap.read(name, files.text(name));
  }
}

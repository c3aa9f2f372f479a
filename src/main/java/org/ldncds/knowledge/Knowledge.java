package org.ldncds.knowledge;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.ldncds.clinical.check.BaselineTests;
import org.ldncds.clinical.check.Cautions;
import org.ldncds.clinical.check.Indications;
import org.ldncds.clinical.check.Rule;
import org.ldncds.clinical.drug.DrugCatalogue;
import org.ldncds.clinical.facts.ConditionGroups;
import org.ldncds.clinical.facts.LabVocabulary;
import org.ldncds.clinical.facts.RequestKinds;
import org.ldncds.clinical.protocol.Citation;
import org.ldncds.clinical.protocol.DoseLimits;
import org.ldncds.clinical.protocol.FollowUp;
import org.ldncds.clinical.protocol.FollowUpWindows;
import org.ldncds.clinical.protocol.MorphineFactors;
import org.ldncds.clinical.protocol.TitrationChoice;
import org.ldncds.clinical.protocol.TitrationProtocol;
import org.ldncds.clinical.protocol.Windows;
import org.ldncds.clinical.quantity.Units;
import org.ldncds.clinical.sig.SigWords;
import org.ldncds.hooks.ServiceDefinition;

/** All that stands under cds-services, read, validated and cross-checked. */
public record Knowledge(
    List<ServiceDefinition> services,
    DrugCatalogue drugs,
    SigWords sigWords,
    ConditionGroups conditions,
    LabVocabulary labs,
    RequestKinds requestKinds,
    BaselineTests baselineTests,
    Indications indications,
    Units units,
    int weightDays,
    DoseLimits limits,
    Windows windows,
    MorphineFactors morphineFactors,
    Map<String, TitrationProtocol> protocols,
    TitrationChoice titrationChoice,
    Cautions cautions,
    FollowUp followUp,
    FollowUpWindows followUpWindows,
    String opioidUseDisorder,
    Map<String, Citation> citations,
    Map<Rule, RuleStatement> rules,
    Transparency transparency,
    Wording wording,
    PlanPageWords planPage,
    List<Case> cases) {

  /** Ids of citations by rule. */
  public Map<Rule, List<String>> ruleSources() {
    return rules.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().sources()));
  }

  /** The drugs alone, as the files tell them. */
  public static DrugCatalogue drugs(KnowledgeFiles files) {
    return new DrugsReader(files, SourcesReader.citations(files).keySet()).read();
  }

  /**
   * @param checks names of the checks that services may list
   * @param prefetchKeys keys that the reader of facts understands
   * @throws KnowledgeException at the first thing that is wrong, with file, line, field, value and
   *     advice
   */
  public static Knowledge load(KnowledgeFiles files, Set<String> checks, Set<String> prefetchKeys) {
    return load(files, checks, prefetchKeys, drugs -> drugs);
  }

  /**
   * @param moreDrugs adds what was imported to the drugs of the files
   */
  public static Knowledge load(
      KnowledgeFiles files,
      Set<String> checks,
      Set<String> prefetchKeys,
      UnaryOperator<DrugCatalogue> moreDrugs) {
    Map<String, Citation> citations = SourcesReader.citations(files);
    Set<String> sources = citations.keySet();
    LimitsReader limitsReader = new LimitsReader(files, sources);
    PatientDataReader patientDataReader = new PatientDataReader(files);
    TitrationReader titrationReader = new TitrationReader(files, sources);
    DoseLimits limits = limitsReader.limits();
    ConditionGroups conditions = patientDataReader.conditions();
    LabVocabulary labs = patientDataReader.labs();
    FollowUp followUp = titrationReader.followUp(limitsReader.reviews());
    Map<String, TitrationProtocol> protocols =
        titrationReader.protocols(limits, followUp.visitDays());
    DrugCatalogue drugs = moreDrugs.apply(new DrugsReader(files, sources).read());
    UnitsReader.Read units = new UnitsReader(files, sources).read();
    return new Knowledge(
        ServicesReader.read(files, checks, prefetchKeys),
        drugs,
        new SigWordsReader(files).read(),
        conditions,
        labs,
        new TestOrdersReader(files, sources).read(labs.tests()),
        new BaselineTestsReader(files, sources, conditions.groups()).read(labs.groups()),
        new IndicationsReader(files, sources).read(conditions.groups()),
        units.units(),
        units.weightDays(),
        limits,
        limitsReader.windows(),
        new MorphineFactorsReader(files, sources, drugs).read(),
        protocols,
        titrationReader.choice(protocols.keySet(), conditions.groups()),
        new PrecautionsReader(files, sources, conditions, labs, drugs).read(),
        followUp,
        limitsReader.followUp(limits, labs.groups()),
        titrationReader.opioidUseDisorder(),
        citations,
        new SourcesReader(files, sources).rules(),
        TransparencyReader.read(files),
        new WordingReader(prefetchKeys).read(files),
        new PlanPageReader(sources).read(files),
        CasesReader.read(files, prefetchKeys));
  }
}

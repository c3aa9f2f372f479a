package org.ldncds.knowledge;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ldncds.clinical.check.Rule;
import org.ldncds.clinical.drug.Code;
import org.ldncds.clinical.drug.DrugCatalogue;
import org.ldncds.clinical.facts.ConditionGroups;
import org.ldncds.clinical.facts.LabTest;
import org.ldncds.clinical.protocol.Citation;
import org.ldncds.clinical.protocol.DoseLimits;
import org.ldncds.clinical.protocol.TitrationChoice;
import org.ldncds.clinical.protocol.TitrationProtocol;
import org.ldncds.clinical.protocol.Windows;
import org.ldncds.hooks.ServiceDefinition;

/** All that stands under cds-services, read, validated and cross-checked. */
public record Knowledge(
    List<ServiceDefinition> services,
    DrugCatalogue drugs,
    ConditionGroups conditions,
    Map<Code, LabTest> labs,
    DoseLimits limits,
    Windows windows,
    Map<String, TitrationProtocol> protocols,
    TitrationChoice titrationChoice,
    String opioidUseDisorder,
    Map<String, Citation> citations,
    Map<Rule, List<String>> ruleSources,
    Wording wording,
    List<Case> cases) {

  /**
   * @param checks names of the checks that services may list
   * @param prefetchKeys keys that the reader of facts understands
   * @throws KnowledgeException at the first thing that is wrong, with file, line, field, value and
   *     advice
   */
  public static Knowledge load(KnowledgeFiles files, Set<String> checks, Set<String> prefetchKeys) {
    Map<String, Citation> citations = ProtocolsReader.citations(files);
    ProtocolsReader protocolsReader = new ProtocolsReader(files, citations.keySet());
    DoseLimits limits = protocolsReader.limits();
    ConditionGroups conditions = protocolsReader.conditions();
    Map<String, TitrationProtocol> protocols = protocolsReader.protocols(limits);
    return new Knowledge(
        ServicesReader.read(files, checks, prefetchKeys),
        new DrugsReader(files, citations.keySet()).read(),
        conditions,
        protocolsReader.labs(),
        limits,
        protocolsReader.windows(),
        protocols,
        protocolsReader.choice(protocols.keySet(), conditions.groups()),
        protocolsReader.opioidUseDisorder(),
        citations,
        protocolsReader.rules(),
        new WordingReader().read(files),
        CasesReader.read(files, prefetchKeys));
  }
}

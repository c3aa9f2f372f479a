package org.ldncds.web;

import java.time.Clock;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ObjLongConsumer;
import java.util.stream.Collectors;
import org.ldncds.clinical.check.BaselineTestsCheck;
import org.ldncds.clinical.check.Check;
import org.ldncds.clinical.check.ContraindicationCheck;
import org.ldncds.clinical.check.DoseCorrector;
import org.ldncds.clinical.check.DoseRangeCheck;
import org.ldncds.clinical.check.DuplicateTherapyCheck;
import org.ldncds.clinical.check.EquivalentsCheck;
import org.ldncds.clinical.check.EquivalentsCounter;
import org.ldncds.clinical.check.FollowUpCheck;
import org.ldncds.clinical.check.IndicationCheck;
import org.ldncds.clinical.check.OpioidConflictCheck;
import org.ldncds.clinical.check.OpioidOrderCheck;
import org.ldncds.clinical.check.PrecautionCheck;
import org.ldncds.clinical.check.Topic;
import org.ldncds.clinical.sig.SigReader;
import org.ldncds.clinical.titration.TitrationPlanner;
import org.ldncds.fhir.DosageReaders;
import org.ldncds.fhir.DoseWriter;
import org.ldncds.fhir.FactsReader;
import org.ldncds.fhir.PrefetchKey;
import org.ldncds.fhir.TerminologyServer;
import org.ldncds.hooks.BaselineSuggestions;
import org.ldncds.hooks.CardMemory;
import org.ldncds.hooks.CardSettings;
import org.ldncds.hooks.CardWriter;
import org.ldncds.hooks.Clients;
import org.ldncds.hooks.DoseSuggestions;
import org.ldncds.hooks.EhrData;
import org.ldncds.hooks.EquivalentsWords;
import org.ldncds.hooks.Pipeline;
import org.ldncds.hooks.Stage;
import org.ldncds.knowledge.Knowledge;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Puts the parts together; the list of checks is here. */
@Configuration
class Wiring {

  /** Every check there is. A service lists those it runs. */
  static List<Check> checks(Knowledge knowledge, boolean equivalents) {
    return List.of(
        new OpioidConflictCheck(
            knowledge.windows(), knowledge.limits(), knowledge.opioidUseDisorder()),
        new OpioidOrderCheck(
            knowledge.windows(), knowledge.limits(), knowledge.titrationChoice().standardIntent()),
        new ContraindicationCheck(knowledge.cautions(), knowledge.limits(), knowledge.windows()),
        new PrecautionCheck(knowledge.cautions(), knowledge.limits(), knowledge.windows()),
        doseRange(knowledge),
        new EquivalentsCheck(counter(knowledge), equivalents),
        new DuplicateTherapyCheck(knowledge.limits(), knowledge.windows()),
        new BaselineTestsCheck(knowledge.baselineTests(), knowledge.limits(), knowledge.windows()),
        new IndicationCheck(
            knowledge.indications(),
            knowledge.limits(),
            knowledge.titrationChoice(),
            knowledge.windows()),
        new FollowUpCheck(
            knowledge.followUpWindows(),
            knowledge.followUp(),
            knowledge.protocols().values(),
            knowledge.limits(),
            knowledge.windows()));
  }

  static final Set<String> CHECK_NAMES =
      Set.of(
          OpioidConflictCheck.NAME,
          OpioidOrderCheck.NAME,
          ContraindicationCheck.NAME,
          PrecautionCheck.NAME,
          DoseRangeCheck.NAME,
          EquivalentsCheck.NAME,
          DuplicateTherapyCheck.NAME,
          BaselineTestsCheck.NAME,
          IndicationCheck.NAME,
          FollowUpCheck.NAME);

  private static DoseRangeCheck doseRange(Knowledge knowledge) {
    return new DoseRangeCheck(knowledge.limits(), knowledge.titrationChoice(), knowledge.windows());
  }

  private static EquivalentsCounter counter(Knowledge knowledge) {
    return new EquivalentsCounter(knowledge.morphineFactors(), knowledge.limits());
  }

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  Knowledge knowledge(CdsProperties settings) {
    return Knowledge.load(
        Folders.find(settings.knowledge(), "cds-services"),
        CHECK_NAMES,
        PrefetchKey.keys(),
        drugs -> ImportedTable.addTo(drugs, settings));
  }

  @Bean
  CardSettings cardSettings(CdsProperties settings) {
    Set<Topic> silenced = EnumSet.copyOf(CardSettings.OFF_BY_DEFAULT);
    Set<Topic> silent = EnumSet.noneOf(Topic.class);
    settings
        .topics()
        .forEach(
            (code, topicSwitch) -> {
              if (topicSwitch.enabled()) {
                silenced.remove(topic(code));
              } else {
                silenced.add(topic(code));
              }
              if (topicSwitch.silent()) {
                silent.add(topic(code));
              }
            });
    if (settings.maxCards() < 1) {
      throw new StartRefusedException(
          "cds.max-cards is "
              + settings.maxCards()
              + ", which would silence the service. Maybe 4?");
    }
    return new CardSettings(
        settings.maxCards(),
        silenced,
        settings.missingData() == CdsProperties.MissingData.STRICT,
        ClientSettings.publicUrl(settings.publicUrl()),
        silent);
  }

  /** Environment variables come in one letter case only, so it does not matter. */
  private static Topic topic(String code) {
    return Arrays.stream(Topic.values())
        .filter(topic -> topic.code().equalsIgnoreCase(code))
        .findFirst()
        .orElseThrow(
            () ->
                new StartRefusedException(
                    "cds.topics."
                        + code
                        + " is no topic. Maybe one of "
                        + Arrays.stream(Topic.values()).map(Topic::code).toList()
                        + "?"));
  }

  @Bean
  Clients clients(CdsProperties settings) {
    return ClientSettings.clients(settings.clients());
  }

  @Bean
  Pipeline pipeline(
      Knowledge knowledge,
      CardSettings cardSettings,
      CdsProperties settings,
      EhrData ehr,
      CardMemory memory,
      Clients clients,
      TerminologyLink terminology,
      Decisions decisions) {
    ZoneId zone = settings.zone() == null ? ZoneId.systemDefault() : settings.zone();
    return pipeline(
        knowledge,
        cardSettings,
        clients,
        settings.mme().enabled(),
        zone,
        terminology.server(),
        Optional.of(ehr),
        memory,
        decisions::took);
  }

  /** For callers of whom nothing is known. */
  static Pipeline pipeline(Knowledge knowledge, CardSettings settings, ZoneId zone) {
    return pipeline(
        knowledge,
        settings,
        new Clients(List.of()),
        false,
        zone,
        Optional.empty(),
        Optional.empty(),
        CardMemory.NONE,
        (stage, nanoseconds) -> {});
  }

  /** That fetches nothing. */
  static Pipeline pipeline(
      Knowledge knowledge,
      CardSettings settings,
      Clients clients,
      boolean equivalents,
      ZoneId zone,
      Optional<TerminologyServer> terminology) {
    return pipeline(
        knowledge,
        settings,
        clients,
        equivalents,
        zone,
        terminology,
        Optional.empty(),
        CardMemory.NONE,
        (stage, nanoseconds) -> {});
  }

  static Pipeline pipeline(
      Knowledge knowledge,
      CardSettings settings,
      Clients clients,
      boolean equivalents,
      ZoneId zone,
      Optional<TerminologyServer> terminology,
      Optional<EhrData> ehr,
      CardMemory memory,
      ObjLongConsumer<Stage> times) {
    SigReader sigReader = new SigReader(knowledge.sigWords());
    Map<String, Check> checks =
        checks(knowledge, equivalents).stream()
            .collect(Collectors.toMap(Check::name, Function.identity()));
    FactsReader facts =
        new FactsReader(
            knowledge.drugs(),
            knowledge.conditions(),
            knowledge.labs(),
            knowledge.requestKinds(),
            knowledge.windows(),
            new DosageReaders(sigReader, knowledge.units(), knowledge.weightDays()),
            terminology);
    TitrationPlanner planner =
        new TitrationPlanner(
            knowledge.protocols(),
            knowledge.titrationChoice(),
            knowledge.limits(),
            knowledge.windows(),
            knowledge.cautions());
    CardWriter cards =
        new CardWriter(
            knowledge.wording(),
            knowledge.citations(),
            knowledge.ruleSources(),
            knowledge.titrationChoice(),
            knowledge.followUp(),
            knowledge.windows().assumedSupply(),
            settings,
            new DoseSuggestions(
                knowledge.wording(),
                new DoseCorrector(doseRange(knowledge), knowledge.limits()),
                new DoseWriter(sigReader)),
            new BaselineSuggestions(knowledge.wording(), knowledge.baselineTests()),
            new EquivalentsWords(
                knowledge.wording(), counter(knowledge), knowledge.morphineFactors().year()),
            UUID::randomUUID);
    return new Pipeline(facts, checks, planner, cards, settings, clients, zone, ehr, memory, times);
  }

  @Bean
  StartCheck startCheck(Environment environment, CdsProperties settings) {
    return StartCheck.of(environment, settings);
  }
}

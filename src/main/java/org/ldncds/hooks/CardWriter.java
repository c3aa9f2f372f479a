package org.ldncds.hooks;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import org.ldncds.clinical.check.Finding;
import org.ldncds.clinical.check.Indicator;
import org.ldncds.clinical.check.Outcome;
import org.ldncds.clinical.check.Rule;
import org.ldncds.clinical.check.Topic;
import org.ldncds.clinical.facts.Order;
import org.ldncds.clinical.protocol.Citation;
import org.ldncds.clinical.protocol.FollowUp;
import org.ldncds.clinical.protocol.TitrationChoice;
import org.ldncds.clinical.titration.TitrationOffer;
import org.ldncds.fhir.FactsReader.ReadFacts;
import org.ldncds.knowledge.Wording;

/**
 * Turns outcomes into cards: one card a clinical problem, the most urgent first, at most as many as
 * the deployer wants, and never without those that say a conflict or an unfinished check.
 */
public final class CardWriter {

  /**
   * Topics and override reasons of this service; fixed, whatever address the service runs under.
   */
  public static final String TOPIC_SYSTEM = "urn:oid:2.25.147692862414843519939429301099492446019";

  public static final String OVERRIDE_SYSTEM = TOPIC_SYSTEM + ".1";

  private static final Set<Topic> NEVER_OMITTED =
      Set.of(Topic.OPIOID_CONFLICT, Topic.CHECK_INCOMPLETE);

  private static final Set<Topic> MUTED_BY_A_CONFLICT =
      Set.of(Topic.TITRATION_PLAN, Topic.BASELINE_TESTS, Topic.INDICATION);

  private final Wording wording;
  private final Citations citations;
  private final Map<Rule, List<String>> ruleSources;
  private final EvidenceWords evidenceWords;
  private final CardSettings settings;
  private final Suggestions suggestions;
  private final PlanCards planCards;
  private final DoseSuggestions doseSuggestions;
  private final BaselineSuggestions baselineSuggestions;
  private final EquivalentsWords equivalentsWords;
  private final Supplier<UUID> uuids;

  /**
   * @param choice what every plan card cites, and the usual liquid
   * @param followUp what is ordered beside a plan
   * @param assumedSupply days that a supply of unknown length counts
   */
  public CardWriter(
      Wording wording,
      Map<String, Citation> citations,
      Map<Rule, List<String>> ruleSources,
      TitrationChoice choice,
      FollowUp followUp,
      int assumedSupply,
      CardSettings settings,
      DoseSuggestions doseSuggestions,
      BaselineSuggestions baselineSuggestions,
      EquivalentsWords equivalentsWords,
      Supplier<UUID> uuids) {
    this.wording = wording;
    this.citations = new Citations(citations);
    this.ruleSources = Map.copyOf(ruleSources);
    this.evidenceWords = new EvidenceWords(wording, assumedSupply);
    this.settings = settings;
    this.doseSuggestions = doseSuggestions;
    this.baselineSuggestions = baselineSuggestions;
    this.equivalentsWords = equivalentsWords;
    this.uuids = uuids;
    this.suggestions = new Suggestions(wording, uuids);
    this.planCards =
        new PlanCards(
            wording,
            new PlanSuggestions(wording, suggestions, followUp),
            this.citations,
            choice,
            followUp,
            settings.publicUrl());
  }

  List<Card> write(
      ReadFacts read,
      List<Outcome> outcomes,
      List<TitrationOffer> offers,
      Orderer orderer,
      Client client) {
    List<Draft> drafts = new ArrayList<>();
    for (List<Finding> findings : byProblem(outcomes).values()) {
      List<Card.Suggestion> suggested =
          switch (findings.get(0).topic()) {
            case DOSE_RANGE -> doseSuggestions.of(findings, outcomes, shown(offers), read, uuids);
            case BASELINE_TESTS -> baselineSuggestions.of(findings, read, orderer, suggestions);
            case OPIOID_CONFLICT, CHECK_INCOMPLETE, DUPLICATE_THERAPY, TITRATION_PLAN, INDICATION ->
                suggestions.newStart(findings, read);
          };
      drafts.add(problem(findings, suggested, read));
    }
    offers.forEach(offer -> drafts.add(planCards.draft(offer, read, client)));
    incomplete(read, outcomes).ifPresent(drafts::add);
    boolean muted =
        drafts.stream()
            .anyMatch(
                d -> d.topic() == Topic.OPIOID_CONFLICT && d.indicator() == Indicator.CRITICAL);
    List<Draft> ranked =
        drafts.stream()
            .filter(draft -> !settings.silenced().contains(draft.topic()))
            .filter(draft -> !muted || !MUTED_BY_A_CONFLICT.contains(draft.topic()))
            .sorted(Comparator.comparing(Draft::indicator).reversed().thenComparing(Draft::topic))
            .toList();
    return shortened(ranked).stream()
        .map(card -> client.dialect().tell(card, key -> wording.phrase(key, Map.of())))
        .toList();
  }

  private List<TitrationOffer> shown(List<TitrationOffer> offers) {
    return settings.silenced().contains(Topic.TITRATION_PLAN) ? List.of() : offers;
  }

  private List<Card> shortened(List<Draft> ranked) {
    long fixed = ranked.stream().filter(draft -> NEVER_OMITTED.contains(draft.topic())).count();
    long room = Math.max(0, settings.maxCards() - fixed);
    List<Draft> kept = new ArrayList<>();
    Set<String> omitted = new TreeSet<>();
    for (Draft draft : ranked) {
      if (NEVER_OMITTED.contains(draft.topic())) {
        kept.add(draft);
      } else if (room > 0) {
        room--;
        kept.add(draft);
      } else {
        omitted.add(wording.topic(draft.topic()).display());
      }
    }
    List<Card> cards = new ArrayList<>();
    for (int i = 0; i < kept.size(); i++) {
      boolean last = i == kept.size() - 1;
      String tail =
          last && !omitted.isEmpty()
              ? "\n\n"
                  + wording.phrase("lines.OMITTED", Map.of("topics", String.join(", ", omitted)))
              : "";
      cards.add(card(kept.get(i), tail));
    }
    return cards;
  }

  private Card card(Draft draft, String tail) {
    Wording.TopicWords words = wording.topic(draft.topic());
    List<Card.Coding> reasons = new ArrayList<>();
    words
        .overrideReasons()
        .forEach((code, display) -> reasons.add(new Card.Coding(OVERRIDE_SYSTEM, code, display)));
    Card.Coding topic = new Card.Coding(TOPIC_SYSTEM, draft.topic().code(), words.display());
    return new Card(
        uuids.get().toString(),
        draft.summary(),
        draft.indicator().name().toLowerCase(Locale.ROOT),
        draft.detail() + tail,
        new Card.Source(wording.sourceLabel(), topic),
        draft.suggestions(),
        draft.suggestions().isEmpty() ? null : selectionBehavior(draft.topic()),
        reasons,
        draft.links());
  }

  /** Tests do not exclude each other; plans and starts do. */
  private static String selectionBehavior(Topic topic) {
    return topic == Topic.BASELINE_TESTS ? "any" : "at-most-one";
  }

  /**
   * Findings that share a card: conflicts by their side, or all where both sides are ordered
   * together, doses by their order.
   */
  private static Map<String, List<Finding>> byProblem(List<Outcome> outcomes) {
    Map<String, List<Finding>> problems = new LinkedHashMap<>();
    boolean together =
        outcomes.stream().anyMatch(o -> o instanceof Finding f && f.rule() == Rule.OC_15);
    for (Outcome outcome : outcomes) {
      if (outcome instanceof Finding finding) {
        boolean joined = together && finding.topic() == Topic.OPIOID_CONFLICT;
        String key =
            (joined ? Rule.Scope.NALTREXONE_ORDERED : finding.rule().scope())
                + (finding.rule().scope() == Rule.Scope.DOSE
                    ? finding.orders().get(0).record().toString()
                    : "");
        problems.computeIfAbsent(key, k -> new ArrayList<>()).add(finding);
      }
    }
    return problems;
  }

  private Draft problem(List<Finding> found, List<Card.Suggestion> suggested, ReadFacts read) {
    List<Finding> findings =
        found.stream()
            .sorted(
                Comparator.comparing(Finding::indicator).reversed().thenComparing(Finding::rule))
            .toList();
    Finding lead = findings.get(0);
    Order order = lead.orders().get(0);
    List<String> rules = findings.stream().map(finding -> finding.rule().id()).distinct().toList();
    Map<String, Object> values = new LinkedHashMap<>();
    values.put(
        "texts",
        findings.stream()
            .map(f -> wording.text(f.rule(), f.values()))
            .distinct()
            .map(text -> Map.of("text", text))
            .toList());
    List<Map<String, String>> evidence =
        findings.stream()
            .flatMap(f -> f.evidence().stream())
            .distinct()
            .map(evidenceWords::row)
            .toList();
    values.put("hasEvidence", !evidence.isEmpty());
    values.put("evidence", evidence);
    values.put("order", order.title());
    values.put("drug", order.drug().name());
    values.put("daily", lead.values().getOrDefault("daily", ""));
    values.put("band", lead.values().getOrDefault("band", ""));
    values.put("requestsUnseen", lead.values().getOrDefault("requestsUnseen", ""));
    values.put("mme", equivalentsWords.of(findings, read.facts()));
    values.put("rules", String.join(", ", rules));
    values.put(
        "sources",
        citations.line(
            findings.stream()
                .flatMap(f -> ruleSources.getOrDefault(f.rule(), List.of()).stream())));
    return new Draft(
        lead.topic(),
        lead.indicator(),
        Summary.of(wording.summary(lead.rule(), lead.values())),
        wording.detail(lead.topic(), values),
        suggested);
  }

  /** All gaps on one card. */
  private Optional<Draft> incomplete(ReadFacts read, List<Outcome> outcomes) {
    GapWords gaps = GapWords.of(wording, read.facts(), outcomes);
    if (gaps.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Draft(
            Topic.CHECK_INCOMPLETE,
            gaps.indicator(),
            Summary.of(gaps.summary()),
            wording.detail(Topic.CHECK_INCOMPLETE, Map.of("gaps", gaps.lines())),
            List.of()));
  }
}

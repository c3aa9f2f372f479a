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
import org.ldncds.knowledge.Markdown;
import org.ldncds.knowledge.Wording;

/**
 * Turns outcomes into cards: one card a clinical problem, the most urgent first, at most as many as
 * the deployer wants, and never without those that say a conflict or an unfinished check.
 */
public final class CardWriter {

  /**
   * Topics and override reasons of this service; fixed, whatever address the service runs under.
   */
  static final String TOPIC_SYSTEM = "urn:oid:2.25.147692862414843519939429301099492446019";

  static final String OVERRIDE_SYSTEM = TOPIC_SYSTEM + ".1";

  private static final Set<Topic> NEVER_OMITTED =
      Set.of(Topic.OPIOID_CONFLICT, Topic.CHECK_INCOMPLETE);

  private final Wording wording;
  private final Citations citations;
  private final Map<Rule, List<String>> ruleSources;
  private final EvidenceWords evidenceWords;
  private final CardSettings settings;
  private final Suggestions suggestions;
  private final PlanCards planCards;
  private final DoseSuggestions doseSuggestions;
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
      EquivalentsWords equivalentsWords,
      Supplier<UUID> uuids) {
    this.wording = wording;
    this.citations = new Citations(citations);
    this.ruleSources = Map.copyOf(ruleSources);
    this.evidenceWords = new EvidenceWords(wording, assumedSupply);
    this.settings = settings;
    this.doseSuggestions = doseSuggestions;
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

  List<WrittenCard> write(
      ReadFacts read,
      List<Outcome> outcomes,
      List<TitrationOffer> offers,
      Call call,
      CardMemory memory) {
    List<Draft> drafts = new ArrayList<>();
    for (List<Finding> findings : byProblem(outcomes).values()) {
      List<Card.Suggestion> suggested =
          findings.get(0).topic() == Topic.DOSE_RANGE
              ? doseSuggestions.of(findings, outcomes, shown(offers), read, uuids)
              : suggestions.newStart(findings, read);
      drafts.add(problem(findings, suggested, read));
    }
    offers.forEach(offer -> drafts.add(planCards.draft(offer, read, call.client())));
    incomplete(read, outcomes).ifPresent(drafts::add);
    List<Draft> ranked =
        drafts.stream()
            .filter(draft -> !settings.silenced().contains(draft.topic()))
            .map(draft -> quieted(draft, memory.overridden(call, draft.topic(), draft.basis())))
            .sorted(Comparator.comparing(Draft::indicator).reversed().thenComparing(Draft::topic))
            .toList();
    List<Draft> told = ranked.stream().filter(draft -> !isSilent(draft)).toList();
    List<WrittenCard> cards = new ArrayList<>(shortened(told, call.client()));
    ranked.stream()
        .filter(this::isSilent)
        .forEach(draft -> cards.add(written(draft, "", call.client())));
    return cards;
  }

  /** A critical card is shown at full volume, however often it was overridden. */
  private Draft quieted(Draft draft, Optional<EarlierOverride> earlier) {
    if (earlier.isEmpty() || draft.indicator() == Indicator.CRITICAL) {
      return draft;
    }
    String code = earlier.get().reasonCode();
    String sent = Markdown.escapeAll(earlier.get().reasonDisplay());
    String reason = wording.topic(draft.topic()).overrideReasons().getOrDefault(code, sent);
    String day = earlier.get().day().toString();
    return draft.quieted(
        wording.phrase("lines.OVERRIDDEN", Map.of("start", day, "reason", reason)));
  }

  private boolean isSilent(Draft draft) {
    return settings.silent().contains(draft.topic());
  }

  private List<TitrationOffer> shown(List<TitrationOffer> offers) {
    return settings.silenced().contains(Topic.TITRATION_PLAN) ? List.of() : offers;
  }

  private List<WrittenCard> shortened(List<Draft> ranked, Client client) {
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
    List<WrittenCard> cards = new ArrayList<>();
    for (int i = 0; i < kept.size(); i++) {
      boolean last = i == kept.size() - 1;
      String tail =
          last && !omitted.isEmpty()
              ? "\n\n"
                  + wording.phrase("lines.OMITTED", Map.of("topics", String.join(", ", omitted)))
              : "";
      cards.add(written(kept.get(i), tail, client));
    }
    return cards;
  }

  private WrittenCard written(Draft draft, String tail, Client client) {
    Card card = client.dialect().tell(card(draft, tail), key -> wording.phrase(key, Map.of()));
    boolean silent = client.silent() || isSilent(draft);
    return new WrittenCard(card, draft.topic(), draft.basis(), draft.quieted(), silent);
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
        draft.suggestions().isEmpty() ? null : "at-most-one",
        reasons,
        draft.links());
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
        suggested,
        List.of(),
        Basis.of(findings));
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
            List.of(),
            List.of(),
            new Basis(List.of(), Optional.empty(), gaps.lines().toString())));
  }
}

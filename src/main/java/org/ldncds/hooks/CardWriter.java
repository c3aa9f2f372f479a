package org.ldncds.hooks;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
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
  public static final String TOPIC_SYSTEM = "urn:oid:2.25.147692862414843519939429301099492446019";

  public static final String OVERRIDE_SYSTEM = TOPIC_SYSTEM + ".1";

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
  private final DueSuggestions dueSuggestions;
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
    this.dueSuggestions = new DueSuggestions(wording, suggestions, followUp);
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
      Orderer orderer,
      CardMemory memory) {
    List<Draft> drafts = new ArrayList<>();
    for (List<Finding> findings : CardProblems.of(outcomes)) {
      drafts.add(problem(findings, suggested(findings, outcomes, offers, orderer, read), read));
    }
    offers.forEach(offer -> drafts.add(planCards.draft(offer, read, call.client())));
    incomplete(call.service(), read, outcomes).ifPresent(drafts::add);
    drafts.replaceAll(
        draft -> quieted(draft, memory.overridden(call, draft.topic(), draft.basis())));
    CardChoice choice = CardChoice.of(drafts, call.service(), settings);
    List<WrittenCard> cards = new ArrayList<>(cards(choice, call.client()));
    choice.silent().forEach(draft -> cards.add(written(draft, "", call.client())));
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

  private List<Card.Suggestion> suggested(
      List<Finding> findings,
      List<Outcome> outcomes,
      List<TitrationOffer> offers,
      Orderer orderer,
      ReadFacts read) {
    return switch (findings.get(0).topic()) {
      case DOSE_RANGE -> doseSuggestions.of(findings, outcomes, shown(offers), read, uuids);
      case BASELINE_TESTS -> baselineSuggestions.of(findings, read, orderer, suggestions);
      case FOLLOW_UP -> dueSuggestions.of(findings, read);
      default -> suggestions.newStart(findings, read);
    };
  }

  private List<TitrationOffer> shown(List<TitrationOffer> offers) {
    return settings.silenced().contains(Topic.TITRATION_PLAN) ? List.of() : offers;
  }

  /** What was left out is named in the last line of the last card. */
  private List<WrittenCard> cards(CardChoice choice, Client client) {
    String omitted =
        choice.omitted().stream()
            .map(topic -> wording.topic(topic).display())
            .collect(Collectors.joining(", "));
    List<WrittenCard> cards = new ArrayList<>();
    for (Draft draft : choice.shown()) {
      boolean last = cards.size() == choice.shown().size() - 1;
      String tail =
          last && !omitted.isEmpty()
              ? "\n\n" + wording.phrase("lines.OMITTED", Map.of("topics", omitted))
              : "";
      cards.add(written(draft, tail, client));
    }
    return cards;
  }

  private WrittenCard written(Draft draft, String tail, Client client) {
    Card card = client.dialect().tell(card(draft, tail), key -> wording.phrase(key, Map.of()));
    boolean silent = client.silent() || settings.silent().contains(draft.topic());
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
        draft.suggestions().isEmpty() ? null : selectionBehavior(draft.topic()),
        reasons,
        draft.links());
  }

  /** Tests do not exclude each other; plans and starts do. */
  private static String selectionBehavior(Topic topic) {
    return topic == Topic.BASELINE_TESTS ? "any" : "at-most-one";
  }

  private Draft problem(List<Finding> found, List<Card.Suggestion> suggested, ReadFacts read) {
    List<Finding> findings =
        found.stream()
            .sorted(
                Comparator.comparing(Finding::indicator).reversed().thenComparing(Finding::rule))
            .toList();
    Finding lead = findings.get(0);
    List<Order> orders = findings.stream().flatMap(f -> f.orders().stream()).distinct().toList();
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
    lead.orders().stream()
        .findFirst()
        .ifPresent(
            order -> {
              values.put("order", order.title());
              values.put("drug", order.drug().name());
            });
    values.put("orders", orders.size() > 1 ? together(orders) : "");
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
        suggested,
        List.of(),
        Basis.of(findings));
  }

  private static String together(List<Order> orders) {
    return orders.stream()
        .map(order -> order.record().toString())
        .sorted()
        .collect(Collectors.joining(" and "));
  }

  /** All gaps on one card. */
  private Optional<Draft> incomplete(
      ServiceDefinition service, ReadFacts read, List<Outcome> outcomes) {
    GapWords gaps = GapWords.of(wording, service, read.facts(), outcomes);
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

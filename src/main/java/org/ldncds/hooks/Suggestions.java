package org.ldncds.hooks;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.ldncds.clinical.check.Finding;
import org.ldncds.clinical.check.Indicator;
import org.ldncds.clinical.facts.Order;
import org.ldncds.clinical.titration.TitrationOffer;
import org.ldncds.clinical.titration.TitrationPlan;
import org.ldncds.fhir.FactsReader.ReadFacts;
import org.ldncds.fhir.OrderWriter;
import org.ldncds.fhir.RawResource;
import org.ldncds.knowledge.Wording;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a clinician can take over with one click: the order starting later, or the order as a plan.
 */
final class Suggestions {

  private final Wording wording;
  private final Supplier<UUID> uuids;

  Suggestions(Wording wording, Supplier<UUID> uuids) {
    this.wording = wording;
    this.uuids = uuids;
  }

  /**
   * OC-2: start when the washout is over; only where that settles every critical finding of the
   * card.
   */
  List<Card.Suggestion> newStart(List<Finding> findings, ReadFacts read) {
    boolean settles =
        findings.stream()
            .allMatch(f -> f.indicator() != Indicator.CRITICAL || f.earliestStart().isPresent());
    Optional<LocalDate> start =
        findings.stream().flatMap(f -> f.earliestStart().stream()).max(Comparator.naturalOrder());
    if (!settles || start.isEmpty()) {
      return List.of();
    }
    Map<String, String> values = Map.of("start", start.get().toString());
    List<Card.Action> actions = new ArrayList<>();
    findings.stream()
        .filter(f -> f.earliestStart().isPresent())
        .flatMap(f -> f.orders().stream())
        .distinct()
        .forEach(
            order ->
                draft(order, read)
                    .ifPresent(
                        raw ->
                            actions.add(
                                action(
                                    "suggestions.start-action",
                                    values,
                                    OrderWriter.startingOn(raw, start.get())))));
    return actions.isEmpty()
        ? List.of()
        : List.of(suggestion(wording.phrase("suggestions.start-label", values), true, actions));
  }

  /** The recommended plan first, then the alternatives. */
  List<Card.Suggestion> plans(TitrationOffer offer, ReadFacts read) {
    Optional<RawResource> raw = draft(offer.order(), read);
    if (raw.isEmpty()) {
      return List.of();
    }
    List<Card.Suggestion> suggestions = new ArrayList<>();
    suggestions.add(plan(offer.recommended(), raw.get(), true));
    offer.alternatives().forEach(plan -> suggestions.add(plan(plan, raw.get(), false)));
    return suggestions;
  }

  private Card.Suggestion plan(TitrationPlan plan, RawResource raw, boolean recommended) {
    PlanWords words = new PlanWords(wording, plan);
    Map<String, String> values =
        Map.of(
            "protocol",
            plan.protocol().title(),
            "steps",
            words.doses(),
            "start",
            plan.start().toString());
    ObjectNode order = OrderWriter.withPlan(raw, plan, words.order());
    return suggestion(
        wording.phrase("suggestions.plan-label", values),
        recommended,
        List.of(action("suggestions.plan-action", values, order)));
  }

  private static Optional<RawResource> draft(Order order, ReadFacts read) {
    return Optional.ofNullable(read.drafts().get(order.record()));
  }

  private Card.Action action(String phrase, Map<String, String> values, ObjectNode resource) {
    return new Card.Action("update", wording.phrase(phrase, values), resource);
  }

  private Card.Suggestion suggestion(String label, boolean recommended, List<Card.Action> actions) {
    return new Card.Suggestion(label, uuids.get().toString(), recommended ? true : null, actions);
  }
}

package org.ldncds.hooks;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ldncds.clinical.protocol.FollowUp;
import org.ldncds.clinical.titration.TitrationOffer;
import org.ldncds.clinical.titration.TitrationOffer.Kind;
import org.ldncds.clinical.titration.TitrationPlan;
import org.ldncds.fhir.CarePlanWriter;
import org.ldncds.fhir.FactsReader.ReadFacts;
import org.ldncds.fhir.OrderWriter;
import org.ldncds.fhir.PlanTexts;
import org.ldncds.fhir.RawResource;
import org.ldncds.fhir.ServiceRequestWriter;
import org.ldncds.knowledge.Wording;
import tools.jackson.databind.node.ObjectNode;

/**
 * Plans to take over with one click, each with its follow-up visit; and at last the order as it
 * stands, with a visit and liver tests.
 */
final class PlanSuggestions {

  private final Wording wording;
  private final Suggestions suggestions;
  private final FollowUp followUp;

  PlanSuggestions(Wording wording, Suggestions suggestions, FollowUp followUp) {
    this.wording = wording;
    this.suggestions = suggestions;
    this.followUp = followUp;
  }

  /** The recommended plan first; nothing where the draft cannot be told from another. */
  List<Card.Suggestion> of(TitrationOffer offer, ReadFacts read, Client client) {
    Optional<RawResource> draft = Suggestions.draft(offer.order(), read);
    if (draft.isEmpty()) {
      return List.of();
    }
    List<Card.Suggestion> all = new ArrayList<>();
    for (TitrationPlan plan : offer.plans()) {
      all.add(plan(offer, plan, all.isEmpty(), draft.get(), client));
    }
    offer
        .orderTarget()
        .flatMap(target -> kept(offer.orderStart(), target, draft.get()))
        .ifPresent(all::add);
    return all;
  }

  private Card.Suggestion plan(
      TitrationOffer offer,
      TitrationPlan plan,
      boolean recommended,
      RawResource draft,
      Client client) {
    PlanWords words = new PlanWords(wording, plan);
    PlanTexts texts = words.order();
    List<Card.Action> actions = new ArrayList<>();
    actions.add(
        suggestions.action(
            "suggestions.plan-action",
            words.action(texts),
            OrderWriter.withPlan(draft, plan, texts)));
    Optional<ObjectNode> visit = visit(plan.last().firstDay(), draft);
    visit.ifPresent(resource -> actions.add(visitAction(resource, plan.last().dose().toString())));
    if (client.carePlans()) {
      visit
          .flatMap(
              resource -> CarePlanWriter.draft(plan, texts, resource, carePlanTitle(plan), draft))
          .ifPresent(
              carePlan ->
                  actions.add(
                      suggestions.create("suggestions.care-plan-action", Map.of(), carePlan)));
    }
    String label =
        wording.phrase(
            label(offer, plan),
            Map.of("protocol", plan.protocol().title(), "steps", words.doses()));
    return suggestions.suggestion(label, recommended, actions);
  }

  private String carePlanTitle(TitrationPlan plan) {
    return wording.phrase(
        "suggestions.care-plan-title", Map.of("protocol", plan.protocol().title()));
  }

  private static String label(TitrationOffer offer, TitrationPlan plan) {
    if (offer.kind() != Kind.EASE) {
      return "suggestions.plan-label";
    }
    return offer.holds(plan) ? "suggestions.hold-label" : "suggestions.back-label";
  }

  private Optional<ObjectNode> visit(LocalDate target, RawResource draft) {
    return ServiceRequestWriter.proposal(
        followUp.visit(), target.plusDays(followUp.visitDays()), Optional.empty(), draft);
  }

  private Card.Action visitAction(ObjectNode visit, String dose) {
    return suggestions.create(
        "suggestions.visit-action",
        Map.of(
            "date",
            visit.path("occurrenceDateTime").asString(""),
            "time",
            PlanWords.time(wording, followUp.visitDays()),
            "dose",
            dose),
        visit);
  }

  private Optional<Card.Suggestion> kept(LocalDate start, LocalDate target, RawResource draft) {
    LocalDate from = start.plusDays(followUp.liverTestsFrom());
    LocalDate until = start.plusDays(followUp.liverTestsUntil());
    Optional<ObjectNode> tests =
        ServiceRequestWriter.proposal(followUp.liverTests(), from, Optional.of(until), draft);
    List<Card.Action> actions = new ArrayList<>();
    visit(target, draft).ifPresent(visit -> actions.add(visitAction(visit, "")));
    tests.ifPresent(
        resource ->
            actions.add(
                suggestions.create(
                    "suggestions.liver-tests-action",
                    Map.of("date", from.toString(), "until", until.toString()),
                    resource)));
    return actions.isEmpty()
        ? Optional.empty()
        : Optional.of(
            suggestions.suggestion(
                wording.phrase("suggestions.keep-label", Map.of()), false, actions));
  }
}

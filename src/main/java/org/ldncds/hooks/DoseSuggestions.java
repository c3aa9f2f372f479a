package org.ldncds.hooks;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.ldncds.clinical.check.DoseCorrection;
import org.ldncds.clinical.check.DoseCorrector;
import org.ldncds.clinical.check.Finding;
import org.ldncds.clinical.check.Indicator;
import org.ldncds.clinical.check.Outcome;
import org.ldncds.clinical.check.Topic;
import org.ldncds.clinical.facts.Order;
import org.ldncds.clinical.titration.TitrationOffer;
import org.ldncds.fhir.DoseTexts;
import org.ldncds.fhir.DoseWriter;
import org.ldncds.fhir.FactsReader.ReadFacts;
import org.ldncds.fhir.RawResource;
import org.ldncds.knowledge.Wording;
import tools.jackson.databind.node.ObjectNode;

/** The order with the dose that was probably meant, for one click. */
public final class DoseSuggestions {

  private final Wording wording;
  private final DoseCorrector corrector;
  private final DoseWriter writer;

  public DoseSuggestions(Wording wording, DoseCorrector corrector, DoseWriter writer) {
    this.wording = wording;
    this.corrector = corrector;
    this.writer = writer;
  }

  /**
   * One card an order carries an update: a later start before the plan, the plan before a dose.
   * Where an opioid stands against the order there is none.
   *
   * @param findings of one card
   * @param outcomes all of the request
   * @param offers plans that are shown
   */
  List<Card.Suggestion> of(
      List<Finding> findings,
      List<Outcome> outcomes,
      List<TitrationOffer> offers,
      ReadFacts read,
      Supplier<UUID> uuids) {
    Order order = findings.get(0).orders().get(0);
    boolean planned = offers.stream().anyMatch(offer -> offer.order().equals(order));
    if (planned || order.drug().naltrexone().isEmpty() || hasConflict(order, outcomes)) {
      return List.of();
    }
    Optional<RawResource> draft = Optional.ofNullable(read.drafts().get(order.record()));
    return draft
        .flatMap(
            raw ->
                corrector
                    .of(order, findings, read.facts())
                    .flatMap(correction -> suggestion(raw, correction, uuids)))
        .stream()
        .toList();
  }

  private static boolean hasConflict(Order order, List<Outcome> outcomes) {
    return outcomes.stream()
        .anyMatch(
            outcome ->
                outcome instanceof Finding finding
                    && finding.topic() == Topic.OPIOID_CONFLICT
                    && finding.orders().contains(order)
                    && (finding.indicator() == Indicator.CRITICAL
                        || finding.earliestStart().isPresent()));
  }

  private Optional<Card.Suggestion> suggestion(
      RawResource draft, DoseCorrection correction, Supplier<UUID> uuids) {
    Map<String, String> values =
        Map.of(
            "dose",
            correction.dose().toString(),
            "frequency",
            correction.step().frequency().toString(),
            "morning",
            correction.order().inTheMorning() ? "yes" : "",
            "product",
            correction.isOfAnotherProduct() ? "yes" : "");
    DoseTexts texts =
        new DoseTexts(
            wording.phrase("order-text.dose", values),
            wording.phrase("order-text.dose-product", values));
    Optional<ObjectNode> changed = writer.withDose(draft, correction, texts);
    return changed.map(
        order ->
            new Card.Suggestion(
                wording.phrase("suggestions.dose-label", values),
                uuids.get().toString(),
                true,
                List.of(
                    new Card.Action(
                        "update", wording.phrase("suggestions.dose-action", values), order))));
  }
}

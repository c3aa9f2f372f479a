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
import org.ldncds.fhir.FactsReader.ReadFacts;
import org.ldncds.fhir.RawResource;
import org.ldncds.fhir.StartWriter;
import org.ldncds.knowledge.Wording;
import tools.jackson.databind.node.ObjectNode;

/** What a clinician can take over with one click: the order starting later. */
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
                                    StartWriter.startingOn(raw, start.get())))));
    return actions.isEmpty()
        ? List.of()
        : List.of(suggestion(wording.phrase("suggestions.start-label", values), true, actions));
  }

  /** The draft of an order, where it can be told from the others. */
  static Optional<RawResource> draft(Order order, ReadFacts read) {
    return Optional.ofNullable(read.drafts().get(order.record()));
  }

  /** The whole draft as it shall be. */
  Card.Action action(String phrase, Map<String, String> values, ObjectNode resource) {
    return new Card.Action("update", wording.phrase(phrase, values), resource);
  }

  /** A new resource beside the draft. */
  Card.Action create(String phrase, Map<String, String> values, ObjectNode resource) {
    return new Card.Action("create", wording.phrase(phrase, values), resource);
  }

  Card.Suggestion suggestion(String label, boolean recommended, List<Card.Action> actions) {
    return new Card.Suggestion(label, uuids.get().toString(), recommended ? true : null, actions);
  }
}

package org.ldncds.store;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.ldncds.hooks.Call;
import org.ldncds.hooks.Card;
import org.ldncds.hooks.WrittenCard;

/**
 * What is kept of a card.
 *
 * @param suggestions what each would change, by its uuid
 * @param repeatHash of user, patient and facts, where repeats are to be quiet
 */
record ShownCard(
    String card,
    Instant at,
    String service,
    String topic,
    String indicator,
    List<String> rules,
    Optional<String> protocol,
    Map<String, String> suggestions,
    String dialect,
    String client,
    boolean quieted,
    boolean silent,
    Optional<String> repeatHash) {

  static ShownCard of(Call call, WrittenCard written, Optional<String> repeatHash) {
    Card card = written.card();
    Map<String, String> suggestions = new LinkedHashMap<>();
    card.suggestions().forEach(suggestion -> suggestions.put(suggestion.uuid(), kind(suggestion)));
    return new ShownCard(
        card.uuid(),
        call.now(),
        call.service().id(),
        written.topic().code(),
        card.indicator(),
        written.basis().rules(),
        written.basis().protocol(),
        suggestions,
        call.client().dialect().name(),
        call.client().name(),
        written.quieted(),
        written.silent(),
        repeatHash);
  }

  /** "update MedicationRequest, create ServiceRequest". */
  private static String kind(Card.Suggestion suggestion) {
    return suggestion.actions().stream()
        .map(action -> action.type() + " " + action.resource().path("resourceType").asString(""))
        .distinct()
        .collect(Collectors.joining(", "));
  }
}

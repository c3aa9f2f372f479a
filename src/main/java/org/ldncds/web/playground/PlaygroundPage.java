package org.ldncds.web.playground;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the page shows besides the patient and the form.
 *
 * @param faults by field, in the order of the fields
 * @param notice what was just done; empty where nothing was
 * @param changes of the order, where a suggestion was taken over
 * @param exchange null before anything was sent
 */
public record PlaygroundPage(
    Map<String, String> faults,
    String notice,
    List<Takeover.Change> changes,
    @Nullable Exchange exchange,
    List<CardView> cards) {

  static final PlaygroundPage START = new PlaygroundPage(Map.of(), "", List.of(), null, List.of());

  static PlaygroundPage refused(Map<String, String> faults) {
    return new PlaygroundPage(faults, "", List.of(), null, List.of());
  }

  static PlaygroundPage of(
      Exchange exchange, Form form, String notice, List<Takeover.Change> changes) {
    List<CardView> cards =
        exchange
            .answer()
            .path("cards")
            .valueStream()
            .map(card -> CardView.of(card, form.dismissal(Json.text(card, "/uuid"))))
            .toList();
    return new PlaygroundPage(Map.of(), notice, changes, exchange, cards);
  }

  public @Nullable String fault(String field) {
    return faults.get(field);
  }

  /** The first field at fault, which takes the focus. */
  public String first() {
    return faults.keySet().stream().findFirst().orElse("");
  }

  public boolean answered() {
    return exchange != null && exchange.status() == 200;
  }

  public boolean silent() {
    return answered() && cards.isEmpty();
  }

  /** True where cards were shown and each was dismissed. */
  public boolean settled() {
    return !cards.isEmpty() && cards.stream().allMatch(card -> card.dismissed() != null);
  }

  /** What the service says of a request that it refuses. */
  public String refusal() {
    return Optional.ofNullable(exchange)
        .map(call -> Json.text(call.answer(), "/issue/0/diagnostics"))
        .orElse("");
  }

  public String refusedField() {
    return Optional.ofNullable(exchange)
        .map(call -> Json.text(call.answer(), "/issue/0/expression/0"))
        .orElse("");
  }
}

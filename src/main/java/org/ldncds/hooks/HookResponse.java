package org.ldncds.hooks;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;

/**
 * The answer of a CDS service; no cards means that all was read, all was checked and there is
 * nothing to say.
 *
 * @param rules ids of the rules on its cards, silent ones too, for the record of decisions
 */
public record HookResponse(List<Card> cards, @JsonIgnore List<String> rules) {
  public HookResponse {
    cards = List.copyOf(cards);
    rules = List.copyOf(rules);
  }

  /** Those that are not silent. */
  static HookResponse of(List<WrittenCard> written) {
    return new HookResponse(
        written.stream().filter(card -> !card.silent()).map(WrittenCard::card).toList(),
        written.stream()
            .flatMap(card -> card.basis().rules().stream())
            .distinct()
            .sorted()
            .toList());
  }
}

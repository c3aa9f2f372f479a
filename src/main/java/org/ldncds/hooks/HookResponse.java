package org.ldncds.hooks;

import java.util.List;

/**
 * The answer of a CDS service; no cards means that all was read, all was checked and there is
 * nothing to say.
 */
public record HookResponse(List<Card> cards) {
  public HookResponse {
    cards = List.copyOf(cards);
  }

  /** Those that are not silent. */
  static HookResponse of(List<WrittenCard> written) {
    return new HookResponse(
        written.stream().filter(card -> !card.silent()).map(WrittenCard::card).toList());
  }
}

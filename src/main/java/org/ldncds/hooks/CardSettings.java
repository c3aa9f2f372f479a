package org.ldncds.hooks;

import java.util.Set;
import org.ldncds.clinical.check.Topic;

/**
 * What a deployer may set about cards.
 *
 * @param maxCards most cards of an answer, at least 1
 * @param silenced topics that are switched off
 * @param strict true where a missing medication list is answered with 412 instead of a card
 */
public record CardSettings(int maxCards, Set<Topic> silenced, boolean strict) {
  public CardSettings {
    silenced = Set.copyOf(silenced);
  }
}

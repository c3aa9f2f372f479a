package org.ldncds.hooks;

import java.util.Set;
import org.ldncds.clinical.check.Topic;

/**
 * What a deployer may set about cards.
 *
 * @param maxCards most cards of an answer, at least 1
 * @param silenced topics that are switched off
 * @param strict true where a missing medication list is answered with 412 instead of a card
 * @param publicUrl what the outside calls this service, without a slash at the end
 * @param silent topics whose cards are recorded but not returned
 */
public record CardSettings(
    int maxCards, Set<Topic> silenced, boolean strict, String publicUrl, Set<Topic> silent) {

  /** Topics that a deployer must switch on. */
  public static final Set<Topic> OFF_BY_DEFAULT = Set.of(Topic.INDICATION);

  private static final String SANDBOX = "http://localhost:8080";

  public CardSettings {
    silenced = Set.copyOf(silenced);
    silent = Set.copyOf(silent);
  }

  /** For a sandbox at its usual address. */
  public CardSettings(int maxCards, Set<Topic> silenced, boolean strict) {
    this(maxCards, silenced, strict, SANDBOX, Set.of());
  }
}

package org.ldncds.clinical.check;

import java.util.List;

/**
 * Facts for which naltrexone is contraindicated or asks for care, and what to do about them: one
 * entry of the knowledge file of precautions.
 *
 * @param name as the card's summary calls it
 * @param advice what to do, in Markdown
 * @param signs any of which is enough
 */
public record Caution(
    String id, Rule rule, Indicator indicator, String name, String advice, List<Sign> signs) {

  public Caution {
    signs = List.copyOf(signs);
    if (signs.isEmpty()) {
      throw new IllegalArgumentException(id + " has no sign");
    }
  }

  boolean isContraindication() {
    return rule.scope() == Rule.Scope.CONTRAINDICATION;
  }

  /** An allergy holds for a cream as well. */
  boolean isAllergy() {
    return signs.stream().anyMatch(Sign.Allergies.class::isInstance);
  }
}

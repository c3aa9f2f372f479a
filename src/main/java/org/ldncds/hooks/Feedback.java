package org.ldncds.hooks;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a clinician did with one card.
 *
 * @param card the card's uuid, as the EHR sent it
 * @param suggestions uuids of those taken over; empty where the card was overridden
 * @param comment free text, which may tell of the patient
 * @param at when it was done, by the EHR's clock
 */
public record Feedback(
    String card,
    Outcome outcome,
    List<String> suggestions,
    Optional<Reason> reason,
    Optional<String> comment,
    Instant at) {

  /** What CDS Hooks knows; a card without any was ignored. */
  public enum Outcome {
    ACCEPTED,
    OVERRIDDEN
  }

  /** Why it was overridden; each part may be empty, but not all. */
  public record Reason(String system, String code, String display) {}

  public Feedback {
    suggestions = List.copyOf(suggestions);
  }
}

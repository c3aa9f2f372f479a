package org.ldncds.fhir;

import java.util.Locale;
import java.util.Set;

/**
 * What a terminology server told of one code's descendants.
 *
 * @param codes as many as were read; empty but for {@link Outcome#LOADED} and {@link Outcome#CUT}
 * @param reason why there are no more, in a few words; empty where all were read
 */
public record Expansion(Outcome outcome, Set<String> codes, String reason) {

  /** How it went. */
  public enum Outcome {
    /** All of them were read. */
    LOADED,
    /** The server answered and does not know the code, so nothing it knows can descend from it. */
    NOT_KNOWN,
    /** There were more than there is room for. */
    CUT,
    /** No answer, or none that can be read. */
    FAILED,
    /** The server cannot tell descendants of any code. */
    NOT_SUPPORTED;

    /** As metrics name it. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  public Expansion {
    codes = Set.copyOf(codes);
  }

  static Expansion without(Outcome outcome, String reason) {
    return new Expansion(outcome, Set.of(), reason);
  }
}

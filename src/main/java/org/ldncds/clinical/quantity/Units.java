package org.ldncds.clinical.quantity;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The units in which records write amounts, by every spelling that is known for them. */
public final class Units {

  /** What a unit measures or counts. */
  public enum Kind {
    /** In milligrams. */
    MASS,
    /** In millilitres. */
    VOLUME,
    /** Tablets, capsules and other pieces of a product. */
    PIECE,
    PATCH,
    /** One spray or puff. */
    ACTUATION
  }

  /**
   * A unit.
   *
   * @param factor milligrams, millilitres or pieces in one of it, above zero
   */
  public record Unit(Kind kind, BigDecimal factor) {
    public Unit {
      if (factor.signum() <= 0) {
        throw new IllegalArgumentException("A unit holds something: " + factor);
      }
    }
  }

  private final Map<String, Unit> bySpelling;

  /**
   * @param bySpelling in any letter case
   */
  public Units(Map<String, Unit> bySpelling) {
    Map<String, Unit> folded = new HashMap<>();
    bySpelling.forEach((spelling, unit) -> folded.put(folded(spelling), unit));
    this.bySpelling = Map.copyOf(folded);
  }

  /** Empty where the spelling is not known; an unknown unit is never taken for another. */
  public Optional<Unit> named(String spelling) {
    return Optional.ofNullable(bySpelling.get(folded(spelling)));
  }

  private static String folded(String spelling) {
    return spelling.strip().toLowerCase(Locale.ROOT);
  }
}

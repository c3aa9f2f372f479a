package org.ldncds.clinical.drug;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;
import org.ldncds.clinical.quantity.Dose;

/**
 * The amount of a drug in one unit of a product, in a volume of it, or given off in an hour or by
 * one actuation.
 *
 * @param amount above zero
 * @param quantity how many of {@code per} hold the amount, above zero
 */
public record Strength(Dose amount, BigDecimal quantity, Per per) {

  /** What an amount is stated for. */
  public enum Per {
    /** A tablet, a capsule, a film and other units that are counted. */
    UNIT(""),
    MILLILITRE("mL"),
    /** Patches: what one gives off. */
    HOUR("h"),
    /** Sprays: what one puff holds. */
    ACTUATION("actuation");

    private final String label;

    Per(String label) {
      this.label = label;
    }
  }

  public Strength {
    if (quantity.signum() <= 0) {
      throw new IllegalArgumentException("A strength is stated for something: " + quantity);
    }
    quantity = quantity.stripTrailingZeros();
  }

  public static Strength perUnit(Dose amount) {
    return new Strength(amount, BigDecimal.ONE, Per.UNIT);
  }

  /**
   * The same read as that of a patch: patches are named by the micrograms they give off in an hour,
   * so these count for the hour even where a name leaves it out. An amount of milligrams may be
   * what the patch holds, and tells nothing.
   */
  Optional<Strength> ofPatch() {
    if (per != Per.UNIT) {
      return Optional.of(this);
    }
    boolean micrograms = amount.isBelow(Dose.ofMilligrams("1"));
    return micrograms ? Optional.of(new Strength(amount, quantity, Per.HOUR)) : Optional.empty();
  }

  public boolean isPer(Per other) {
    return per == other;
  }

  /** The amount in so many units, millilitres, hours or actuations. */
  public Dose in(BigDecimal number) {
    return new Dose(amount.milligrams().multiply(number).divide(quantity, MathContext.DECIMAL64));
  }

  /** How much of a liquid holds one milligram, rounded to seven digits. */
  public BigDecimal millilitresPerMilligram() {
    return quantity.divide(amount.milligrams(), MathContext.DECIMAL32).stripTrailingZeros();
  }

  @Override
  public String toString() {
    if (per == Per.UNIT) {
      return amount.toString();
    }
    boolean one = quantity.compareTo(BigDecimal.ONE) == 0;
    return amount + "/" + (one ? "" : quantity.toPlainString() + " ") + per.label;
  }
}

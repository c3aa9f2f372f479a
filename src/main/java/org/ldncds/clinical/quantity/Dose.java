package org.ldncds.clinical.quantity;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.Map;

/**
 * An exact amount of a drug in milligrams. Zero and negative amounts can be held, because records
 * contain them; whoever reads an order decides that they are not doses.
 */
public record Dose(BigDecimal milligrams) implements Comparable<Dose> {

  /** Milligrams in one unit of mass, by UCUM code or the spelling that records use for it. */
  private static final Map<String, BigDecimal> UNITS =
      Map.ofEntries(
          Map.entry("mg", BigDecimal.ONE),
          Map.entry("milligram", BigDecimal.ONE),
          Map.entry("milligrams", BigDecimal.ONE),
          Map.entry("g", new BigDecimal("1000")),
          Map.entry("gram", new BigDecimal("1000")),
          Map.entry("grams", new BigDecimal("1000")),
          Map.entry("ug", new BigDecimal("0.001")),
          Map.entry("mcg", new BigDecimal("0.001")),
          Map.entry("\u00b5g", new BigDecimal("0.001")), // micro sign
          Map.entry("\u03bcg", new BigDecimal("0.001")), // Greek mu
          Map.entry("microgram", new BigDecimal("0.001")),
          Map.entry("micrograms", new BigDecimal("0.001")),
          Map.entry("ng", new BigDecimal("0.000001")),
          Map.entry("nanogram", new BigDecimal("0.000001")),
          Map.entry("nanograms", new BigDecimal("0.000001")));

  public static final Dose ZERO = new Dose(BigDecimal.ZERO);

  public Dose {
    milligrams = milligrams.signum() == 0 ? BigDecimal.ZERO : milligrams.stripTrailingZeros();
  }

  public static Dose ofMilligrams(String milligrams) {
    return new Dose(new BigDecimal(milligrams));
  }

  /**
   * True where {@link #of} knows the unit; unknown and missing units are never taken for
   * milligrams.
   */
  public static boolean isMassUnit(String unit) {
    return UNITS.containsKey(unit.strip().toLowerCase(Locale.ROOT));
  }

  /**
   * @param unit a unit of mass: mg, g, ug, mcg or ng, in any letter case
   * @throws IllegalArgumentException where the unit is not a unit of mass
   */
  public static Dose of(BigDecimal value, String unit) {
    BigDecimal factor = UNITS.get(unit.strip().toLowerCase(Locale.ROOT));
    if (factor == null) {
      throw new IllegalArgumentException(
          "\"" + unit + "\" is not a unit of mass. Maybe mg, g, mcg or ng?");
    }
    return new Dose(value.multiply(factor));
  }

  /**
   * Reads what {@link #toString} writes: a number, a space, a unit of mass.
   *
   * @throws IllegalArgumentException with advice, where the text is anything else
   */
  public static Dose parse(String text) {
    String[] parts = text.strip().split(" +", -1);
    if (parts.length != 2) {
      throw new IllegalArgumentException("\"" + text + "\" is not a dose. Maybe write \"4.5 mg\"?");
    }
    try {
      return of(new BigDecimal(parts[0]), parts[1]);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "\"" + parts[0] + "\" is not a number. Maybe write \"4.5 mg\"?", e);
    }
  }

  public Dose plus(Dose other) {
    return new Dose(milligrams.add(other.milligrams));
  }

  public Dose minus(Dose other) {
    return new Dose(milligrams.subtract(other.milligrams));
  }

  public Dose times(BigDecimal factor) {
    return new Dose(milligrams.multiply(factor));
  }

  public Dose times(long factor) {
    return times(BigDecimal.valueOf(factor));
  }

  /** A tenth, the amount that was meant when a decimal point was lost. */
  public Dose tenth() {
    return new Dose(milligrams.movePointLeft(1));
  }

  public boolean isMultipleOf(Dose step) {
    return milligrams.remainder(step.milligrams).signum() == 0;
  }

  public boolean isPositive() {
    return milligrams.signum() > 0;
  }

  public boolean isAbove(Dose other) {
    return compareTo(other) > 0;
  }

  public boolean isBelow(Dose other) {
    return compareTo(other) < 0;
  }

  public Dose max(Dose other) {
    return isAbove(other) ? this : other;
  }

  public Dose min(Dose other) {
    return isBelow(other) ? this : other;
  }

  @Override
  public int compareTo(Dose other) {
    return milligrams.compareTo(other.milligrams);
  }

  /** Milligrams with a unit, as a prescriber writes it: no trailing zeros, at most six digits. */
  @Override
  public String toString() {
    return milligrams.round(new MathContext(6)).stripTrailingZeros().toPlainString() + " mg";
  }
}

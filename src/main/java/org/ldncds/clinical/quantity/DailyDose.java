package org.ldncds.clinical.quantity;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/**
 * The average amount a day, kept as an exact total over whole days so that 100 mg every third day
 * stays exact.
 *
 * @param total amount taken in {@code days}
 * @param days whole days, at least 1
 */
public record DailyDose(Dose total, long days) implements Comparable<DailyDose> {

  public DailyDose {
    if (days < 1) {
      throw new IllegalArgumentException("A daily dose needs at least one day: " + days);
    }
  }

  public static DailyDose of(Dose dose, Frequency frequency) {
    return new DailyDose(dose.times(frequency.times()), frequency.days());
  }

  public static DailyDose daily(Dose dose) {
    return new DailyDose(dose, 1);
  }

  public DailyDose plus(DailyDose other) {
    long gcd = BigInteger.valueOf(days).gcd(BigInteger.valueOf(other.days)).longValueExact();
    long common = Math.multiplyExact(days / gcd, other.days);
    return new DailyDose(
        total.times(common / days).plus(other.total.times(common / other.days)), common);
  }

  public boolean isAbove(Dose limit) {
    return total.isAbove(limit.times(days));
  }

  public boolean isBelow(Dose limit) {
    return total.isBelow(limit.times(days));
  }

  public boolean isExactly(Dose amount) {
    return total.compareTo(amount.times(days)) == 0;
  }

  public DailyDose max(DailyDose other) {
    return compareTo(other) >= 0 ? this : other;
  }

  public DailyDose min(DailyDose other) {
    return compareTo(other) <= 0 ? this : other;
  }

  /**
   * The average as one amount, rounded to six digits: for text and for the size of a step, never
   * for a limit.
   */
  public Dose rounded() {
    return new Dose(total.milligrams().divide(BigDecimal.valueOf(days), new MathContext(6)));
  }

  @Override
  public int compareTo(DailyDose other) {
    return total.times(other.days).compareTo(other.total.times(days));
  }

  @Override
  public String toString() {
    return rounded() + " a day";
  }
}

package org.ldncds.clinical.quantity;

import java.math.BigInteger;

/**
 * How often a dose is taken, as the exact ratio "times in days": every third day is 1 in 3, never
 * 0.3333.
 *
 * @param times administrations, at least 1
 * @param days whole days in which they happen, at least 1
 */
public record Frequency(long times, long days) implements Comparable<Frequency> {

  public static final Frequency ONCE_DAILY = new Frequency(1, 1);

  public Frequency {
    if (times < 1 || days < 1) {
      throw new IllegalArgumentException(
          "A frequency needs at least one time in at least one day: " + times + " in " + days);
    }
    long divisor = BigInteger.valueOf(times).gcd(BigInteger.valueOf(days)).longValueExact();
    times = times / divisor;
    days = days / divisor;
  }

  public static Frequency timesADay(long times) {
    return new Frequency(times, 1);
  }

  public boolean isMoreThanDaily() {
    return times > days;
  }

  @Override
  public int compareTo(Frequency other) {
    return Long.compare(
        Math.multiplyExact(times, other.days), Math.multiplyExact(other.times, days));
  }

  @Override
  public String toString() {
    if (days == 1) {
      return times == 1 ? "once a day" : times + " times a day";
    }
    return times == 1 ? "every " + days + " days" : times + " times in " + days + " days";
  }
}

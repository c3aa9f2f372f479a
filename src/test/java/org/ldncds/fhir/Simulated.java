package org.ldncds.fhir;

import java.math.BigDecimal;
import java.util.List;
import java.util.OptionalLong;

/** What the simulator found by listing administrations one by one. */
record Simulated(List<Step> steps) {

  /** An exact quotient. */
  record Ratio(BigDecimal over, BigDecimal under) {

    static Ratio of(BigDecimal over, long under) {
      return new Ratio(over, BigDecimal.valueOf(under));
    }

    boolean isSame(BigDecimal otherOver, BigDecimal otherUnder) {
      return over.multiply(otherUnder).compareTo(otherOver.multiply(under)) == 0;
    }

    Ratio plus(Ratio other) {
      return new Ratio(
          over.multiply(other.under).add(other.over.multiply(under)), under.multiply(other.under));
    }

    Ratio min(Ratio other) {
      return compareTo(other) <= 0 ? this : other;
    }

    Ratio max(Ratio other) {
      return compareTo(other) >= 0 ? this : other;
    }

    private int compareTo(Ratio other) {
      return over.multiply(other.under).compareTo(other.over.multiply(under));
    }
  }

  /**
   * A stretch of days on which the same is taken.
   *
   * @param least milligrams a day on average
   * @param most milligrams a day on average
   * @param single the largest amount of one administration
   * @param often administrations a day on average, at most
   */
  record Step(Ratio least, Ratio most, Ratio single, Ratio often, OptionalLong days) {

    Step beside(Step other) {
      return new Step(
          least.plus(other.least),
          most.plus(other.most),
          single.max(other.single),
          often.plus(other.often),
          OptionalLong.empty());
    }

    Step lasting(OptionalLong time) {
      return new Step(least, most, single, often, time);
    }
  }
}

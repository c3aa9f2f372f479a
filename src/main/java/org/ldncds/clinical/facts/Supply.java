package org.ldncds.clinical.facts;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the pharmacy is asked to hand out at one fill.
 *
 * @param quantity how much; empty where the order does not say, or in a unit that is not known
 * @param days how long it shall last; empty where the order does not say
 * @param refills fills after the first, 0 or more
 */
public record Supply(Optional<Amount> quantity, OptionalLong days, int refills) {

  public static final Supply UNSTATED = new Supply(Optional.empty(), OptionalLong.empty(), 0);

  /** What is counted. */
  public enum Kind {
    UNITS,
    MILLILITRES,
    MILLIGRAMS
  }

  /** An amount above zero. */
  public record Amount(BigDecimal value, Kind kind) {}
}

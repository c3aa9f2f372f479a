package org.ldncds.clinical.titration;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * How a plan's doses are taken.
 *
 * @param inTheMorning else at bedtime
 * @param everyOtherDay else every day
 * @param millilitresPerMilligram set for a liquid; else capsules
 */
public record Taking(
    boolean inTheMorning, boolean everyOtherDay, Optional<BigDecimal> millilitresPerMilligram) {

  public boolean isLiquid() {
    return millilitresPerMilligram.isPresent();
  }

  int daysBetween() {
    return everyOtherDay ? 2 : 1;
  }
}

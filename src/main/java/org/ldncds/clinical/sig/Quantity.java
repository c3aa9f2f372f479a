package org.ldncds.clinical.sig;

import java.math.BigDecimal;
import java.util.Optional;
import org.ldncds.clinical.drug.Strength;

/**
 * A number of something, as written.
 *
 * @param low the low end of a range, else like high
 * @param own the strength that is written with it: "3 capsules of 1.5 mg"
 */
record Quantity(BigDecimal low, BigDecimal high, Unit unit, Optional<Strength> own) {

  /** What is counted. */
  enum Unit {
    MILLIGRAM,
    MILLILITRE,
    COUNTED,
    PUFF,
    /** Drops, patches: what one holds is not known. */
    OTHER
  }

  boolean isOne() {
    return low.compareTo(BigDecimal.ONE) == 0 && high.compareTo(BigDecimal.ONE) == 0;
  }

  Quantity with(Strength strength) {
    return new Quantity(low, high, unit, Optional.of(strength));
  }
}

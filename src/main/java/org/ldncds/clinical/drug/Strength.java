package org.ldncds.clinical.drug;

import java.math.BigDecimal;
import java.util.Optional;
import org.ldncds.clinical.quantity.Dose;

/**
 * The amount in one unit of a product, or in a volume of it.
 *
 * @param amount above zero
 * @param millilitres the volume that holds the amount; empty for tablets, capsules and other
 *     counted units
 */
public record Strength(Dose amount, Optional<BigDecimal> millilitres) {

  @Override
  public String toString() {
    return amount
        + millilitres
            .map(ml -> ml.compareTo(BigDecimal.ONE) == 0 ? "/mL" : "/" + ml.toPlainString() + " mL")
            .orElse("");
  }
}

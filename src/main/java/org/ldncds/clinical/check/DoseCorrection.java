package org.ldncds.clinical.check;

import org.ldncds.clinical.drug.Drug;
import org.ldncds.clinical.facts.DosageReading.Read;
import org.ldncds.clinical.facts.DoseStep;
import org.ldncds.clinical.facts.Order;
import org.ldncds.clinical.quantity.Dose;

/**
 * The order as it was probably meant.
 *
 * @param order as it is
 * @param step what shall be taken
 * @param drug what shall be dispensed; the order's own, or a compounded capsule of the dose
 */
public record DoseCorrection(Order order, DoseStep step, Drug drug) {

  /** The amount taken at one time. */
  public Dose dose() {
    return step.largestSingle();
  }

  /** True where the product of the order cannot make the dose. */
  public boolean isOfAnotherProduct() {
    return !drug.equals(order.drug());
  }

  /** False where only the text or the product was wrong. */
  public boolean changesTheDose() {
    return !(order.dosage() instanceof Read read)
        || read.first().largestSingle().compareTo(dose()) != 0;
  }
}

package org.ldncds.clinical.check;

import org.ldncds.clinical.drug.Drug;
import org.ldncds.clinical.drug.Drug.NaltrexoneKind;
import org.ldncds.clinical.facts.DosageReading;
import org.ldncds.clinical.facts.DosageReading.Read;
import org.ldncds.clinical.protocol.DoseLimits;
import org.ldncds.clinical.protocol.Windows;

/**
 * How long opioids count as blocked after a naltrexone product.
 *
 * @param rule the rule that says so
 * @param days whole days after the last dose
 */
record Blockade(Rule rule, int days) {

  /** Shorter only where the product is proven to be a low dose. */
  static Blockade of(Drug drug, DosageReading dosage, Windows windows, DoseLimits limits) {
    NaltrexoneKind kind = drug.naltrexone().orElseThrow();
    boolean low =
        kind == NaltrexoneKind.ORAL && dosage instanceof Read read && Intent.isLow(read, limits);
    return low || kind == NaltrexoneKind.TOPICAL
        ? new Blockade(Rule.OC_10, windows.afterLdn())
        : notLow(drug, dosage, windows);
  }

  private static Blockade notLow(Drug drug, DosageReading dosage, Windows windows) {
    NaltrexoneKind kind = drug.naltrexone().orElseThrow();
    if (kind == NaltrexoneKind.DEPOT) {
      // an implant acts for longer than one injection
      return new Blockade(Rule.OC_12, Math.max(windows.afterDepot(), windows.lengthOfAction(drug)));
    }
    boolean high =
        dosage instanceof Read read && !read.largestSingle().isBelow(windows.highSingleDose());
    return new Blockade(Rule.OC_11, high ? windows.afterHighSingleDose() : windows.afterOral());
  }
}

package org.ldncds.clinical.sig;

import org.ldncds.clinical.drug.Drug;
import org.ldncds.clinical.facts.DosageReading.NotRead;
import org.ldncds.clinical.facts.DosageReading.Unreadable;
import org.ldncds.clinical.facts.Sig;

/** Reads a dosage that is written out. What it is not sure of it reports as not read. */
public final class SigReader {

  /**
   * @param product the drug ordered, whose strength turns capsules and millilitres into milligrams
   */
  public Sig read(String text, Drug product) {
    return new Sig(text, new NotRead(Unreadable.TEXT_ONLY), false);
  }
}

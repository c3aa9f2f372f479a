package org.ldncds.clinical.check;

import java.util.Set;
import org.ldncds.clinical.drug.DrugRole;

/**
 * What protocols/indications.yaml says.
 *
 * @param triedFirst roles of drugs, one of which is tried before a low dose
 * @param triedFirstNames their names, for cards
 * @param otherThanPain condition groups for which those drugs are no first choice
 * @param lowerResponse condition groups that respond less
 */
public record Indications(
    Set<DrugRole> triedFirst,
    String triedFirstNames,
    Set<String> otherThanPain,
    Set<String> lowerResponse) {

  public Indications {
    triedFirst = Set.copyOf(triedFirst);
    otherThanPain = Set.copyOf(otherThanPain);
    lowerResponse = Set.copyOf(lowerResponse);
  }
}

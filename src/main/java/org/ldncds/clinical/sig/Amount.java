package org.ldncds.clinical.sig;

import java.util.List;
import org.ldncds.clinical.sig.Quantity.Unit;

/**
 * What is taken at one time, as written.
 *
 * @param sum one quantity, or several of different strengths
 * @param ofOneUnit true for "1.5 mg capsule": one is meant unless the text says how many
 */
record Amount(List<Quantity> sum, boolean ofOneUnit) {

  Amount {
    sum = List.copyOf(sum);
  }

  boolean isMass() {
    return sum.get(0).unit() == Unit.MILLIGRAM;
  }

  boolean isSingle() {
    return sum.size() == 1;
  }
}

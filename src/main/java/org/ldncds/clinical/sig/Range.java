package org.ldncds.clinical.sig;

import org.ldncds.clinical.quantity.Dose;

/** The least and the most that are taken at one time. */
record Range(Dose least, Dose most) {

  boolean isSameAs(Range other) {
    return least.compareTo(other.least) == 0 && most.compareTo(other.most) == 0;
  }

  Range plus(Range other) {
    return new Range(least.plus(other.least), most.plus(other.most));
  }
}

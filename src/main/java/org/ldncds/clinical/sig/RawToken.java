package org.ldncds.clinical.sig;

import java.math.BigDecimal;
import org.ldncds.clinical.sig.Token.Doubt;

/**
 * A word, number or sign before its meaning is looked up.
 *
 * @param number what a number says; 0 for all else
 * @param afterStop true where a full stop stands before it
 */
record RawToken(String text, Shape shape, BigDecimal number, Doubt doubt, boolean afterStop) {

  /** What it is made of. */
  enum Shape {
    WORD,
    NUMBER,
    SIGN,
    /** A dash between two letters, as in "low-dose" and "Mon-Fri". */
    HYPHEN
  }

  boolean isHyphen() {
    return shape == Shape.HYPHEN;
  }
}

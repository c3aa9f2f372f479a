package org.ldncds.clinical.sig;

import java.math.BigDecimal;

/**
 * One word, number or sign of a written dosage.
 *
 * @param text as written, folded
 * @param afterStop true where a full stop stands before it
 * @param doubt for numbers: what makes the written figure not sure
 */
record Token(String text, Meaning meaning, boolean afterStop, Doubt doubt) {

  /** How a number is written, where that can mean two things. */
  enum Doubt {
    NONE,
    /** A fraction: it may follow a whole number. */
    FRACTION,
    /** "1.500": a decimal or a thousand. */
    THOUSANDS_POINT,
    /** ".5" after a blank. */
    LEADING_POINT,
    /** "1,500", "1.2.3", "po.5": not read. */
    UNSURE,
    /** More digits than any dose has. */
    TOO_LONG
  }

  static final Token END = new Token("", Meaning.of(Kind.END), false, Doubt.NONE);

  Kind kind() {
    return meaning.kind();
  }

  boolean is(Kind kind) {
    return meaning.kind() == kind;
  }

  BigDecimal number() {
    return meaning.number();
  }
}

package org.ldncds.clinical.sig;

import java.math.BigDecimal;

/**
 * What a word stands for.
 *
 * @param number a number; milligrams or millilitres in one unit; times; days; else 0
 * @param days the days of "times in days"; the set of weekdays as bits; else 0
 */
record Meaning(Kind kind, BigDecimal number, int days) {

  static final Meaning UNKNOWN = of(Kind.UNKNOWN);

  static Meaning of(Kind kind) {
    return new Meaning(kind, BigDecimal.ZERO, 0);
  }
}

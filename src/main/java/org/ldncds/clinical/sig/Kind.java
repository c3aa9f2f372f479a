package org.ldncds.clinical.sig;

import java.util.Locale;

/** What a word or sign of a written dosage does in it. */
public enum Kind {
  NUMBER,
  MASS,
  VOLUME,
  OFTEN,
  ONCE,
  DAYS,
  ORDINAL,
  WEEKDAYS,
  COUNTED,
  PUFF,
  OTHER_UNIT,
  DOSE,
  TOTAL,
  DAILY_TOTAL,
  EACH,
  TIMES,
  EVERY,
  PER,
  IN,
  ONCE_ONLY,
  MORNING,
  NOON,
  EVENING,
  BEDTIME,
  AT,
  MINUTES,
  HOURS,
  BEFORE,
  FOR,
  NEXT,
  THEN,
  THEREAFTER,
  AFTER,
  STOP,
  INCREASE,
  DECREASE,
  BY,
  TO,
  THROUGH,
  LATER_STEP,
  AS_NEEDED,
  AT_MOST,
  DAILY_AT_MOST,
  UP_TO,
  REPEAT,
  OR,
  AND,
  ARTICLES,
  OF,
  COMMENT,
  SUPPLY,
  TAKE,
  ROUTE,
  START,
  ON,
  FROM,
  ORDINAL_ENDING,
  EQUALS,
  NOTHING,
  REASONS,
  COMMA,
  BREAK,
  COLON,
  OPEN,
  CLOSE,
  DASH,
  SLASH,
  PLUS,
  UNKNOWN,
  END;

  /** The name in the knowledge file: lower case with hyphens. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** True where a list of words alone says all; the other kinds carry a value or are signs. */
  public boolean isPlain() {
    return compareTo(COUNTED) >= 0 && compareTo(REASONS) <= 0;
  }

  boolean isTimeOfDay() {
    return this == MORNING || this == NOON || this == EVENING || this == BEDTIME;
  }

  boolean isMeaningless() {
    return this == NOTHING || this == REASONS || this == ROUTE || this == TAKE;
  }

  /** True for words that tell of a dose after the first. */
  boolean tellsOfLater() {
    return switch (this) {
      case THEN, THEREAFTER, AFTER, NEXT, INCREASE, DECREASE, LATER_STEP -> true;
      default -> false;
    };
  }
}

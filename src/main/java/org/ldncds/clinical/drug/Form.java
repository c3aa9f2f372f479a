package org.ldncds.clinical.drug;

import java.util.Locale;

/** The dose form as far as it changes a judgement. */
public enum Form {
  TABLET,
  CAPSULE,
  ORAL_LIQUID,
  OROMUCOSAL,
  PATCH,
  INJECTION,
  IMPLANT,
  NASAL,
  RECTAL,
  TOPICAL,
  UNKNOWN;

  /** The name in knowledge files: lower case with spaces. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  public boolean isCountedInUnits() {
    return this == TABLET || this == CAPSULE || this == OROMUCOSAL;
  }
}

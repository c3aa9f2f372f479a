package org.ldncds.clinical.drug;

import java.util.Locale;

/** How fast a product gives its drug away. */
public enum Release {
  IMMEDIATE,
  LONG_ACTING,
  /** Weekly or monthly injections and implants. */
  DEPOT;

  /** The name in knowledge files: lower case with hyphens. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

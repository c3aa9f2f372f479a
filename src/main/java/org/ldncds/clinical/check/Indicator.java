package org.ldncds.clinical.check;

/** How urgent a finding is, in the words of CDS Hooks; the most urgent last. */
public enum Indicator {
  INFO,
  WARNING,
  CRITICAL;

  public Indicator max(Indicator other) {
    return compareTo(other) >= 0 ? this : other;
  }
}

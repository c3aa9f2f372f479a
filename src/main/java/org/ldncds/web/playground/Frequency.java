package org.ldncds.web.playground;

import java.util.Arrays;
import java.util.Optional;

/** How often a drug is taken, as the form offers it, and as Timing.repeat of FHIR says it. */
public enum Frequency {
  BEDTIME(
      "bedtime",
      "Once a day at bedtime",
      "{'frequency':1,'period':1,'periodUnit':'d','when':['HS']}",
      false),
  MORNING(
      "morning",
      "Once a day in the morning",
      "{'frequency':1,'period':1,'periodUnit':'d','when':['MORN']}",
      false),
  DAILY("daily", "Once a day", "{'frequency':1,'period':1,'periodUnit':'d'}", false),
  TWICE("twice", "Twice a day", "{'frequency':2,'period':1,'periodUnit':'d'}", false),
  THREE_TIMES("three", "Three times a day", "{'frequency':3,'period':1,'periodUnit':'d'}", false),
  OTHER_DAY("other-day", "Every other day", "{'frequency':1,'period':2,'periodUnit':'d'}", false),
  SIX_HOURS(
      "six-hours", "Every 6 hours as needed", "{'frequency':1,'period':6,'periodUnit':'h'}", true),
  FOUR_WEEKS("four-weeks", "Every 4 weeks", "{'frequency':1,'period':4,'periodUnit':'wk'}", false),
  NOT_SAID("none", "Not coded, only in the sig", "", false);

  private final String id;
  private final String label;
  private final String repeat;
  private final boolean asNeeded;

  Frequency(String id, String label, String repeat, boolean asNeeded) {
    this.id = id;
    this.label = label;
    this.repeat = repeat.replace('\'', '"');
    this.asNeeded = asNeeded;
  }

  static Optional<Frequency> named(String id) {
    return Arrays.stream(values()).filter(each -> each.id.equals(id)).findFirst();
  }

  public String id() {
    return id;
  }

  public String label() {
    return label;
  }

  /** JSON; empty where nothing is coded. */
  String repeat() {
    return repeat;
  }

  boolean asNeeded() {
    return asNeeded;
  }
}

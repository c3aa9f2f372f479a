package org.ldncds.fhir;

import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/**
 * How long the units of time are that FHIR timings use (value set units-of-time). A month counts 30
 * days and a year 365: no rule turns on the difference, and a calendar needs a first day.
 */
final class TimeUnits {

  static final long DAY = 86_400;

  private static final Map<String, Long> SECONDS =
      Map.ofEntries(
          Map.entry("s", 1L),
          Map.entry("sec", 1L),
          Map.entry("second", 1L),
          Map.entry("min", 60L),
          Map.entry("mins", 60L),
          Map.entry("minute", 60L),
          Map.entry("h", 3_600L),
          Map.entry("hr", 3_600L),
          Map.entry("hrs", 3_600L),
          Map.entry("hour", 3_600L),
          Map.entry("d", DAY),
          Map.entry("day", DAY),
          Map.entry("wk", 7 * DAY),
          Map.entry("week", 7 * DAY),
          Map.entry("mo", 30 * DAY),
          Map.entry("month", 30 * DAY),
          Map.entry("a", 365 * DAY),
          Map.entry("yr", 365 * DAY),
          Map.entry("year", 365 * DAY));

  private TimeUnits() {}

  /** Seconds in one of the unit, by its UCUM code or its English word; empty where not known. */
  static OptionalLong seconds(String unit) {
    String folded = unit.strip().toLowerCase(Locale.ROOT);
    Long seconds = SECONDS.get(folded);
    if (seconds == null && folded.length() > 3 && folded.endsWith("s")) {
      seconds = SECONDS.get(folded.substring(0, folded.length() - 1));
    }
    return seconds == null ? OptionalLong.empty() : OptionalLong.of(seconds);
  }
}

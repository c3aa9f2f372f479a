package org.ldncds.fhir;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** The simulator's own calendar: the seconds at which something is due, one by one. */
final class SimulatedCalendar {

  private static final long MINUTES = 1_440;
  private static final Map<String, String> DAYS =
      Map.of("d", "1", "wk", "7", "mo", "30", "a", "365");
  private static final Map<String, Integer> MINUTES_OF = Map.of("min", 1, "h", 60);
  private static final Map<String, String> CODES =
      Map.ofEntries(
          Map.entry("QD", "1 1 d"),
          Map.entry("BID", "2 1 d"),
          Map.entry("TID", "3 1 d"),
          Map.entry("QID", "4 1 d"),
          Map.entry("AM", "1 1 d"),
          Map.entry("PM", "1 1 d"),
          Map.entry("BED", "1 1 d"),
          Map.entry("QOD", "1 2 d"),
          Map.entry("Q1H", "1 1 h"),
          Map.entry("Q2H", "1 2 h"),
          Map.entry("Q3H", "1 3 h"),
          Map.entry("Q4H", "1 4 h"),
          Map.entry("Q6H", "1 6 h"),
          Map.entry("Q8H", "1 8 h"),
          Map.entry("WK", "1 1 wk"),
          Map.entry("MO", "1 1 mo"));
  private static final List<String> WEEK = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");

  private final JsonNode timing;
  private final JsonNode repeat;
  private final Set<String> week = new HashSet<>();
  private final Set<String> times = new HashSet<>();
  private List<Long> seldom = List.of();
  private List<Long> often = List.of();
  private long seldomDays = 1;
  private long oftenDays = 1;

  SimulatedCalendar(JsonNode timing) {
    this.timing = timing;
    this.repeat = timing.path("repeat");
    repeat.path("dayOfWeek").forEach(day -> week.add(day.asString()));
    repeat.path("timeOfDay").forEach(time -> times.add(time.asString()));
    JsonNode when = repeat.path("when");
    (when.isString() ? List.of(when) : when.valueStream().toList())
        .forEach(event -> add(event.asString()));
    if (timing.has("event")) {
      events();
    } else if (!saysNothing()) {
      list();
    }
  }

  private void add(String event) {
    if (!Set.of("AC", "PC", "C").contains(event)) {
      times.add(event);
    }
  }

  boolean saysNothing() {
    return !timing.has("event")
        && !timing.has("code")
        && List.of("frequency", "frequencyMax", "period", "dayOfWeek", "timeOfDay", "when", "count")
            .stream()
            .noneMatch(repeat::has);
  }

  List<Long> seldom() {
    return seldom;
  }

  List<Long> often() {
    return often;
  }

  long seldomDays() {
    return seldomDays;
  }

  long oftenDays() {
    return oftenDays;
  }

  int daysOfWeek() {
    return week.size();
  }

  private void events() {
    TreeMap<LocalDate, Set<String>> byDay = new TreeMap<>();
    timing
        .get("event")
        .forEach(
            event ->
                byDay
                    .computeIfAbsent(
                        LocalDate.parse(event.asString().substring(0, 10)), d -> new HashSet<>())
                    .add(event.asString()));
    List<Long> due = new ArrayList<>();
    long gap = 1;
    LocalDate before = null;
    for (LocalDate day : byDay.keySet()) {
      if (before != null) {
        gap = day.toEpochDay() - before.toEpochDay();
      }
      byDay.get(day).forEach(event -> due.add(day.toEpochDay() * MINUTES));
      before = day;
    }
    seldom = due;
    often = due;
    seldomDays = gap * byDay.size(); // each stands for the time until the next
    oftenDays = seldomDays;
  }

  private void list() {
    String[] code =
        CODES.getOrDefault(timing.at("/code/coding/0/code").asString(""), "").split(" ", -1);
    boolean stated = repeat.has("period");
    boolean coded = !stated && code.length == 3;
    boolean plain = !stated && !coded;
    long named = Math.max(1, times.size());
    long least =
        stated || repeat.has("frequency")
            ? repeat.path("frequency").asLong(1)
            : coded ? Long.parseLong(code[0]) : named;
    long most = Math.max(least, repeat.path("frequencyMax").asLong(least));
    String unit = stated ? unitOf(repeat) : coded ? code[2] : "d";
    long shortest =
        minutes(
            stated
                ? repeat.get("period").decimalValue()
                : coded ? new BigDecimal(code[1]) : BigDecimal.ONE,
            unit);
    long longest =
        repeat.has("periodMax") ? minutes(repeat.get("periodMax").decimalValue(), unit) : shortest;
    boolean onlyOnce = plain && week.isEmpty() && times.isEmpty() && !repeat.has("frequency");
    seldomDays = wholeCycles(longest);
    oftenDays = wholeCycles(shortest);
    seldom = due(onlyOnce ? 1 : least, longest, seldomDays);
    often = due(onlyOnce ? 1 : most, shortest, oftenDays);
    List<Long> byName = byName(shortest);
    if (byName.size() > often.size()) {
      often = byName;
    }
  }

  private static String unitOf(JsonNode repeat) {
    return repeat.path("periodUnit").asString(repeat.path("periodUnits").asString(""));
  }

  private static long minutes(BigDecimal period, String unit) {
    BigDecimal minutes =
        MINUTES_OF.containsKey(unit)
            ? period.multiply(BigDecimal.valueOf(MINUTES_OF.get(unit)))
            : period.multiply(new BigDecimal(DAYS.get(unit))).multiply(BigDecimal.valueOf(MINUTES));
    return minutes.longValueExact();
  }

  /** At least a year, in days, that ends where a period, a day and a week end. */
  private static long wholeCycles(long period) {
    long week = 7 * MINUTES;
    long gcd = BigInteger.valueOf(period).gcd(BigInteger.valueOf(week)).longValueExact();
    long cycle = period / gcd * week;
    long whole = cycle;
    while (whole < 365 * MINUTES) {
      whole += cycle;
    }
    return whole / MINUTES;
  }

  private List<Long> due(long frequency, long period, long days) {
    boolean weeks = period % (7 * MINUTES) == 0;
    List<Long> due = new ArrayList<>();
    for (long begin = 0; begin < days * MINUTES; begin += period) {
      for (long i = 0; i < frequency; i++) {
        if (week.isEmpty() || weeks || week.contains(dayOfWeek(begin))) {
          due.add((begin * frequency + i * period) * 60 / frequency);
        }
      }
    }
    return due;
  }

  private static String dayOfWeek(long minute) {
    return WEEK.get((int) (minute / MINUTES % 7));
  }

  /** Each named time of each named day, where the schedule names any. */
  private List<Long> byName(long period) {
    boolean weeks = period % (7 * MINUTES) == 0;
    List<Long> due = new ArrayList<>();
    if (times.isEmpty() && (week.isEmpty() || !weeks)) {
      return due;
    }
    long step = week.isEmpty() || !weeks ? Math.max(period, MINUTES) : MINUTES;
    for (long day = 0; day < oftenDays * MINUTES; day += step) {
      boolean inPeriod = !weeks || week.isEmpty() || day % period < 7 * MINUTES;
      if ((week.isEmpty() || week.contains(dayOfWeek(day))) && inPeriod) {
        for (int i = 0; i < Math.max(1, times.size()); i++) {
          due.add(day);
        }
      }
    }
    return due;
  }

  OptionalLong count() {
    if (timing.has("event")) {
      return OptionalLong.of(seldom.size());
    }
    return repeat.has("countMax")
        ? OptionalLong.of(repeat.get("countMax").asLong())
        : repeat.has("count")
            ? OptionalLong.of(repeat.get("count").asLong())
            : OptionalLong.empty();
  }

  OptionalLong bounds() {
    if (repeat.has("boundsDuration")) {
      return wholeDays(repeat.get("boundsDuration"));
    }
    if (repeat.at("/boundsRange/high").isObject()) {
      return wholeDays(repeat.at("/boundsRange/high"));
    }
    if (repeat.at("/boundsPeriod/end").isString()) {
      LocalDate end = LocalDate.parse(repeat.at("/boundsPeriod/end").asString());
      long days = 1;
      for (LocalDate day = LocalDate.parse(repeat.at("/boundsPeriod/start").asString());
          day.isBefore(end);
          day = day.plusDays(1)) {
        days++;
      }
      return OptionalLong.of(days);
    }
    return OptionalLong.empty();
  }

  private static OptionalLong wholeDays(JsonNode duration) {
    long minutes = minutes(duration);
    long days = 0;
    while (days * MINUTES < minutes) {
      days++;
    }
    return OptionalLong.of(days);
  }

  /** The minutes of a duration; only those are made that have whole ones. */
  static long minutes(JsonNode duration) {
    return minutes(duration.get("value").decimalValue(), duration.get("code").asString());
  }
}

package org.ldncds.fhir;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import org.ldncds.fhir.Simulated.Ratio;
import org.ldncds.fhir.Simulated.Step;
import tools.jackson.databind.JsonNode;

/**
 * A slow second opinion: lists every administration that a dosage in JSON asks for, by day and
 * time, over a year or more of whole cycles, and adds them up. It shares no code with the reader.
 */
final class DosageSimulator {

  private static final long MINUTES = 1_440;

  private final SimulatedAmounts amounts;

  DosageSimulator(SimulatedAmounts amounts) {
    this.amounts = amounts;
  }

  /** The days from the first on which one instruction is in force. */
  private record Span(long from, long to, Step step) {
    static final long NEVER = Long.MAX_VALUE;

    boolean covers(long day) {
      return from <= day && day < to;
    }
  }

  Simulated simulate(JsonNode instructions) {
    List<JsonNode> all = new ArrayList<>();
    instructions.forEach(all::add);
    boolean numbered = all.stream().allMatch(one -> one.has("sequence"));
    boolean dated = all.stream().allMatch(one -> start(one).isPresent());
    List<Step> steps = new ArrayList<>();
    if (all.size() > 1 && numbered && !dated) {
      TreeMap<Integer, List<JsonNode>> groups = new TreeMap<>();
      all.forEach(
          one ->
              groups.computeIfAbsent(one.get("sequence").asInt(), s -> new ArrayList<>()).add(one));
      groups.values().forEach(group -> steps.addAll(together(group, false)));
    } else {
      steps.addAll(together(all, numbered && dated && all.size() > 1));
    }
    return new Simulated(steps);
  }

  private List<Step> together(List<JsonNode> group, boolean replaced) {
    TreeSet<LocalDate> starts = new TreeSet<>();
    group.forEach(one -> start(one).ifPresent(starts::add));
    List<Span> spans = new ArrayList<>();
    for (JsonNode one : group) {
      Step step = step(one);
      Optional<LocalDate> start = start(one);
      long from =
          start.isEmpty() || group.size() == 1 ? 0 : daysBetween(starts.first(), start.get());
      long to = step.days().isPresent() ? from + step.days().getAsLong() : Span.NEVER;
      LocalDate next = start.map(starts::higher).orElse(null);
      if (to == Span.NEVER && replaced && next != null) {
        to = daysBetween(starts.first(), next);
      }
      spans.add(new Span(from, to, step));
    }
    return runs(spans);
  }

  /** Day by day: as long as the same instructions are in force, it is the same step. */
  private static List<Step> runs(List<Span> spans) {
    long last =
        spans.stream()
            .mapToLong(span -> span.to == Span.NEVER ? span.from : span.to)
            .max()
            .orElse(0);
    List<Step> steps = new ArrayList<>();
    List<Span> running = List.of();
    long since = 0;
    TreeSet<Long> days = new TreeSet<>();
    for (long day = 0; day <= Math.min(last, 2_000); day++) {
      days.add(day);
    }
    spans.forEach(span -> days.addAll(List.of(span.from, Math.min(span.to, last))));
    for (long day : days) {
      long today = day;
      List<Span> now = spans.stream().filter(span -> span.covers(today)).toList();
      if (!now.equals(running)) {
        add(steps, running, OptionalLong.of(day - since));
        running = now;
        since = day;
      }
    }
    add(steps, running, OptionalLong.empty());
    return steps;
  }

  private static void add(List<Step> steps, List<Span> spans, OptionalLong days) {
    spans.stream()
        .map(Span::step)
        .reduce(Step::beside)
        .ifPresent(step -> steps.add(step.lasting(days)));
  }

  private static long daysBetween(LocalDate from, LocalDate to) {
    long days = 0;
    for (LocalDate day = from; day.isBefore(to); day = day.plusDays(1)) {
      days++;
    }
    return days;
  }

  private static Optional<LocalDate> start(JsonNode instruction) {
    JsonNode start = instruction.at("/timing/repeat/boundsPeriod/start");
    return start.isMissingNode()
        ? Optional.empty()
        : Optional.of(LocalDate.parse(start.asString()));
  }

  /** One instruction by itself. */
  private Step step(JsonNode instruction) {
    SimulatedAmounts.Amount amount = amounts.of(instruction);
    SimulatedCalendar calendar = new SimulatedCalendar(instruction.path("timing"));
    if (amount.minutes() > 0) {
      return new SimulatedRates(amounts, amount, amounts.patch()).step(instruction, calendar);
    }
    JsonNode cap = instruction.path("maxDosePerPeriod");
    if (calendar.saysNothing()) {
      return upTo(amount, cap, calendar);
    }
    BigDecimal low = BigDecimal.ZERO;
    BigDecimal high = BigDecimal.ZERO;
    long seldom = 0;
    long often = 0;
    for (long ignored : calendar.seldom()) {
      low = low.add(amount.least());
      seldom++;
    }
    for (long ignored : calendar.often()) {
      high = high.add(amount.most());
      often++;
    }
    Ratio least = Ratio.of(low, calendar.seldomDays());
    Ratio most = Ratio.of(high, calendar.oftenDays());
    if (!cap.isMissingNode()) {
      least = least.min(capped(cap, calendar));
      most = most.min(capped(cap, calendar));
    }
    return new Step(
        least,
        most,
        Ratio.of(amount.most(), 1),
        Ratio.of(BigDecimal.valueOf(often), calendar.oftenDays()),
        days(instruction, calendar, amount, seldom));
  }

  /** Taken one after the other until no more is allowed. */
  private Step upTo(SimulatedAmounts.Amount amount, JsonNode cap, SimulatedCalendar calendar) {
    long minutes = SimulatedCalendar.minutes(cap.get("denominator"));
    long days = 1;
    while (days * MINUTES % minutes != 0) {
      days++;
    }
    BigDecimal allowed = BigDecimal.ZERO;
    for (long begin = 0; begin < days * MINUTES; begin += minutes) {
      allowed = allowed.add(amounts.milligrams(cap.get("numerator")));
    }
    Ratio daily = Ratio.of(allowed, days);
    return new Step(
        daily,
        daily,
        Ratio.of(amount.most(), 1),
        Ratio.of(BigDecimal.valueOf(timesWithin(allowed, amount)), days),
        calendar.bounds());
  }

  private static long timesWithin(BigDecimal allowed, SimulatedAmounts.Amount amount) {
    long times = 0;
    BigDecimal left = allowed;
    for (long block = 1_000_000_000_000L; block > 0; block /= 10) { // one by one would take hours
      BigDecimal taken = amount.least().multiply(BigDecimal.valueOf(block));
      while (left.compareTo(taken) >= 0) {
        left = left.subtract(taken);
        times += block;
      }
    }
    return times;
  }

  /** The most of each period, in those of its days on which anything is due. */
  private Ratio capped(JsonNode cap, SimulatedCalendar calendar) {
    BigDecimal most = amounts.milligrams(cap.get("numerator"));
    long minutes = SimulatedCalendar.minutes(cap.get("denominator"));
    int named = calendar.daysOfWeek();
    return named > 0 && minutes <= MINUTES
        ? Ratio.of(most.multiply(BigDecimal.valueOf(MINUTES * named)), minutes * 7)
        : Ratio.of(most.multiply(BigDecimal.valueOf(MINUTES)), minutes);
  }

  private OptionalLong days(
      JsonNode instruction,
      SimulatedCalendar calendar,
      SimulatedAmounts.Amount amount,
      long seldom) {
    OptionalLong end = first(calendar.bounds(), lasting(calendar.count(), calendar, seldom));
    JsonNode ever = instruction.path("maxDosePerLifetime");
    if (ever.isMissingNode()) {
      return end;
    }
    long times = timesWithin(amounts.milligrams(ever), amount);
    return first(end, lasting(OptionalLong.of(times), calendar, seldom));
  }

  /** As many average intervals as administrations, in whole days. */
  static OptionalLong lasting(OptionalLong count, SimulatedCalendar calendar, long seldom) {
    if (count.isEmpty()) {
      return count;
    }
    BigDecimal needed =
        BigDecimal.valueOf(count.getAsLong()).multiply(BigDecimal.valueOf(calendar.seldomDays()));
    long days = 0;
    for (long block = 1_000_000_000_000L; block > 0; block /= 10) {
      while (BigDecimal.valueOf(days + block).multiply(BigDecimal.valueOf(seldom)).compareTo(needed)
          <= 0) {
        days += block;
      }
    }
    boolean whole =
        BigDecimal.valueOf(days).multiply(BigDecimal.valueOf(seldom)).compareTo(needed) == 0;
    return OptionalLong.of(whole ? days : days + 1);
  }

  static OptionalLong first(OptionalLong a, OptionalLong b) {
    return a.isPresent() && b.isPresent()
        ? OptionalLong.of(Math.min(a.getAsLong(), b.getAsLong()))
        : a.isPresent() ? a : b;
  }
}

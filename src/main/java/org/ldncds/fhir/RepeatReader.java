package org.ldncds.fhir;

import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.TimeType;
import org.hl7.fhir.r4.model.Timing;
import org.hl7.fhir.r4.model.Timing.EventTiming;
import org.hl7.fhir.r4.model.Timing.TimingRepeatComponent;
import org.ldncds.clinical.facts.DosageReading.Unreadable;
import org.ldncds.clinical.quantity.Frequency;
import org.ldncds.fhir.TimingReader.Schedule;

/**
 * Reads Timing.repeat and Timing.code: so many times in a period, on named days, at named times.
 * Times that are named may be more than the frequency says; then both are allowed for.
 */
final class RepeatReader {

  private static final int DAYS_A_WEEK = 7;

  /** In microseconds, as all periods here. */
  private static final long DAY = TimeUnits.DAY * TimingReader.MICROS;

  /** Before, at and after meals: FHIR does not say at how many of them. */
  private static final Set<EventTiming> ANY_MEAL =
      EnumSet.of(EventTiming.AC, EventTiming.C, EventTiming.PC);

  /** The codes of the FHIR value set for timing abbreviations, and those of their kind. */
  private static final Map<String, Times> CODES =
      Map.ofEntries(
          Map.entry("QD", Times.in(1, DAY)),
          Map.entry("AM", Times.in(1, DAY)),
          Map.entry("PM", Times.in(1, DAY)),
          Map.entry("BED", Times.in(1, DAY)),
          Map.entry("BID", Times.in(2, DAY)),
          Map.entry("TID", Times.in(3, DAY)),
          Map.entry("QID", Times.in(4, DAY)),
          Map.entry("QOD", Times.in(1, 2 * DAY)),
          Map.entry("Q1H", Times.everyHours(1)),
          Map.entry("Q2H", Times.everyHours(2)),
          Map.entry("Q3H", Times.everyHours(3)),
          Map.entry("Q4H", Times.everyHours(4)),
          Map.entry("Q6H", Times.everyHours(6)),
          Map.entry("Q8H", Times.everyHours(8)),
          Map.entry("Q12H", Times.everyHours(12)),
          Map.entry("Q24H", Times.everyHours(24)),
          Map.entry("WK", Times.in(1, 7 * DAY)),
          Map.entry("MO", Times.in(1, 30 * DAY)));

  private RepeatReader() {}

  /**
   * So many times in a period.
   *
   * @param least times in the longest period
   * @param most times in the shortest period
   * @param shortest period in microseconds
   * @param longest period in microseconds
   */
  private record Times(long least, long most, long shortest, long longest) {
    static Times in(long times, long micros) {
      return new Times(times, times, micros, micros);
    }

    static Times everyHours(long hours) {
      return in(1, hours * DAY / 24);
    }

    Frequency leastOften() {
      return frequency(least, longest);
    }

    Frequency mostOften() {
      return frequency(most, shortest);
    }
  }

  private static Frequency frequency(long times, long micros) {
    return new Frequency(Math.multiplyExact(times, DAY), micros);
  }

  static Schedule schedule(Timing timing) {
    TimingRepeatComponent repeat = timing.getRepeat();
    int days = (int) repeat.getDayOfWeek().stream().map(d -> d.getValue()).distinct().count();
    Optional<Times> coded = coded(timing);
    Optional<Times> stated = stated(repeat);
    long named = named(repeat);
    if (timing.hasCode() && coded.isEmpty() && stated.isEmpty() && !isNamed(repeat)) {
      throw new NotReadException(Unreadable.TIMING_NOT_UNDERSTOOD);
    }
    Times times = stated.or(() -> coded).or(() -> byNames(repeat, named)).orElse(null);
    OptionalLong count = count(repeat);
    if (times == null) {
      return once(count);
    }
    Frequency least = times.leastOften();
    Frequency most = max(times.mostOften(), names(times, named, days));
    coded.ifPresent(code -> requireWithin(code.leastOften(), least, most));
    return days == 0 || isInWeeks(times)
        ? new Schedule(least, most, count, days == 0 ? DAYS_A_WEEK : days)
        : new Schedule(onDays(least, times, days), onDays(most, times, days), count, days);
  }

  /** One administration, and nothing else said. */
  private static Schedule once(OptionalLong count) {
    if (!count.equals(OptionalLong.of(1))) {
      throw new NotReadException(Unreadable.TIMING_NOT_UNDERSTOOD);
    }
    return new Schedule(Frequency.ONCE_DAILY, Frequency.ONCE_DAILY, count, DAYS_A_WEEK);
  }

  private static Optional<Times> coded(Timing timing) {
    return Stream.concat(
            timing.getCode().getCoding().stream().map(coding -> coding.getCode()),
            Stream.of(timing.getCode().getText()))
        .filter(Objects::nonNull)
        .map(code -> CODES.get(code.strip().toUpperCase(Locale.ROOT)))
        .filter(Objects::nonNull)
        .findFirst();
  }

  private static Optional<Times> stated(TimingRepeatComponent repeat) {
    if (!repeat.hasPeriod() && !repeat.hasPeriodMax()) {
      return repeat.hasFrequency() || repeat.hasFrequencyMax()
          ? withoutPeriod(repeat)
          : Optional.empty();
    }
    OptionalLong unit =
        repeat.hasPeriodUnit()
            ? TimeUnits.seconds(repeat.getPeriodUnit().toCode())
            : OptionalLong.empty();
    long shortest = TimingReader.micros(repeat.getPeriod(), unit);
    long longest =
        repeat.hasPeriodMax() ? TimingReader.micros(repeat.getPeriodMax(), unit) : shortest;
    if (longest < shortest) {
      throw new NotReadException(Unreadable.TIMING_NOT_UNDERSTOOD);
    }
    return Optional.of(times(repeat, shortest, longest));
  }

  /** "Twice" in no period means a day only where times of the day are named. */
  private static Optional<Times> withoutPeriod(TimingRepeatComponent repeat) {
    if (!repeat.hasWhen() && !repeat.hasTimeOfDay()) {
      throw new NotReadException(Unreadable.TIMING_NOT_UNDERSTOOD);
    }
    return Optional.of(times(repeat, DAY, DAY));
  }

  private static Times times(TimingRepeatComponent repeat, long shortest, long longest) {
    long least = repeat.hasFrequency() ? repeat.getFrequency() : 1;
    long most = repeat.hasFrequencyMax() ? repeat.getFrequencyMax() : least;
    if (TimingReader.isOutside(least) || TimingReader.isOutside(most) || most < least) {
      throw new NotReadException(Unreadable.TIMING_NOT_UNDERSTOOD);
    }
    return new Times(least, most, shortest, longest);
  }

  private static boolean isNamed(TimingRepeatComponent repeat) {
    return repeat.hasDayOfWeek() || repeat.hasTimeOfDay() || repeat.hasWhen();
  }

  private static Optional<Times> byNames(TimingRepeatComponent repeat, long named) {
    if (!isNamed(repeat)) {
      return Optional.empty();
    }
    if (named == 0 && repeat.hasWhen()) {
      throw new NotReadException(Unreadable.TIMING_NOT_UNDERSTOOD); // at how many meals?
    }
    return Optional.of(Times.in(Math.max(1, named), DAY));
  }

  /** How many times of the day are named. */
  private static long named(TimingRepeatComponent repeat) {
    if (repeat.getTimeOfDay().stream().anyMatch(RepeatReader::isNoTime)
        || repeat.getDayOfWeek().stream().anyMatch(day -> day.getValue() == null)) {
      throw new NotReadException(Unreadable.TIMING_NOT_UNDERSTOOD);
    }
    long clock = repeat.getTimeOfDay().stream().map(TimeType::getValue).distinct().count();
    long events =
        repeat.getWhen().stream()
            .map(when -> when.getValue())
            .filter(when -> when != null && !ANY_MEAL.contains(when))
            .distinct()
            .count();
    if (clock > 0 && events > 0 && clock != events) {
      throw new NotReadException(Unreadable.CONTRADICTORY);
    }
    return Math.max(clock, events);
  }

  private static boolean isNoTime(TimeType time) {
    try {
      LocalTime.parse(String.valueOf(time.getValue()));
      return false;
    } catch (DateTimeParseException e) {
      return true;
    }
  }

  /** "Once a day" in the morning and in the evening may be two doses. */
  private static Frequency names(Times times, long named, int days) {
    boolean daysCount = days > 0 && isInWeeks(times);
    if (named == 0 && !daysCount) {
      return times.mostOften();
    }
    long inPeriod = Math.max(1, named) * (daysCount ? days : 1);
    return frequency(inPeriod, Math.max(times.shortest, DAY));
  }

  /** "Three times a week" and "every second week" say how often; the days say only when. */
  private static boolean isInWeeks(Times times) {
    long week = DAYS_A_WEEK * DAY;
    return times.shortest % week == 0 && times.longest % week == 0;
  }

  private static Frequency onDays(Frequency aDay, Times times, int days) {
    if (DAY % times.shortest != 0 || DAY % times.longest != 0) {
      throw new NotReadException(Unreadable.TIMING_NOT_UNDERSTOOD); // every second day, if a Monday
    }
    return new Frequency(
        Math.multiplyExact(aDay.times(), days), Math.multiplyExact(aDay.days(), DAYS_A_WEEK));
  }

  private static void requireWithin(Frequency code, Frequency least, Frequency most) {
    if (code.compareTo(least) < 0 || code.compareTo(most) > 0) {
      throw new NotReadException(Unreadable.CONTRADICTORY);
    }
  }

  private static Frequency max(Frequency a, Frequency b) {
    return a.compareTo(b) >= 0 ? a : b;
  }

  private static OptionalLong count(TimingRepeatComponent repeat) {
    if (!repeat.hasCount() && !repeat.hasCountMax()) {
      return OptionalLong.empty();
    }
    long most = repeat.hasCountMax() ? repeat.getCountMax() : repeat.getCount();
    if (TimingReader.isOutside(most)
        || (repeat.hasCount() && repeat.getCount() < 1)
        || most < repeat.getCount()) {
      throw new NotReadException(Unreadable.TIMING_NOT_UNDERSTOOD);
    }
    return OptionalLong.of(most);
  }
}

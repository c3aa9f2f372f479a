package org.ldncds.fhir;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.hl7.fhir.r4.model.Duration;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.TimeType;
import org.hl7.fhir.r4.model.Timing;
import org.hl7.fhir.r4.model.Timing.TimingRepeatComponent;
import org.hl7.fhir.r4.model.Timing.UnitsOfTime;
import org.ldncds.clinical.facts.DosageReading.Unreadable;
import org.ldncds.clinical.quantity.Frequency;

/**
 * Reads how often and for how long something is taken from a FHIR Timing. Nothing stated is never
 * "once a day".
 */
final class TimingReader {

  /**
   * How often something is taken.
   *
   * @param least where a range is allowed
   * @param most where a range is allowed
   */
  record Schedule(Frequency least, Frequency most) {
    static Schedule exactly(Frequency frequency) {
      return new Schedule(frequency, frequency);
    }
  }

  /** The codes of the FHIR value set for timing abbreviations. */
  private static final Map<String, Frequency> CODES =
      Map.ofEntries(
          Map.entry("QD", new Frequency(1, 1)),
          Map.entry("AM", new Frequency(1, 1)),
          Map.entry("PM", new Frequency(1, 1)),
          Map.entry("BED", new Frequency(1, 1)),
          Map.entry("BID", new Frequency(2, 1)),
          Map.entry("TID", new Frequency(3, 1)),
          Map.entry("QID", new Frequency(4, 1)),
          Map.entry("QOD", new Frequency(1, 2)),
          Map.entry("Q1H", new Frequency(24, 1)),
          Map.entry("Q2H", new Frequency(12, 1)),
          Map.entry("Q3H", new Frequency(8, 1)),
          Map.entry("Q4H", new Frequency(6, 1)),
          Map.entry("Q6H", new Frequency(4, 1)),
          Map.entry("Q8H", new Frequency(3, 1)),
          Map.entry("WK", new Frequency(1, 7)),
          Map.entry("MO", new Frequency(1, 30)));

  private static final int HOURS_A_DAY = 24;
  private static final int LARGEST_PERIOD = 10_000;

  private TimingReader() {}

  /**
   * @throws NotReadException where the timing states no frequency, or one that is not understood
   */
  static Schedule schedule(Timing timing) {
    TimingRepeatComponent repeat = timing.getRepeat();
    if (timing.hasEvent() || repeat.getTimeOfDay().stream().anyMatch(TimingReader::isNoTime)) {
      throw new NotReadException(Unreadable.TIMING_NOT_UNDERSTOOD);
    }
    if (repeat.hasFrequency() || repeat.hasPeriod()) {
      return byPeriod(repeat);
    }
    int timesADay = Math.max(repeat.getTimeOfDay().size(), repeat.getWhen().size());
    if (repeat.hasDayOfWeek()) {
      return Schedule.exactly(
          new Frequency((long) repeat.getDayOfWeek().size() * Math.max(1, timesADay), 7));
    }
    if (timesADay > 0) {
      return Schedule.exactly(Frequency.timesADay(timesADay));
    }
    return byCode(timing);
  }

  private static boolean isNoTime(TimeType time) {
    try {
      LocalTime.parse(String.valueOf(time.getValue()));
      return false;
    } catch (DateTimeParseException e) {
      return true;
    }
  }

  private static Schedule byCode(Timing timing) {
    return timing.getCode().getCoding().stream()
        .map(coding -> coding.getCode() == null ? null : CODES.get(coding.getCode()))
        .filter(Objects::nonNull)
        .findFirst()
        .map(Schedule::exactly)
        .orElseThrow(
            () ->
                new NotReadException(
                    timing.hasCode() || timing.hasRepeat()
                        ? Unreadable.TIMING_NOT_UNDERSTOOD
                        : Unreadable.NO_TIMING));
  }

  private static Schedule byPeriod(TimingRepeatComponent repeat) {
    long frequency = repeat.hasFrequency() ? repeat.getFrequency() : 1;
    long most =
        Math.max(
            repeat.hasFrequencyMax() ? repeat.getFrequencyMax() : frequency, namedTimes(repeat));
    BigDecimal period = repeat.hasPeriod() ? repeat.getPeriod() : BigDecimal.ONE;
    BigDecimal longest = repeat.hasPeriodMax() ? repeat.getPeriodMax() : period;
    if (frequency < 1
        || most < frequency
        || most > LARGEST_PERIOD
        || isOutside(period)
        || isOutside(longest)
        || longest.compareTo(period) < 0) {
      throw new NotReadException(Unreadable.TIMING_NOT_UNDERSTOOD);
    }
    UnitsOfTime unit = repeat.hasPeriodUnit() ? repeat.getPeriodUnit() : UnitsOfTime.D;
    if (repeat.hasDayOfWeek() && unit == UnitsOfTime.D && period.compareTo(BigDecimal.ONE) == 0) {
      long days = repeat.getDayOfWeek().size();
      return new Schedule(new Frequency(frequency * days, 7), new Frequency(most * days, 7));
    }
    return new Schedule(ratio(frequency, longest, unit), ratio(most, period, unit));
  }

  /** "Once a day" in the morning and in the evening may be two doses. */
  private static long namedTimes(TimingRepeatComponent repeat) {
    boolean daily =
        repeat.hasPeriod()
            && repeat.getPeriod().compareTo(BigDecimal.ONE) == 0
            && repeat.getPeriodUnit() == UnitsOfTime.D;
    return daily ? Math.max(repeat.getTimeOfDay().size(), repeat.getWhen().size()) : 0;
  }

  private static boolean isOutside(BigDecimal period) {
    return period.signum() <= 0
        || Math.abs((long) period.scale()) > 6
        || period.compareTo(BigDecimal.valueOf(LARGEST_PERIOD)) > 0;
  }

  private static Frequency ratio(long times, BigDecimal period, UnitsOfTime unit) {
    long scale = BigDecimal.TEN.pow(Math.max(0, period.scale())).longValueExact();
    long whole = period.multiply(BigDecimal.valueOf(scale)).longValueExact();
    return switch (unit) {
      case H -> new Frequency(Math.multiplyExact(times * HOURS_A_DAY, scale), whole);
      case D -> new Frequency(Math.multiplyExact(times, scale), whole);
      case WK -> new Frequency(Math.multiplyExact(times, scale), Math.multiplyExact(whole, 7L));
      case MO -> new Frequency(Math.multiplyExact(times, scale), Math.multiplyExact(whole, 30L));
      case A, MIN, S, NULL -> throw new NotReadException(Unreadable.TIMING_NOT_UNDERSTOOD);
    };
  }

  /** Days for which the timing is in force; empty where it has no end. */
  static OptionalLong days(Timing timing, Schedule schedule) {
    TimingRepeatComponent repeat = timing.getRepeat();
    if (repeat.hasBoundsDuration()) {
      return OptionalLong.of(days(repeat.getBoundsDuration()));
    }
    if (repeat.hasBoundsRange()) {
      Quantity bound =
          repeat.getBoundsRange().hasHigh()
              ? repeat.getBoundsRange().getHigh()
              : repeat.getBoundsRange().getLow();
      return OptionalLong.of(days(bound));
    }
    if (repeat.hasBoundsPeriod()) {
      return periodDays(repeat);
    }
    if (repeat.hasCount()) {
      long times = repeat.hasCountMax() ? repeat.getCountMax() : repeat.getCount();
      long dayCount =
          Math.floorDiv(
              Math.addExact(
                  Math.multiplyExact(times, schedule.least().days()), schedule.least().times() - 1),
              schedule.least().times());
      return OptionalLong.of(Math.max(1, dayCount));
    }
    return OptionalLong.empty();
  }

  private static OptionalLong periodDays(TimingRepeatComponent repeat) {
    Optional<LocalDate> start = FhirDates.earliest(repeat.getBoundsPeriod().getStartElement());
    Optional<LocalDate> end = FhirDates.latest(repeat.getBoundsPeriod().getEndElement());
    if (start.isEmpty() || end.isEmpty()) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(Math.max(1, ChronoUnit.DAYS.between(start.get(), end.get()) + 1));
  }

  /** Whole days of a duration, rounded up. */
  static long days(Quantity duration) {
    BigDecimal value = duration.getValue();
    String code =
        duration.hasCode() ? duration.getCode() : duration.hasUnit() ? duration.getUnit() : "";
    if (value == null || isOutside(value)) {
      throw new NotReadException(Unreadable.TIMING_NOT_UNDERSTOOD);
    }
    BigDecimal days =
        switch (code.strip().toLowerCase(Locale.ROOT)) {
          case "h", "hour", "hours" ->
              value.divide(BigDecimal.valueOf(HOURS_A_DAY), 0, RoundingMode.CEILING);
          case "d", "day", "days" -> value;
          case "wk", "week", "weeks" -> value.multiply(BigDecimal.valueOf(7));
          case "mo", "month", "months" -> value.multiply(BigDecimal.valueOf(30));
          case "a", "year", "years" -> value.multiply(BigDecimal.valueOf(365));
          default -> throw new NotReadException(Unreadable.TIMING_NOT_UNDERSTOOD);
        };
    return days.setScale(0, RoundingMode.CEILING).longValueExact();
  }

  /** The same for a supply, empty where it states nothing that can be read. */
  static OptionalLong supplyDays(Duration duration) {
    try {
      return duration.hasValue() ? OptionalLong.of(days(duration)) : OptionalLong.empty();
    } catch (NotReadException e) {
      return OptionalLong.empty();
    }
  }
}

package org.ldncds.fhir;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Duration;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Range;
import org.hl7.fhir.r4.model.Timing;
import org.hl7.fhir.r4.model.Timing.TimingRepeatComponent;
import org.jspecify.annotations.Nullable;
import org.ldncds.clinical.facts.DosageReading.Unreadable;
import org.ldncds.clinical.quantity.Frequency;

/**
 * Reads how often and for how long something is taken from a FHIR R4 Timing. Nothing stated is
 * never "once a day". A frequency is the average over the full cycle of the schedule.
 */
final class TimingReader {

  /**
   * How often something is taken.
   *
   * @param least where a range is allowed
   * @param most where a range is allowed
   * @param times after so many it ends; empty where no number is stated
   * @param daysOfWeek on how many days of the week; 7 where none are named
   */
  record Schedule(Frequency least, Frequency most, OptionalLong times, int daysOfWeek) {

    /** Whole days that so many of the administrations take, each counted with its interval. */
    long days(long administrations) {
      long days = Math.multiplyExact(administrations, least.days());
      return Math.max(1, ceiling(days, least.times()));
    }
  }

  static final long MICROS = 1_000_000;
  private static final long LARGEST_PERIOD = 10_000;

  private TimingReader() {}

  /** True where the timing, bounds apart, says nothing about how often. */
  static boolean isOpen(Timing timing) {
    TimingRepeatComponent repeat = timing.getRepeat();
    return !timing.hasEvent()
        && !timing.hasCode()
        && !repeat.hasFrequency()
        && !repeat.hasFrequencyMax()
        && !repeat.hasPeriod()
        && !repeat.hasPeriodMax()
        && !repeat.hasDayOfWeek()
        && !repeat.hasTimeOfDay()
        && !repeat.hasWhen()
        && !repeat.hasCount();
  }

  /**
   * @throws NotReadException where the timing states no frequency, or one that is not understood
   */
  static Schedule schedule(Timing timing) {
    if (isOpen(timing)) {
      throw new NotReadException(Unreadable.NO_TIMING);
    }
    if (timing.hasEvent()) {
      return EventReader.schedule(timing);
    }
    return RepeatReader.schedule(timing);
  }

  /** Days for which the timing is in force; empty where it has no end. The first end counts. */
  static OptionalLong days(Timing timing, Schedule schedule) {
    return Stream.of(
            bounds(timing),
            schedule.times().isPresent()
                ? OptionalLong.of(schedule.days(schedule.times().getAsLong()))
                : OptionalLong.empty())
        .filter(OptionalLong::isPresent)
        .mapToLong(OptionalLong::getAsLong)
        .min();
  }

  /** Days of the bounds alone; empty where there are none, or where they are open. */
  static OptionalLong bounds(Timing timing) {
    TimingRepeatComponent repeat = timing.getRepeat();
    if (repeat.hasBoundsDuration()) {
      return OptionalLong.of(exactDays(repeat.getBoundsDuration()));
    }
    if (repeat.hasBoundsRange()) {
      return rangeDays(repeat.getBoundsRange());
    }
    return repeat.hasBoundsPeriod() ? periodDays(repeat) : OptionalLong.empty();
  }

  private static OptionalLong rangeDays(Range range) {
    if (!range.getHigh().hasValue()) {
      if (range.getLow().hasValue()) {
        exactDays(range.getLow());
      }
      return OptionalLong.empty();
    }
    long high = exactDays(range.getHigh());
    return OptionalLong.of(
        range.getLow().hasValue() ? Math.max(high, exactDays(range.getLow())) : high);
  }

  private static OptionalLong periodDays(TimingRepeatComponent repeat) {
    Optional<LocalDate> start = FhirDates.earliest(repeat.getBoundsPeriod().getStartElement());
    Optional<LocalDate> end = FhirDates.latest(repeat.getBoundsPeriod().getEndElement());
    if (start.isEmpty() || end.isEmpty()) {
      return OptionalLong.empty();
    }
    if (end.get().isBefore(start.get())) {
      throw new NotReadException(Unreadable.CONTRADICTORY);
    }
    return OptionalLong.of(ChronoUnit.DAYS.between(start.get(), end.get()) + 1);
  }

  private static long exactDays(Quantity duration) {
    if (duration.hasComparator()) {
      throw new NotReadException(Unreadable.NOT_EXACT);
    }
    return days(duration);
  }

  /** Whole days of a duration, rounded up. */
  static long days(Quantity duration) {
    long micros = micros(duration.getValue(), unitSeconds(duration));
    return ceiling(micros, TimeUnits.DAY * MICROS);
  }

  /**
   * Whole seconds of a duration, above zero.
   *
   * @throws NotReadException where it is none, so long or short that nobody means it, or no whole
   *     number of seconds
   */
  static long seconds(Quantity duration) {
    return wholeSeconds(micros(duration.getValue(), unitSeconds(duration)));
  }

  static long wholeSeconds(long micros) {
    if (micros % MICROS != 0) {
      throw new NotReadException(Unreadable.TIMING_NOT_UNDERSTOOD);
    }
    return micros / MICROS;
  }

  /** Microseconds, so that decimals of days stay exact. */
  static long micros(@Nullable BigDecimal value, OptionalLong unitSeconds) {
    if (unitSeconds.isEmpty() || value == null || isOutside(value)) {
      throw new NotReadException(Unreadable.TIMING_NOT_UNDERSTOOD);
    }
    return value
        .multiply(BigDecimal.valueOf(unitSeconds.getAsLong()))
        .multiply(BigDecimal.valueOf(MICROS))
        .longValueExact();
  }

  private static OptionalLong unitSeconds(Quantity duration) {
    OptionalLong coded =
        duration.hasCode() ? TimeUnits.seconds(duration.getCode()) : OptionalLong.empty();
    return coded.isEmpty() && duration.hasUnit() ? TimeUnits.seconds(duration.getUnit()) : coded;
  }

  private static boolean isOutside(BigDecimal period) {
    return period.signum() <= 0
        || Math.abs((long) period.scale()) > 6
        || period.compareTo(BigDecimal.valueOf(LARGEST_PERIOD)) > 0;
  }

  static boolean isOutside(long times) {
    return times < 1 || times > LARGEST_PERIOD;
  }

  private static long ceiling(long a, long b) {
    return Math.floorDiv(Math.addExact(a, b - 1), b);
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

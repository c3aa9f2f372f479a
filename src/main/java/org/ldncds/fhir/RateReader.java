package org.ldncds.fhir;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.OptionalLong;
import org.hl7.fhir.r4.model.Dosage;
import org.hl7.fhir.r4.model.Timing;
import org.hl7.fhir.r4.model.Timing.TimingRepeatComponent;
import org.ldncds.clinical.drug.Drug;
import org.ldncds.clinical.drug.Form;
import org.ldncds.clinical.facts.DosageReading.Unreadable;
import org.ldncds.clinical.facts.DoseStep;
import org.ldncds.clinical.quantity.DailyDose;
import org.ldncds.clinical.quantity.Dose;
import org.ldncds.clinical.quantity.Frequency;
import org.ldncds.fhir.AmountReader.Amount;
import org.ldncds.fhir.TimingReader.Schedule;

/**
 * Reads what runs or is given off at a rate: an infusion for a stated time, one that runs all day,
 * or a patch that is worn until the next. The amount of one administration is what it gives in all.
 */
final class RateReader {

  private RateReader() {}

  /**
   * @param rate an amount in so many seconds
   */
  static DoseStep step(Amount rate, Dosage dosage, Drug drug, boolean asNeeded) {
    Timing timing = dosage.getTiming();
    boolean open = TimingReader.isOpen(timing);
    if (timing.getRepeat().hasDuration() || timing.getRepeat().hasDurationMax()) {
      return forSomeTime(rate, timing, asNeeded);
    }
    if (drug.form() == Form.PATCH) {
      return worn(rate, timing, asNeeded);
    }
    if (!open) {
      throw new NotReadException(Unreadable.NO_DURATION);
    }
    return allDay(rate, timing, asNeeded);
  }

  private static DoseStep forSomeTime(Amount rate, Timing timing, boolean asNeeded) {
    TimingRepeatComponent repeat = timing.getRepeat();
    OptionalLong unit =
        repeat.hasDurationUnit()
            ? TimeUnits.seconds(repeat.getDurationUnit().toCode())
            : OptionalLong.empty();
    BigDecimal shortest = repeat.hasDuration() ? repeat.getDuration() : repeat.getDurationMax();
    BigDecimal longest = repeat.hasDurationMax() ? repeat.getDurationMax() : shortest;
    long least = TimingReader.wholeSeconds(TimingReader.micros(shortest, unit));
    long most = TimingReader.wholeSeconds(TimingReader.micros(longest, unit));
    Schedule schedule = TimingReader.schedule(timing);
    if (most < least
        || isLongerThanItsInterval(least, schedule.least())
        || isLongerThanItsInterval(most, schedule.most())) {
      throw new NotReadException(Unreadable.CONTRADICTORY);
    }
    Dose single = in(rate.most(), most, 1, rate);
    return new DoseStep(
        daily(rate.least(), least, schedule.least(), rate),
        daily(rate.most(), most, schedule.most(), rate),
        single,
        schedule.most(),
        asNeeded,
        TimingReader.days(timing, schedule));
  }

  private static boolean isLongerThanItsInterval(long seconds, Frequency frequency) {
    return Math.multiplyExact(seconds, frequency.times())
        > Math.multiplyExact(TimeUnits.DAY, frequency.days());
  }

  /** One patch after the other, however often they are changed. */
  private static DoseStep worn(Amount rate, Timing timing, boolean asNeeded) {
    Schedule schedule = TimingReader.schedule(timing);
    boolean uneven =
        schedule.daysOfWeek() < 7
            && (schedule.least().times() > 1 || schedule.least().days() % 7 != 0);
    if (timing.hasEvent() || uneven) {
      throw new NotReadException(Unreadable.NO_DURATION); // how long the last one is worn
    }
    Frequency changed = schedule.least();
    long wornTimes = Math.multiplyExact(TimeUnits.DAY, changed.days());
    Dose longestWorn = in(rate.most(), wornTimes, changed.times(), rate);
    return new DoseStep(
        daily(rate.least(), TimeUnits.DAY, Frequency.ONCE_DAILY, rate),
        daily(rate.most(), TimeUnits.DAY, Frequency.ONCE_DAILY, rate),
        longestWorn,
        schedule.most(),
        asNeeded,
        TimingReader.days(timing, schedule));
  }

  /** Bounds of less than a day are the time it runs. */
  private static DoseStep allDay(Amount rate, Timing timing, boolean asNeeded) {
    TimingRepeatComponent repeat = timing.getRepeat();
    long seconds =
        repeat.hasBoundsDuration()
            ? Math.min(TimeUnits.DAY, TimingReader.seconds(repeat.getBoundsDuration()))
            : TimeUnits.DAY;
    Dose most = in(rate.most(), seconds, 1, rate);
    return new DoseStep(
        daily(rate.least(), seconds, Frequency.ONCE_DAILY, rate),
        daily(rate.most(), seconds, Frequency.ONCE_DAILY, rate),
        most,
        Frequency.ONCE_DAILY,
        asNeeded,
        TimingReader.bounds(timing));
  }

  /** The exact average of an amount that runs for so many seconds so often. */
  private static DailyDose daily(Dose amount, long seconds, Frequency frequency, Amount rate) {
    return DailyDose.of(
        amount,
        new Frequency(
            Math.multiplyExact(seconds, frequency.times()),
            Math.multiplyExact(rate.perSeconds().orElseThrow(), frequency.days())));
  }

  private static Dose in(Dose amount, long seconds, long parts, Amount rate) {
    BigDecimal per = BigDecimal.valueOf(Math.multiplyExact(rate.perSeconds().orElseThrow(), parts));
    return new Dose(
        amount
            .milligrams()
            .multiply(BigDecimal.valueOf(seconds))
            .divide(per, MathContext.DECIMAL128));
  }
}

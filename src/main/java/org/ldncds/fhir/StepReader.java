package org.ldncds.fhir;

import java.math.RoundingMode;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Dosage;
import org.hl7.fhir.r4.model.Quantity;
import org.ldncds.clinical.drug.Drug;
import org.ldncds.clinical.facts.DosageReading.Unreadable;
import org.ldncds.clinical.facts.DoseStep;
import org.ldncds.clinical.quantity.DailyDose;
import org.ldncds.clinical.quantity.Dose;
import org.ldncds.clinical.quantity.Frequency;
import org.ldncds.fhir.AmountReader.Amount;
import org.ldncds.fhir.TimingReader.Schedule;

/** Reads the structured parts of one FHIR R4 Dosage into the step it describes. */
final class StepReader {

  private final AmountReader amountReader;

  StepReader(AmountReader amountReader) {
    this.amountReader = amountReader;
  }

  /**
   * @throws NotReadException where any part that matters cannot be read
   * @throws ArithmeticException where the figures are beyond all reason
   */
  DoseStep step(Dosage dosage, Drug drug) {
    if (ResourceParser.isBroken(dosage)) {
      throw new NotReadException(Unreadable.VALUE_NOT_VALID);
    }
    if (dosage.hasModifierExtension() || dosage.getTiming().hasModifierExtension()) {
      throw new NotReadException(Unreadable.MODIFIER_NOT_KNOWN);
    }
    if (!dosage.hasDoseAndRate() && !dosage.hasTiming()) {
      throw new NotReadException(dosage.hasText() ? Unreadable.TEXT_ONLY : Unreadable.MISSING);
    }
    Amount stated = amountReader.read(dosage.getDoseAndRate(), drug);
    boolean open = TimingReader.isOpen(dosage.getTiming());
    if (stated.perSeconds().isPresent()) {
      DoseStep step = RateReader.step(stated, dosage, drug, isAsNeeded(dosage));
      requireWithinMaxima(step, dosage, drug);
      return capped(step, dosage, drug);
    }
    Amount amount = limited(stated, dosage, drug);
    if (open && dosage.getMaxDosePerPeriod().hasNumerator()) {
      return upTo(cap(dosage, drug, amount), amount, dosage);
    }
    Schedule schedule = TimingReader.schedule(dosage.getTiming());
    DoseStep step =
        new DoseStep(
            DailyDose.of(amount.least(), schedule.least()),
            DailyDose.of(amount.most(), schedule.most()),
            amount.most(),
            schedule.most(),
            isAsNeeded(dosage),
            days(dosage, amount, schedule, drug));
    return capped(step, dosage, drug);
  }

  /** Ended by the bounds, by the number of times, or by the most that may ever be taken. */
  private OptionalLong days(Dosage dosage, Amount amount, Schedule schedule, Drug drug) {
    OptionalLong stated = TimingReader.days(dosage.getTiming(), schedule);
    if (!dosage.hasMaxDosePerLifetime()) {
      return stated;
    }
    Dose ever = amountReader.single(dosage.getMaxDosePerLifetime(), drug).most();
    if (ever.isBelow(amount.least())) {
      throw new NotReadException(Unreadable.CONTRADICTORY);
    }
    long days = schedule.days(wholeTimes(ever, amount.least()));
    return stated.isPresent()
        ? OptionalLong.of(Math.min(days, stated.getAsLong()))
        : OptionalLong.of(days);
  }

  /** The most at one time limits ranges and doses per kilogram; a fixed dose must keep to it. */
  private Amount limited(Amount stated, Dosage dosage, Drug drug) {
    if (!dosage.hasMaxDosePerAdministration()) {
      return stated;
    }
    Dose most = amountReader.single(dosage.getMaxDosePerAdministration(), drug).most();
    boolean perKilogram = dosage.getDoseAndRate().stream().anyMatch(StepReader::isPerKilogram);
    if (stated.least().isAbove(most) && !perKilogram) {
      throw new NotReadException(Unreadable.CONTRADICTORY);
    }
    return new Amount(stated.least().min(most), stated.most().min(most), stated.perSeconds());
  }

  private void requireWithinMaxima(DoseStep step, Dosage dosage, Drug drug) {
    if (dosage.hasMaxDosePerLifetime()) {
      throw new NotReadException(Unreadable.NO_DURATION); // it ends sooner than its bounds say
    }
    if (dosage.hasMaxDosePerAdministration()
        && step.largestSingle()
            .isAbove(amountReader.single(dosage.getMaxDosePerAdministration(), drug).most())) {
      throw new NotReadException(Unreadable.CONTRADICTORY);
    }
  }

  private static boolean isPerKilogram(Dosage.DosageDoseAndRateComponent stated) {
    return Stream.of(stated.getDose())
        .flatMap(
            dose ->
                dose instanceof Quantity quantity
                    ? Stream.of(quantity)
                    : Stream.of(stated.getDoseRange().getHigh(), stated.getDoseRange().getLow()))
        .anyMatch(quantity -> (quantity.getCode() + " " + quantity.getUnit()).contains("/kg"));
  }

  /** As needed up to a maximum, without a frequency: as often as the maximum allows. */
  private static DoseStep upTo(DailyDose cap, Amount amount, Dosage dosage) {
    long times = wholeTimes(cap.total(), amount.least());
    return new DoseStep(
        cap,
        cap,
        amount.most(),
        new Frequency(Math.max(1, times), cap.days()),
        isAsNeeded(dosage),
        TimingReader.bounds(dosage.getTiming()));
  }

  private static long wholeTimes(Dose total, Dose single) {
    return total.milligrams().divide(single.milligrams(), 0, RoundingMode.FLOOR).longValueExact();
  }

  private DoseStep capped(DoseStep step, Dosage dosage, Drug drug) {
    if (!dosage.getMaxDosePerPeriod().hasNumerator()) {
      return step;
    }
    Amount single = new Amount(step.largestSingle(), step.largestSingle(), OptionalLong.empty());
    DailyDose cap = onDays(cap(dosage, drug, single), dosage);
    return new DoseStep(
        step.leastDaily().min(cap),
        step.mostDaily().min(cap),
        step.largestSingle(),
        step.frequency(),
        step.asNeeded(),
        step.days());
  }

  /** A maximum a day allows nothing on the days that are left out. */
  private static DailyDose onDays(DailyDose cap, Dosage dosage) {
    long days =
        dosage.getTiming().getRepeat().getDayOfWeek().stream()
            .map(d -> d.getValue())
            .distinct()
            .count();
    boolean aDay =
        TimingReader.seconds(dosage.getMaxDosePerPeriod().getDenominator()) <= TimeUnits.DAY;
    return days > 0 && aDay
        ? new DailyDose(cap.total().times(days), Math.multiplyExact(cap.days(), 7L))
        : cap;
  }

  /** The most that maxDosePerPeriod allows, on the average day. */
  private DailyDose cap(Dosage dosage, Drug drug, Amount single) {
    Dose most = amountReader.single(dosage.getMaxDosePerPeriod().getNumerator(), drug).most();
    if (most.isBelow(single.least())) {
      throw new NotReadException(Unreadable.CONTRADICTORY);
    }
    Frequency periods =
        new Frequency(
            TimeUnits.DAY, TimingReader.seconds(dosage.getMaxDosePerPeriod().getDenominator()));
    return DailyDose.of(most, periods);
  }

  private static boolean isAsNeeded(Dosage dosage) {
    return dosage.hasAsNeededCodeableConcept()
        || (dosage.hasAsNeededBooleanType()
            && Boolean.TRUE.equals(dosage.getAsNeededBooleanType().getValue()));
  }
}

package org.ldncds.clinical.sig;

import java.math.RoundingMode;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.ldncds.clinical.facts.DosageReading.Unreadable;
import org.ldncds.clinical.facts.DoseStep;
import org.ldncds.clinical.quantity.DailyDose;
import org.ldncds.clinical.quantity.Dose;
import org.ldncds.clinical.quantity.Frequency;
import org.ldncds.clinical.sig.StepDraft.Cap;
import org.ldncds.clinical.sig.StepDraft.Total;
import org.ldncds.clinical.sig.Timing.Schedule;

/** Turns one gathered step into an exact one. */
final class StepWriter {

  private final Strengths strengths;
  private final StepDraft step;

  StepWriter(Strengths strengths, StepDraft step) {
    this.strengths = strengths;
    this.step = step;
  }

  DoseStep write(Optional<Schedule> schedule, OptionalLong days) {
    DoseStep whole =
        step.parts().size() > 1
            ? parts(days)
            : single(step.part().resolve(strengths), schedule, days);
    step.totals().forEach(total -> requireTotal(total, whole));
    return whole;
  }

  private DoseStep single(Range dose, Optional<Schedule> schedule, OptionalLong days) {
    boolean severalStrengths = !step.part().amount().orElseThrow().isSingle();
    if (severalStrengths && schedule.filter(s -> !s.isOnceDaily()).isPresent()) {
      throw new NotUnderstoodException(); // "1 and 2 capsules morning and evening"
    }
    if (schedule.isEmpty() && step.cap().isPresent()) {
      return upToCap(dose, days);
    }
    return plain(dose, schedule, days);
  }

  /** A dose taken so often, with what may be repeated and the most that is allowed. */
  DoseStep plain(Range dose, Optional<Schedule> stated, OptionalLong days) {
    Schedule schedule = stated.orElseThrow(() -> new NotUnderstoodException(Unreadable.NO_TIMING));
    Frequency most = repeated(schedule.most());
    requireLongerThanPeriod(schedule.most(), days);
    DailyDose least = DailyDose.of(dose.least(), schedule.least());
    DailyDose highest = DailyDose.of(dose.most(), most);
    Optional<DailyDose> cap = cap(dose);
    if (step.isRepeatedUntilCap() && cap.isEmpty()) {
      throw new NotUnderstoodException();
    }
    if (cap.isPresent()) {
      highest = step.isRepeatedUntilCap() ? cap.get() : highest.min(cap.get());
      least = least.min(highest);
    }
    return new DoseStep(least, highest, dose.most(), most, step.isAsNeeded(), days);
  }

  /** "weekly for 3 days" means three days in each week. */
  private static void requireLongerThanPeriod(Frequency frequency, OptionalLong days) {
    boolean spaced = frequency.times() == 1 && frequency.days() > 1;
    if (spaced && days.isPresent() && days.getAsLong() <= frequency.days()) {
      throw new NotUnderstoodException();
    }
  }

  private Frequency repeated(Frequency frequency) {
    return new Frequency(
        Math.multiplyExact(frequency.times(), 1L + step.repeats()), frequency.days());
  }

  /** Only the most allowed is said: "1 tab as needed, max 3 a day". */
  private DoseStep upToCap(Range dose, OptionalLong days) {
    DailyDose cap = cap(dose).orElseThrow();
    long times =
        cap.total()
            .milligrams()
            .divide(dose.least().milligrams(), 0, RoundingMode.FLOOR)
            .longValueExact();
    Frequency frequency = new Frequency(times, cap.days());
    return new DoseStep(cap, cap, dose.most(), frequency, step.isAsNeeded(), days);
  }

  private Optional<DailyDose> cap(Range dose) {
    if (step.cap().isEmpty()) {
      return Optional.empty();
    }
    Cap cap = step.cap().get();
    Dose most = most(cap, dose);
    if (most.isBelow(dose.least())) {
      throw new NotUnderstoodException();
    }
    return Optional.of(new DailyDose(most, cap.days()));
  }

  private Dose most(Cap cap, Range dose) {
    if (cap.amount().isPresent()) {
      return strengths.resolve(cap.amount().get(), List.of()).most();
    }
    if (cap.ofDoses()) {
      return dose.most().times(cap.number());
    }
    Amount amount = step.part().amount().orElseThrow();
    if (amount.isMass() || !amount.isSingle()) {
      throw new NotUnderstoodException();
    }
    Quantity one = amount.sum().get(0);
    Quantity counted = new Quantity(cap.number(), cap.number(), one.unit(), one.own());
    return strengths
        .known(new Amount(List.of(counted), false))
        .orElseThrow(() -> new NotUnderstoodException(Unreadable.STRENGTH_NOT_KNOWN))
        .most();
  }

  /** "1 mg in the morning and 2 mg at night", "Mon-Fri 1 mg, Sat Sun 2 mg". */
  private DoseStep parts(OptionalLong days) {
    if (step.isAsNeeded()
        || step.repeats() > 0
        || step.isRepeatedUntilCap()
        || step.cap().isPresent()) {
      throw new NotUnderstoodException();
    }
    requireApart();
    DoseStep sum = null;
    for (Part part : step.parts()) {
      DoseStep one = plain(part.resolve(strengths), part.timing().schedule(), days);
      sum = sum == null ? one : beside(sum, one);
    }
    return Optional.ofNullable(sum).orElseThrow();
  }

  private void requireApart() {
    Set<Kind> slots = EnumSet.noneOf(Kind.class);
    int weekdays = 0;
    boolean onWeekdays = step.part().timing().hasWeekdays();
    for (Part part : step.parts()) {
      Timing timing = part.timing();
      boolean apart =
          onWeekdays
              ? timing.hasWeekdays() && (weekdays & timing.weekdays()) == 0
              : timing.hasTimes()
                  && !timing.hasWeekdays()
                  && timing.slots().stream().noneMatch(slots::contains);
      if (!apart || timing.isOnceOnly()) {
        throw new NotUnderstoodException();
      }
      slots.addAll(timing.slots());
      weekdays |= timing.weekdays();
    }
  }

  private static DoseStep beside(DoseStep a, DoseStep b) {
    return new DoseStep(
        a.leastDaily().plus(b.leastDaily()),
        a.mostDaily().plus(b.mostDaily()),
        a.largestSingle().max(b.largestSingle()),
        StepsWriter.sum(a.frequency(), b.frequency()),
        a.asNeeded(),
        a.days());
  }

  private void requireTotal(Total total, DoseStep whole) {
    Range stated = strengths.resolve(total.amount(), List.of());
    boolean daily =
        whole.mostDaily().isExactly(stated.most()) && whole.leastDaily().isExactly(stated.least());
    boolean single =
        !total.daily()
            && step.parts().size() == 1
            && step.part().resolve(strengths).isSameAs(stated);
    if (!daily && !single) {
      throw new NotUnderstoodException();
    }
  }
}

package org.ldncds.clinical.sig;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.ldncds.clinical.facts.DosageReading.Unreadable;
import org.ldncds.clinical.facts.DoseStep;
import org.ldncds.clinical.quantity.Dose;
import org.ldncds.clinical.quantity.Frequency;
import org.ldncds.clinical.sig.StepDraft.Label;
import org.ldncds.clinical.sig.StepDraft.Rise;
import org.ldncds.clinical.sig.Timing.Schedule;

/** Turns the gathered steps into exact ones: lengths, timings that carry over, milligrams. */
final class StepsWriter {

  private final Strengths strengths;
  private final int mostSteps;
  private final List<DoseStep> written = new ArrayList<>();
  private long dayAfter = 1;

  StepsWriter(Strengths strengths, int mostSteps) {
    this.strengths = strengths;
    this.mostSteps = mostSteps;
  }

  List<DoseStep> write(List<StepDraft> steps) {
    strengths.requireProductAgrees();
    requireTimesAgree(steps);
    List<Optional<Schedule>> schedules = schedules(steps);
    for (int i = 0; i < steps.size(); i++) {
      StepDraft step = steps.get(i);
      OptionalLong days = days(steps, i);
      requireLabelFollows(step);
      if (step.rise().isPresent()) {
        rise(steps.get(i - 1), step, schedules.get(i));
      }
      add(new StepWriter(strengths, step).write(schedules.get(i), days), days);
    }
    return written;
  }

  private void add(DoseStep step, OptionalLong days) {
    if (written.size() >= mostSteps) {
      throw new NotUnderstoodException(Unreadable.BEYOND_REASON);
    }
    written.add(step);
    dayAfter += days.orElse(0);
  }

  /** Each step but the last must have a length. */
  private OptionalLong days(List<StepDraft> steps, int i) {
    StepDraft step = steps.get(i);
    if (i == steps.size() - 1) {
      return step.days().isEmpty() && step.part().timing().isOnceOnly()
          ? OptionalLong.of(1)
          : step.days();
    }
    if (step.days().isPresent()) {
      return step.days();
    }
    Optional<Rise> next = steps.get(i + 1).rise();
    if (next.isPresent()) {
      return OptionalLong.of(next.get().everyDays());
    }
    if (step.part().timing().isOnceOnly()) {
      return OptionalLong.of(1);
    }
    Optional<Label> following = steps.get(i + 1).label().filter(Label::from);
    if (following.isPresent() && following.get().firstDay() > dayAfter) {
      return OptionalLong.of(following.get().firstDay() - dayAfter);
    }
    throw new NotUnderstoodException();
  }

  private void requireLabelFollows(StepDraft step) {
    Optional<Label> label = step.label();
    if (label.isPresent() && label.get().firstDay() != dayAfter) {
      throw new NotUnderstoodException();
    }
  }

  /** The steps between the one before and the target. */
  private void rise(StepDraft before, StepDraft target, Optional<Schedule> schedule) {
    Rise rise = target.rise().orElseThrow();
    Range by = strengths.resolve(rise.by(), List.of());
    Range end = target.part().resolve(strengths);
    Range dose = before.part().resolve(strengths);
    boolean exact = before.parts().size() == 1 && isExact(by) && isExact(end) && isExact(dose);
    Dose step = rise.down() ? Dose.ZERO.minus(by.most()) : by.most();
    if (!exact || rise.down() != end.most().isBelow(dose.most()) || end.isSameAs(dose)) {
      throw new NotUnderstoodException();
    }
    Dose next = dose.most().plus(step);
    while (rise.down() ? next.isAbove(end.most()) : next.isBelow(end.most())) {
      OptionalLong days = OptionalLong.of(rise.everyDays());
      Range between = new Range(next, next);
      add(new StepWriter(strengths, target).plain(between, schedule, days), days);
      next = next.plus(step);
    }
  }

  private static boolean isExact(Range range) {
    return range.least().compareTo(range.most()) == 0;
  }

  /**
   * A timing said once holds for the steps after it; said at the end, for those before, where it is
   * once a day.
   */
  private static List<Optional<Schedule>> schedules(List<StepDraft> steps) {
    List<Optional<Schedule>> schedules = new ArrayList<>();
    Optional<Schedule> last = Optional.empty();
    boolean several = false;
    for (StepDraft step : steps) {
      Optional<Schedule> own =
          step.parts().size() == 1 ? step.part().timing().schedule() : Optional.empty();
      boolean carries = step.parts().size() == 1 && own.isEmpty();
      if (carries && several) {
        throw new NotUnderstoodException(Unreadable.NO_TIMING);
      }
      if (step.rise().isPresent() && own.isPresent() && last.isPresent() && !own.equals(last)) {
        throw new NotUnderstoodException();
      }
      schedules.add(carries ? last : own);
      several = step.parts().size() > 1;
      boolean once = step.part().timing().isOnceOnly();
      last = once ? Optional.empty() : carries ? last : own;
    }
    Optional<Schedule> only =
        schedules.stream().flatMap(Optional::stream).findFirst().filter(Schedule::isOnceDaily);
    for (int i = 0; i < steps.size() && steps.get(i).parts().size() == 1; i++) {
      if (schedules.get(i).isPresent()) {
        break;
      }
      schedules.set(i, only);
    }
    return schedules;
  }

  /** "1 mg am for 14 days and 2 mg pm for 14 days" may be taken together. */
  private static void requireTimesAgree(List<StepDraft> steps) {
    for (int i = 1; i < steps.size(); i++) {
      Set<Kind> before = steps.get(i - 1).part().timing().slots();
      Set<Kind> now = steps.get(i).part().timing().slots();
      boolean differ = !before.isEmpty() && !now.isEmpty() && !before.equals(now);
      if (differ && steps.get(i).isBegunWithoutWord()) {
        throw new NotUnderstoodException();
      }
    }
  }

  static boolean inTheMorning(List<StepDraft> steps) {
    Set<Kind> slots = EnumSet.noneOf(Kind.class);
    for (StepDraft step : steps) {
      step.parts().forEach(part -> slots.addAll(part.timing().slots()));
    }
    return slots.equals(Set.of(Kind.MORNING));
  }

  static Frequency sum(Frequency a, Frequency b) {
    long times =
        Math.addExact(
            Math.multiplyExact(a.times(), b.days()), Math.multiplyExact(b.times(), a.days()));
    return new Frequency(times, Math.multiplyExact(a.days(), b.days()));
  }
}

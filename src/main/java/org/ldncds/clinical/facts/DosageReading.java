package org.ldncds.clinical.facts;

import java.util.List;
import org.ldncds.clinical.quantity.DailyDose;
import org.ldncds.clinical.quantity.Dose;

/**
 * What an order's dosage says, or why it could not be read. Nothing in between: a dose is never
 * guessed.
 */
public sealed interface DosageReading {

  /**
   * Why a dosage could not be read; each reason has its words in the wording file. The less telling
   * come first.
   */
  enum Unreadable {
    MISSING,
    TEXT_ONLY,
    NO_DOSE,
    NO_TIMING,
    /** The text was not understood, or not surely. */
    TEXT_NOT_UNDERSTOOD,
    /** The text tells of a later step that was not understood. */
    TAPER_NOT_UNDERSTOOD,
    TIMING_NOT_UNDERSTOOD,
    /** An amount per hour, without the time it runs. */
    NO_DURATION,
    STRENGTH_NOT_KNOWN,
    WEIGHT_NOT_KNOWN,
    WEIGHT_TOO_OLD,
    UNIT_NOT_KNOWN,
    /** "Less than", "at least". */
    NOT_EXACT,
    CONTRADICTORY,
    MODIFIER_NOT_KNOWN,
    VALUE_NOT_VALID,
    NOT_POSITIVE,
    BEYOND_REASON;

    /** True where something may only not be written yet. */
    public boolean isUnfinished() {
      return compareTo(TIMING_NOT_UNDERSTOOD) < 0;
    }

    /** True where the text may still say what the structured parts do not. */
    public boolean leavesRoomForText() {
      return compareTo(UNIT_NOT_KNOWN) < 0;
    }
  }

  /** Read in full; at least one step, in the order they are taken. */
  record Read(List<DoseStep> steps) implements DosageReading {
    public Read {
      steps = List.copyOf(steps);
      if (steps.isEmpty()) {
        throw new IllegalArgumentException("A dosage that was read has a step");
      }
    }

    public DoseStep first() {
      return steps.get(0);
    }

    /** The step taken so many days after the first day; the last step once all are over. */
    public DoseStep after(long days) {
      long left = days;
      for (DoseStep step : steps) {
        if (step.days().isEmpty() || left < step.days().getAsLong()) {
          return step;
        }
        left -= step.days().getAsLong();
      }
      return steps.get(steps.size() - 1);
    }

    /** How long the step of that day has been taken by then, in days. */
    public long daysInStep(long days) {
      long left = days;
      for (DoseStep step : steps) {
        if (step.days().isEmpty() || left < step.days().getAsLong()) {
          break;
        }
        left -= step.days().getAsLong();
      }
      return left;
    }

    public DailyDose mostDaily() {
      return steps.stream().map(DoseStep::mostDaily).reduce(DailyDose::max).orElseThrow();
    }

    public DailyDose leastDaily() {
      return steps.stream().map(DoseStep::leastDaily).reduce(DailyDose::min).orElseThrow();
    }

    public Dose largestSingle() {
      return steps.stream().map(DoseStep::largestSingle).reduce(Dose::max).orElseThrow();
    }
  }

  /** Not read. */
  record NotRead(Unreadable reason) implements DosageReading {
    public NotRead orMoreTelling(NotRead other) {
      return other.reason.compareTo(reason) > 0 ? other : this;
    }
  }
}

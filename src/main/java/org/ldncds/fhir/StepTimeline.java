package org.ldncds.fhir;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import org.hl7.fhir.r4.model.Dosage;
import org.ldncds.clinical.facts.DosageReading.Unreadable;
import org.ldncds.clinical.facts.DoseStep;
import org.ldncds.clinical.quantity.Frequency;

/**
 * Puts the steps of several instructions in the order in which they are taken. Different sequence
 * numbers follow each other; the dates of periods place instructions in time; all else is taken
 * together, each as long as it lasts. FHIR R4 Dosage.sequence.
 */
final class StepTimeline {

  /**
   * The steps of one instruction.
   *
   * @param from days after the first day of all
   */
  private record Part(long from, List<DoseStep> steps) {

    /** The step on a day; empty before the first and after the last. */
    Optional<DoseStep> on(long day) {
      long left = day - from;
      for (DoseStep step : left < 0 ? List.<DoseStep>of() : steps) {
        if (step.days().isEmpty() || left < step.days().getAsLong()) {
          return Optional.of(step);
        }
        left -= step.days().getAsLong();
      }
      return Optional.empty();
    }

    boolean isOpenBeforeItsEnd() {
      return steps.stream().limit(steps.size() - 1L).anyMatch(step -> step.days().isEmpty());
    }

    /** The days on which a step begins or ends. */
    List<Long> changes() {
      List<Long> changes = new ArrayList<>(List.of(from));
      long day = from;
      for (DoseStep step : steps) {
        if (step.days().isEmpty()) {
          break;
        }
        day = Math.addExact(day, step.days().getAsLong());
        changes.add(day);
      }
      return changes;
    }
  }

  private StepTimeline() {}

  /**
   * @param steps of each instruction, in the same order
   */
  static List<DoseStep> steps(List<Dosage> instructions, List<List<DoseStep>> steps) {
    if (instructions.size() == 1) {
      return steps.get(0);
    }
    boolean numbered = instructions.stream().allMatch(Dosage::hasSequence);
    boolean dated = instructions.stream().allMatch(dosage -> start(dosage).isPresent());
    if (!numbered || dated) {
      return together(parts(instructions, steps, numbered));
    }
    Map<Integer, List<Integer>> bySequence = new TreeMap<>();
    for (int i = 0; i < instructions.size(); i++) {
      bySequence.computeIfAbsent(instructions.get(i).getSequence(), s -> new ArrayList<>()).add(i);
    }
    List<DoseStep> all = new ArrayList<>();
    for (List<Integer> same : bySequence.values()) {
      all.addAll(
          together(
              parts(
                  same.stream().map(instructions::get).toList(),
                  same.stream().map(steps::get).toList(),
                  false)));
    }
    return all;
  }

  private static Optional<LocalDate> start(Dosage dosage) {
    return dosage.getTiming().getRepeat().hasBoundsPeriod()
        ? FhirDates.earliest(dosage.getTiming().getRepeat().getBoundsPeriod().getStartElement())
        : Optional.empty();
  }

  /**
   * @param replacing true where an instruction without an end lasts until the next begins
   */
  private static List<Part> parts(
      List<Dosage> instructions, List<List<DoseStep>> steps, boolean replacing) {
    TreeSet<LocalDate> starts = new TreeSet<>();
    instructions.forEach(dosage -> start(dosage).ifPresent(starts::add));
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < instructions.size(); i++) {
      Optional<LocalDate> start = start(instructions.get(i));
      LocalDate next = replacing ? starts.higher(start.orElseThrow()) : null;
      List<DoseStep> own =
          next == null
              ? steps.get(i)
              : until(steps.get(i), ChronoUnit.DAYS.between(start.orElseThrow(), next));
      parts.add(
          new Part(start.map(day -> ChronoUnit.DAYS.between(starts.first(), day)).orElse(0L), own));
    }
    return parts;
  }

  private static List<DoseStep> until(List<DoseStep> steps, long days) {
    DoseStep only = steps.get(0);
    return steps.size() == 1 && only.days().isEmpty()
        ? List.of(lasting(only, OptionalLong.of(days)))
        : steps;
  }

  /** From each change to the next, what is taken in between. */
  private static List<DoseStep> together(List<Part> parts) {
    if (parts.size() == 1) {
      return parts.get(0).steps();
    }
    if (parts.stream().anyMatch(Part::isOpenBeforeItsEnd)) {
      throw new NotReadException(Unreadable.TAPER_NOT_UNDERSTOOD); // who knows what meets what
    }
    TreeSet<Long> changes = new TreeSet<>();
    parts.forEach(part -> changes.addAll(part.changes()));
    List<DoseStep> steps = new ArrayList<>();
    for (long day : changes) {
      Long next = changes.higher(day);
      OptionalLong days = next == null ? OptionalLong.empty() : OptionalLong.of(next - day);
      parts.stream()
          .sorted(Comparator.comparing(Part::from))
          .flatMap(part -> part.on(day).stream())
          .reduce(StepTimeline::beside)
          .ifPresent(step -> steps.add(lasting(step, days)));
    }
    return steps;
  }

  private static DoseStep lasting(DoseStep step, OptionalLong days) {
    return new DoseStep(
        step.leastDaily(),
        step.mostDaily(),
        step.largestSingle(),
        step.frequency(),
        step.asNeeded(),
        days);
  }

  private static DoseStep beside(DoseStep a, DoseStep b) {
    return new DoseStep(
        a.leastDaily().plus(b.leastDaily()),
        a.mostDaily().plus(b.mostDaily()),
        a.largestSingle().max(b.largestSingle()),
        sum(a.frequency(), b.frequency()),
        a.asNeeded() && b.asNeeded(),
        OptionalLong.empty());
  }

  private static Frequency sum(Frequency a, Frequency b) {
    long times =
        Math.addExact(
            Math.multiplyExact(a.times(), b.days()), Math.multiplyExact(b.times(), a.days()));
    return new Frequency(times, Math.multiplyExact(a.days(), b.days()));
  }
}

package org.ldncds.clinical.check;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.ldncds.clinical.drug.Drug.NaltrexoneKind;
import org.ldncds.clinical.facts.ClinicalFacts;
import org.ldncds.clinical.facts.DosageReading.NotRead;
import org.ldncds.clinical.facts.DosageReading.Read;
import org.ldncds.clinical.facts.DoseStep;
import org.ldncds.clinical.facts.Order;
import org.ldncds.clinical.facts.Witness;
import org.ldncds.clinical.facts.Witness.State;
import org.ldncds.clinical.protocol.DoseLimits;
import org.ldncds.clinical.protocol.Windows;

/**
 * Where an order for oral naltrexone stands in the patient's course of it.
 *
 * @param present the dose taken now or until at most the lapse limit ago; empty at a start
 * @param daysAtPresent how long the present dose has been taken; empty where its first day is not
 *     known
 */
public record Course(Kind kind, Optional<DoseStep> present, OptionalLong daysAtPresent) {

  /** The kinds of order. */
  public enum Kind {
    START,
    STEP,
    RENEWAL,
    /** From a standard dose to a low one: no start. */
    SWITCH,
    /** Oral naltrexone is taken, but its dose could not be read. */
    UNKNOWN
  }

  public static Course of(Order order, ClinicalFacts facts, DoseLimits limits, Windows windows) {
    LocalDate day = order.judgedOn(facts.today());
    List<Witness> oral =
        facts
            .exposuresTo(drug -> drug.naltrexone().equals(Optional.of(NaltrexoneKind.ORAL)))
            .stream()
            .flatMap(exposure -> exposure.witnesses().stream())
            .toList();
    Optional<Witness> found =
        oral.stream()
            .filter(witness -> isPresent(witness, day, windows))
            .min(
                Comparator.comparing((Witness w) -> w.state() == State.CURRENT ? 0 : 1)
                    .thenComparing(w -> w.dosage() instanceof Read ? 0 : 1)
                    .thenComparing(
                        w -> w.recorded().orElse(LocalDate.MIN), Comparator.reverseOrder())
                    .thenComparing(w -> w.record().toString()));
    if (found.isEmpty()) {
      return new Course(Kind.START, Optional.empty(), OptionalLong.empty());
    }
    Witness witness = found.get();
    if (witness.dosage() instanceof NotRead) {
      return new Course(Kind.UNKNOWN, Optional.empty(), OptionalLong.empty());
    }
    return at(
        (Read) witness.dosage(), witness, firstDay(witness, oral, windows), order, day, limits);
  }

  /** The first day of the same dose over renewals that follow each other without a lapse. */
  private static Optional<LocalDate> firstDay(
      Witness present, List<Witness> oral, Windows windows) {
    Optional<LocalDate> first = present.since();
    List<Witness> earlier =
        oral.stream()
            .filter(w -> w.since().isPresent() && w.dosage().equals(present.dosage()))
            .sorted(Comparator.comparing((Witness w) -> w.since().orElseThrow()).reversed())
            .toList();
    for (Witness witness : earlier) {
      LocalDate since = witness.since().orElseThrow();
      LocalDate until = witness.lastDose().orElse(LocalDate.MAX.minusDays(windows.courseLapse()));
      if (first.isPresent()
          && since.isBefore(first.get())
          && !until.plusDays(windows.courseLapse()).isBefore(first.get())) {
        first = Optional.of(since);
      }
    }
    return first;
  }

  private static boolean isPresent(Witness witness, LocalDate day, Windows windows) {
    return witness.state() == State.CURRENT
        || (witness.lastDose().isPresent()
            && !witness.lastDose().get().plusDays(windows.courseLapse()).isBefore(day));
  }

  private static Course at(
      Read reading,
      Witness witness,
      Optional<LocalDate> since,
      Order order,
      LocalDate day,
      DoseLimits limits) {
    OptionalLong taken =
        since
            .map(
                first ->
                    OptionalLong.of(
                        Math.max(
                            0, ChronoUnit.DAYS.between(first, witness.lastDose().orElse(day)))))
            .orElse(OptionalLong.empty());
    DoseStep present = reading.after(taken.orElse(Long.MAX_VALUE));
    OptionalLong inStep =
        taken.isPresent()
            ? OptionalLong.of(reading.daysInStep(taken.getAsLong()))
            : OptionalLong.empty();
    Kind kind;
    if (isSameDose(reading, present, order) && isSameProduct(witness, order)) {
      kind = Kind.RENEWAL;
    } else {
      kind = present.mostDaily().isAbove(limits.ldnMaximum()) ? Kind.SWITCH : Kind.STEP;
    }
    return new Course(kind, Optional.of(present), inStep);
  }

  private static boolean isSameDose(Read reading, DoseStep present, Order order) {
    if (!(order.dosage() instanceof Read ordered)) {
      return false;
    }
    return ordered.steps().equals(reading.steps())
        || (ordered.steps().size() == 1
            && ordered.first().mostDaily().compareTo(present.mostDaily()) == 0
            && ordered.first().largestSingle().compareTo(present.largestSingle()) == 0);
  }

  /**
   * The strength tells a 50 mg tablet from a compounded capsule; where one record names none, it
   * does not differ.
   */
  private static boolean isSameProduct(Witness witness, Order order) {
    var before = witness.drug().strength();
    var ordered = order.drug().strength();
    return before.isEmpty() || ordered.isEmpty() || before.equals(ordered);
  }
}

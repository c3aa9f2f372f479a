package org.ldncds.clinical.check;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.ldncds.clinical.facts.ClinicalFacts;
import org.ldncds.clinical.facts.DosageReading.NotRead;
import org.ldncds.clinical.facts.DosageReading.Read;
import org.ldncds.clinical.facts.DosageReading.Unreadable;
import org.ldncds.clinical.facts.DoseStep;
import org.ldncds.clinical.facts.Order;
import org.ldncds.clinical.facts.Witness;
import org.ldncds.clinical.facts.Witness.State;
import org.ldncds.clinical.protocol.DoseLimits;
import org.ldncds.clinical.protocol.Windows;

/**
 * Where an order for naltrexone stands in the patient's course of the same kind of product.
 *
 * @param present the dose taken now or until at most the lapse limit ago; empty at a start
 * @param daysAtPresent how long the present dose has been taken; empty where its first day is not
 *     known
 * @param since the first day of the present dose, or of the sequence it is part of
 */
public record Course(
    Kind kind, Optional<DoseStep> present, OptionalLong daysAtPresent, Optional<LocalDate> since) {

  /** The kinds of order. */
  public enum Kind {
    START,
    STEP,
    RENEWAL,
    /** From a standard dose to a low one: no start. */
    SWITCH,
    /** Naltrexone is taken, but its dose could not be read. */
    UNKNOWN
  }

  private static final Course START =
      new Course(Kind.START, Optional.empty(), OptionalLong.empty(), Optional.empty());
  private static final Course UNKNOWN =
      new Course(Kind.UNKNOWN, Optional.empty(), OptionalLong.empty(), Optional.empty());

  public static Course of(Order order, ClinicalFacts facts, DoseLimits limits, Windows windows) {
    LocalDate day = order.judgedOn(facts.today());
    List<Witness> records =
        facts.exposuresTo(drug -> drug.naltrexone().equals(order.drug().naltrexone())).stream()
            .flatMap(exposure -> exposure.witnesses().stream())
            .toList();
    List<Witness> present =
        records.stream().filter(witness -> isPresent(witness, day, windows)).toList();
    if (present.isEmpty()) {
      return START;
    }
    return decisive(present)
        .filter(witness -> witness.dosage() instanceof Read)
        .map(witness -> at(witness, firstDay(witness, records, windows), order, day, limits))
        .orElse(UNKNOWN);
  }

  /** A record whose first day is still to come tells nothing of the present. */
  private static boolean isPresent(Witness witness, LocalDate day, Windows windows) {
    boolean begun = witness.since().map(first -> !first.isAfter(day)).orElse(true);
    boolean taken =
        witness.state() == State.CURRENT
            || (witness.lastDose().isPresent()
                && !witness.lastDose().get().plusDays(windows.courseLapse()).isBefore(day));
    return begun && taken;
  }

  /**
   * The record that tells the dose: what is taken before what has lapsed, and the newest of those.
   * One that states no dose at all, as many dispenses do, leaves it to the others; one whose dose
   * is stated but not readable does not.
   */
  static Optional<Witness> decisive(List<Witness> present) {
    List<Witness> telling = present.stream().filter(Course::statesADose).toList();
    return telling.stream()
        .min(
            Comparator.comparing((Witness w) -> w.state() == State.CURRENT ? 0 : 1)
                .thenComparing(Course::newest, Comparator.reverseOrder())
                .thenComparing(w -> w.dosage() instanceof Read ? 0 : 1)
                .thenComparing(w -> w.record().toString()));
  }

  private static boolean statesADose(Witness witness) {
    return !(witness.dosage() instanceof NotRead notRead && notRead.reason() == Unreadable.MISSING);
  }

  /** Of two orders written on one day, the later first day is the newer dose. */
  private static LocalDate newest(Witness witness) {
    return Stream.of(witness.recorded(), witness.since())
        .flatMap(Optional::stream)
        .max(Comparator.naturalOrder())
        .orElse(LocalDate.MIN);
  }

  /** The first day of the same dose over renewals that follow each other without a lapse. */
  static Optional<LocalDate> firstDay(Witness present, List<Witness> records, Windows windows) {
    Optional<LocalDate> first = present.since();
    List<Witness> earlier =
        records.stream()
            .filter(w -> w.since().isPresent() && isSameDose(w, present))
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

  /** Tapers are the same only where every step is; otherwise the amounts decide. */
  private static boolean isSameDose(Witness witness, Witness present) {
    return witness.dosage() instanceof Read a
        && present.dosage() instanceof Read b
        && (a.equals(b)
            || (a.steps().size() == 1
                && b.steps().size() == 1
                && isSameDose(a.first(), b.first())));
  }

  private static boolean isSameDose(DoseStep a, DoseStep b) {
    return a.mostDaily().compareTo(b.mostDaily()) == 0
        && a.largestSingle().compareTo(b.largestSingle()) == 0;
  }

  private static Course at(
      Witness witness, Optional<LocalDate> since, Order order, LocalDate day, DoseLimits limits) {
    Read reading = (Read) witness.dosage();
    if (since.isEmpty() && reading.steps().size() > 1) {
      return isRenewalOf(reading.steps(), order, witness, limits)
          ? new Course(
              Kind.RENEWAL, Optional.of(reading.first()), OptionalLong.empty(), Optional.empty())
          : UNKNOWN; // nobody can say which step of the sequence is taken
    }
    OptionalLong taken =
        since
            .map(first -> ChronoUnit.DAYS.between(first, witness.lastDose().orElse(day)))
            .map(days -> OptionalLong.of(Math.max(0, days)))
            .orElse(OptionalLong.empty());
    DoseStep present = reading.after(taken.orElse(0));
    // what is taken as needed may not have been taken on any of those days
    OptionalLong inStep =
        taken.isPresent() && !present.asNeeded()
            ? OptionalLong.of(reading.daysInStep(taken.getAsLong()))
            : OptionalLong.empty();
    Kind kind =
        isRenewalOf(reading.steps(), order, witness, limits)
                || isRenewalOf(List.of(present), order, witness, limits)
            ? Kind.RENEWAL
            : present.mostDaily().isAbove(limits.ldnMaximum()) ? Kind.SWITCH : Kind.STEP;
    return new Course(kind, Optional.of(present), inStep, since);
  }

  private static boolean isRenewalOf(
      List<DoseStep> steps, Order order, Witness witness, DoseLimits limits) {
    if (!(order.dosage() instanceof Read ordered)
        || ordered.steps().size() != steps.size()
        || !isSameProduct(witness, order, limits)) {
      return false;
    }
    for (int i = 0; i < steps.size(); i++) {
      boolean sameLength =
          steps.size() == 1 || ordered.steps().get(i).days().equals(steps.get(i).days());
      if (!sameLength || !isSameDose(ordered.steps().get(i), steps.get(i))) {
        return false;
      }
    }
    return true;
  }

  /**
   * A commercial tablet is not the compounded capsule or liquid; among those the strength may
   * change as long as the dose does not. Where one record names no strength, it does not differ.
   */
  private static boolean isSameProduct(Witness witness, Order order, DoseLimits limits) {
    boolean known = witness.drug().strength().isPresent() && order.drug().strength().isPresent();
    return !known
        || ScheduleRule.isCommercialTablet(witness.drug(), limits)
            == ScheduleRule.isCommercialTablet(order.drug(), limits);
  }
}

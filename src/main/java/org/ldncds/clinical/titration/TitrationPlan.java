package org.ldncds.clinical.titration;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.ldncds.clinical.protocol.TitrationProtocol;
import org.ldncds.clinical.quantity.Dose;

/**
 * One patient's way to a dose.
 *
 * @param steps at least one; the last has no end
 */
public record TitrationPlan(TitrationProtocol protocol, List<Step> steps, Taking taking) {

  private static final Capsules NO_CAPSULES = new Capsules(List.of());

  /**
   * One dose of the plan.
   *
   * @param dose taken at one time
   * @param days how long; empty for the last
   * @param capsules none for a liquid
   */
  public record Step(Dose dose, LocalDate firstDay, OptionalInt days, Capsules capsules) {}

  public TitrationPlan {
    steps = List.copyOf(steps);
    if (steps.isEmpty()) {
      throw new IllegalArgumentException("A plan has a step");
    }
  }

  /** True where the capsules in stock make every dose of the protocol. */
  public static boolean isMadeOfCapsules(TitrationProtocol protocol) {
    return protocol.doses().stream()
        .allMatch(dose -> Capsules.fewest(dose, protocol.capsules()).isPresent());
  }

  /** The same for a plan that is taken every day. */
  public static TitrationPlan above(
      Dose present,
      TitrationProtocol protocol,
      LocalDate start,
      boolean inTheMorning,
      Optional<BigDecimal> millilitresPerMilligram) {
    return above(
        present, protocol, start, new Taking(inTheMorning, false, millilitresPerMilligram));
  }

  /**
   * The protocol's steps above the present dose, one after the other.
   *
   * @param present at one time, taken as often as the plan's doses; zero where none is taken; below
   *     the protocol's target
   * @throws IllegalArgumentException where capsules are asked for that are not in stock
   */
  public static TitrationPlan above(
      Dose present, TitrationProtocol protocol, LocalDate start, Taking taking) {
    return of(
        protocol,
        protocol.doses().stream().filter(dose -> dose.isAbove(present)).toList(),
        start,
        taking);
  }

  /**
   * These doses, one after the other, each but the last for the protocol's days.
   *
   * @throws IllegalArgumentException where capsules are asked for that are not in stock
   */
  static TitrationPlan of(
      TitrationProtocol protocol, List<Dose> doses, LocalDate start, Taking taking) {
    List<Step> steps = new ArrayList<>();
    LocalDate firstDay = start;
    for (int i = 0; i < doses.size(); i++) {
      boolean last = i == doses.size() - 1;
      OptionalInt days = last ? OptionalInt.empty() : OptionalInt.of(protocol.stepDays());
      steps.add(new Step(doses.get(i), firstDay, days, capsules(doses.get(i), protocol, taking)));
      firstDay = firstDay.plusDays(protocol.stepDays());
    }
    return new TitrationPlan(protocol, steps, taking);
  }

  private static Capsules capsules(Dose dose, TitrationProtocol protocol, Taking taking) {
    return taking.isLiquid()
        ? NO_CAPSULES
        : Capsules.fewest(dose, protocol.capsules())
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "No capsules in stock make " + dose + " of " + protocol.id()));
  }

  public boolean inTheMorning() {
    return taking.inTheMorning();
  }

  public Optional<BigDecimal> millilitresPerMilligram() {
    return taking.millilitresPerMilligram();
  }

  public LocalDate start() {
    return steps.get(0).firstDay();
  }

  public Step last() {
    return steps.get(steps.size() - 1);
  }

  /** Days that the first supply covers: every step, the last up to the review. */
  public int suppliedDays() {
    return steps.stream().mapToInt(this::suppliedDays).sum();
  }

  private int suppliedDays(Step step) {
    return step.days().orElse(protocol.daysAtTarget());
  }

  /** How often a step's dose is taken from the first supply. */
  private int takings(Step step) {
    int between = taking.daysBetween();
    return (suppliedDays(step) + between - 1) / between;
  }

  /** How many capsules of each strength that takes, the largest strength first. */
  public Map<Dose, Integer> capsulesToDispense() {
    Map<Dose, Integer> numbers = new TreeMap<>(Comparator.reverseOrder());
    for (Step step : steps) {
      step.capsules()
          .counts()
          .forEach(
              count ->
                  numbers.merge(count.strength(), count.number() * takings(step), Integer::sum));
    }
    return numbers;
  }

  /** Millilitres that the first supply takes, where it is a liquid. */
  public Optional<BigDecimal> millilitresToDispense() {
    return millilitresPerMilligram()
        .map(
            perMilligram ->
                steps.stream()
                    .map(
                        step ->
                            step.dose().milligrams().multiply(BigDecimal.valueOf(takings(step))))
                    .reduce(BigDecimal.ZERO, BigDecimal::add)
                    .multiply(perMilligram)
                    .stripTrailingZeros());
  }
}

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
 * One patient's way to the target dose.
 *
 * @param steps at least one; the last has no end
 * @param inTheMorning else at bedtime
 * @param millilitresPerMilligram set where the order is a liquid; else capsules
 */
public record TitrationPlan(
    TitrationProtocol protocol,
    List<Step> steps,
    boolean inTheMorning,
    Optional<BigDecimal> millilitresPerMilligram) {

  /**
   * One dose of the plan.
   *
   * @param days how long; empty for the last
   */
  public record Step(Dose dose, LocalDate firstDay, OptionalInt days, Capsules capsules) {}

  public TitrationPlan {
    steps = List.copyOf(steps);
  }

  /**
   * The protocol's steps above the present dose, one after the other.
   *
   * @param present zero where none is taken; below the protocol's target
   */
  public static TitrationPlan above(
      Dose present,
      TitrationProtocol protocol,
      LocalDate start,
      boolean inTheMorning,
      Optional<BigDecimal> millilitresPerMilligram) {
    List<Step> steps = new ArrayList<>();
    LocalDate firstDay = start;
    for (Dose dose : protocol.doses()) {
      if (dose.isAbove(present)) {
        boolean last = dose.equals(protocol.targetDose());
        OptionalInt days = last ? OptionalInt.empty() : OptionalInt.of(protocol.stepDays());
        Capsules capsules = Capsules.fewest(dose, protocol.capsules()).orElseThrow();
        steps.add(new Step(dose, firstDay, days, capsules));
        firstDay = firstDay.plusDays(protocol.stepDays());
      }
    }
    return new TitrationPlan(protocol, steps, inTheMorning, millilitresPerMilligram);
  }

  public LocalDate start() {
    return steps.get(0).firstDay();
  }

  public Step last() {
    return steps.get(steps.size() - 1);
  }

  /** Days that the first supply covers: every step, the last for as long as the others. */
  public int suppliedDays() {
    return steps.stream().mapToInt(this::suppliedDays).sum();
  }

  private int suppliedDays(Step step) {
    return step.days().orElse(protocol.stepDays());
  }

  /** How many capsules of each strength that takes, the largest strength first. */
  public Map<Dose, Integer> capsulesToDispense() {
    Map<Dose, Integer> numbers = new TreeMap<>(Comparator.reverseOrder());
    for (Step step : steps) {
      step.capsules()
          .counts()
          .forEach(
              count ->
                  numbers.merge(
                      count.strength(), count.number() * suppliedDays(step), Integer::sum));
    }
    return numbers;
  }

  /** Millilitres that the first supply takes, where the order is a liquid. */
  public Optional<BigDecimal> millilitresToDispense() {
    return millilitresPerMilligram.map(
        perMilligram ->
            steps.stream()
                .map(
                    step ->
                        step.dose().milligrams().multiply(BigDecimal.valueOf(suppliedDays(step))))
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .multiply(perMilligram)
                .stripTrailingZeros());
  }
}

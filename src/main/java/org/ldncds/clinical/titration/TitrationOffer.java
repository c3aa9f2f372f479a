package org.ldncds.clinical.titration;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.ldncds.clinical.check.Indicator;
import org.ldncds.clinical.facts.Order;
import org.ldncds.clinical.quantity.Dose;

/**
 * A plan for an order, with others to choose instead.
 *
 * @param indicator warning where the order as it stands breaks a dose rule the plan would mend
 * @param present average a day of what is taken now; empty at a start
 * @param orderStart the first day of the order as it stands
 * @param orderTarget the first day of its last dose; empty where that dose is probably an error and
 *     must not be kept
 */
public record TitrationOffer(
    Order order,
    Indicator indicator,
    Kind kind,
    Optional<Dose> present,
    TitrationPlan recommended,
    List<TitrationPlan> alternatives,
    LocalDate orderStart,
    Optional<LocalDate> orderTarget) {

  /** Where a plan leads from the present dose. */
  public enum Kind {
    /** No low dose is taken yet. */
    START,
    /** On to the next step. */
    RESUME,
    /**
     * A step back, or no step for a while, for a patient who does not tolerate the present dose.
     */
    EASE
  }

  public TitrationOffer {
    alternatives = List.copyOf(alternatives);
  }

  /** The recommended plan and the alternatives. */
  public List<TitrationPlan> plans() {
    return Stream.concat(Stream.of(recommended), alternatives.stream()).toList();
  }

  /**
   * What is taken now, at one time, if it were taken as often as the plan's doses; zero at a start.
   */
  public Dose presentAtOnce(TitrationPlan plan) {
    return present.orElse(Dose.ZERO).times(plan.taking().daysBetween());
  }

  /** True where the plan stays at the present dose. */
  public boolean holds(TitrationPlan plan) {
    return presentAtOnce(plan).equals(plan.steps().get(0).dose());
  }

  /** True where the plan is its protocol's steps above the present dose and no other. */
  public boolean isOnwards(TitrationPlan plan) {
    return kind != Kind.EASE
        && plan.protocol().targetDose().isAbove(presentAtOnce(plan))
        && plan.equals(
            TitrationPlan.above(presentAtOnce(plan), plan.protocol(), plan.start(), plan.taking()));
  }
}

package org.ldncds.clinical.titration;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.ldncds.clinical.protocol.DoseLimits;
import org.ldncds.clinical.protocol.TitrationProtocol;
import org.ldncds.clinical.quantity.Dose;

/** Makes the plan that a protocol means for an order; empty where it means none. */
final class PlanMaker {

  private final DoseLimits limits;

  PlanMaker(DoseLimits limits) {
    this.limits = limits;
  }

  /**
   * The steps above the present dose; none where only the target is left, since the order is that
   * step.
   */
  Optional<TitrationPlan> onwards(TitrationProtocol protocol, Wish wish) {
    List<Dose> doses =
        usual(protocol, wish.taking()).stream().filter(d -> d.isAbove(wish.present())).toList();
    if (doses.isEmpty() || !doses.get(0).isBelow(limits.usualMaximum())) {
      return Optional.empty();
    }
    if (isTooMuchOnOneDay(doses.get(0), wish)) {
      return highestUpTo(mostOnOneDay(wish), protocol, wish.taking())
          .map(dose -> beginning(protocol.from(dose), protocol, wish));
    }
    long wait = daysToWait(wish, doses.get(0));
    if (wait > 0 && !wish.takenNow()) {
      return againAtPresent(protocol, wish);
    }
    return Optional.of(beginning(doses, protocol, wish));
  }

  /** Every other day, more is taken at once than every day for the same average. */
  private boolean isTooMuchOnOneDay(Dose dose, Wish wish) {
    return wish.presentOnOneDay().isPositive() && dose.isAbove(mostOnOneDay(wish));
  }

  private Dose mostOnOneDay(Wish wish) {
    return wish.presentOnOneDay().plus(limits.stepMaximum());
  }

  private TitrationPlan beginning(List<Dose> doses, TitrationProtocol protocol, Wish wish) {
    LocalDate firstDay = wish.start().plusDays(daysToWait(wish, doses.get(0)));
    return TitrationPlan.of(protocol, doses, firstDay, wish.taking());
  }

  /** A dose that was given up before it was old enough for a step is taken anew. */
  private Optional<TitrationPlan> againAtPresent(TitrationProtocol protocol, Wish wish) {
    return highestUpTo(wish.present(), protocol, wish.taking())
        .map(dose -> from(dose, protocol, wish));
  }

  /** Back to the protocol's dose that is nearest to what the order asks for and not above it. */
  Optional<TitrationPlan> back(TitrationProtocol protocol, Wish wish) {
    return highestUpTo(wish.first().min(mostOnOneDay(wish)), protocol, wish.taking())
        .map(dose -> at(dose, protocol, wish));
  }

  /** The present dose for longer, where it is one of the protocol's. */
  Optional<TitrationPlan> hold(TitrationProtocol protocol, Wish wish) {
    return usual(protocol, wish.taking()).contains(wish.present())
            && !isTooMuchOnOneDay(wish.present(), wish)
        ? Optional.of(at(wish.present(), protocol, wish))
        : Optional.empty();
  }

  /** On from that dose where the order goes on too, else that dose only. */
  private static TitrationPlan at(Dose dose, TitrationProtocol protocol, Wish wish) {
    return wish.isSequence()
        ? from(dose, protocol, wish)
        : TitrationPlan.of(protocol, List.of(dose), wish.start(), wish.taking());
  }

  private static TitrationPlan from(Dose dose, TitrationProtocol protocol, Wish wish) {
    return TitrationPlan.of(protocol, protocol.from(dose), wish.start(), wish.taking());
  }

  private Optional<Dose> highestUpTo(Dose most, TitrationProtocol protocol, Taking taking) {
    return usual(protocol, taking).stream().filter(d -> !d.isAbove(most)).reduce(Dose::max);
  }

  /** Every other day, a dose must be as much on average as is usual at least. */
  private List<Dose> usual(TitrationProtocol protocol, Taking taking) {
    Dose least = limits.usualMinimum().times(taking.daysBetween());
    return protocol.doses().stream().filter(dose -> !dose.isBelow(least)).toList();
  }

  /** A plan keeps the rule for early steps itself: a dose begun lately is taken on for a while. */
  private long daysToWait(Wish wish, Dose next) {
    if (wish.daysAtPresent().isEmpty()) {
      return 0;
    }
    Dose rise = next.minus(wish.present());
    Dose onOneDay = next.minus(wish.presentOnOneDay());
    if (!rise.isPositive() && !onOneDay.isPositive()) {
      return 0;
    }
    Dose early = limits.earlyStepMaximum();
    boolean large =
        onOneDay.isAbove(early) || rise.isAbove(early.times(wish.taking().daysBetween()));
    long needed = large ? limits.earlyStepDays() : limits.earliestStepDays();
    return Math.max(0, needed - wish.daysAtPresent().getAsLong());
  }
}

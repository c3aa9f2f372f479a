package org.ldncds.clinical.titration;

import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalLong;
import org.ldncds.clinical.check.Course;
import org.ldncds.clinical.facts.DosageReading.Read;
import org.ldncds.clinical.facts.DoseStep;
import org.ldncds.clinical.facts.Order;
import org.ldncds.clinical.quantity.DailyDose;
import org.ldncds.clinical.quantity.Dose;

/**
 * What an order asks for, in the terms of a plan: amounts at one time, taken as often as the plan's
 * doses would be.
 *
 * @param start the day on which the order starts
 * @param present zero at a start
 * @param presentOnOneDay the most that is taken on one day now; zero at a start
 * @param daysAtPresent empty where not known
 * @param takenNow false at a start and after a lapse
 */
record Wish(
    Order order,
    Read read,
    LocalDate start,
    Taking taking,
    Dose present,
    Dose presentOnOneDay,
    OptionalLong daysAtPresent,
    boolean takenNow) {

  private static final long LONGEST_STEP = 3650;

  static Wish of(
      Order order, Read read, Course course, LocalDate today, Taking taking, boolean takenNow) {
    Dose present =
        course.present().map(DoseStep::mostDaily).map(d -> atOnce(d, taking)).orElse(Dose.ZERO);
    return new Wish(
        order,
        read,
        order.judgedOn(today),
        taking,
        present,
        course.present().map(DoseStep::onOneDay).orElse(Dose.ZERO),
        course.daysAtPresent(),
        takenNow && present.isPositive());
  }

  private static Dose atOnce(DailyDose daily, Taking taking) {
    return daily.rounded().times(taking.daysBetween());
  }

  /** The first dose it names. */
  Dose first() {
    return atOnce(read.first().mostDaily(), taking);
  }

  boolean isSequence() {
    return read.steps().size() > 1;
  }

  boolean isBelowPresent() {
    return first().isBelow(present);
  }

  /** True where it only goes on with the present dose, whatever it is made of. */
  boolean staysAtPresent() {
    return !isSequence() && first().equals(present);
  }

  Optional<Dose> presentDaily() {
    return present.isPositive()
        ? Optional.of(new DailyDose(present, taking.daysBetween()).rounded())
        : Optional.empty();
  }

  /** The first day of its last dose. */
  LocalDate target() {
    long days = 0;
    for (DoseStep step : read.steps().subList(0, read.steps().size() - 1)) {
      days += Math.min(step.days().orElse(0), LONGEST_STEP);
    }
    return start.plusDays(days);
  }
}

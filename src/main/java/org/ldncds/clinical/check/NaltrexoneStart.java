package org.ldncds.clinical.check;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.ldncds.clinical.drug.Drug.NaltrexoneKind;
import org.ldncds.clinical.facts.ClinicalFacts;
import org.ldncds.clinical.facts.Order;
import org.ldncds.clinical.facts.Witness;
import org.ldncds.clinical.facts.Witness.State;
import org.ldncds.clinical.protocol.DoseLimits;
import org.ldncds.clinical.protocol.Windows;

/**
 * Which orders begin naltrexone by mouth or by injection. The combination and topical products are
 * none of these, and a depot after tablets is a switch.
 */
record NaltrexoneStart(DoseLimits limits, Windows windows) {

  /** Nothing is a start where nobody knows what was taken before. */
  List<Order> ordersIn(ClinicalFacts facts) {
    return facts.medicationListKnown()
        ? facts.naltrexoneOrders().stream().filter(order -> isStart(order, facts)).toList()
        : List.of();
  }

  private boolean isStart(Order order, ClinicalFacts facts) {
    boolean starts = Course.of(order, facts, limits, windows).kind() == Course.Kind.START;
    return switch (order.drug().naltrexone().orElseThrow()) {
      case ORAL -> starts;
      case DEPOT -> starts && !isTakenByMouth(facts, order.judgedOn(facts.today()));
      case COMBINATION, TOPICAL -> false;
    };
  }

  private boolean isTakenByMouth(ClinicalFacts facts, LocalDate day) {
    return facts
        .exposuresTo(drug -> drug.naltrexone().equals(Optional.of(NaltrexoneKind.ORAL)))
        .stream()
        .flatMap(exposure -> exposure.witnesses().stream())
        .anyMatch(witness -> isTaken(witness, day));
  }

  private boolean isTaken(Witness witness, LocalDate day) {
    return witness.state() == State.CURRENT
        || witness
            .lastDose()
            .filter(last -> !last.plusDays(windows.courseLapse()).isBefore(day))
            .isPresent();
  }
}

package org.ldncds.web.plan;

import java.time.LocalDate;
import java.util.List;
import org.ldncds.clinical.protocol.TitrationProtocol;
import org.ldncds.clinical.quantity.Dose;
import org.ldncds.clinical.titration.Taking;
import org.ldncds.clinical.titration.TitrationPlan;

/**
 * Which plan is wanted. It holds nothing about a patient.
 *
 * @param present zero where none is taken yet; below the protocol's target
 * @param taking how the doses are taken
 */
record PlanRequest(TitrationProtocol protocol, LocalDate start, Dose present, Taking taking) {

  TitrationPlan plan() {
    return TitrationPlan.above(present, protocol, start, taking);
  }

  /** What came of reading the address. */
  sealed interface Reading {}

  /** It asks for one plan. */
  record Asked(PlanRequest request) implements Reading {}

  /** It cannot be answered. */
  record Refused(List<Fault> faults) implements Reading {
    Refused {
      faults = List.copyOf(faults);
    }
  }

  /**
   * What is wrong with one parameter.
   *
   * @param field its name in the address
   * @param label what the form calls it; the name again where the form has none
   * @param message goes on from the name and holds no value of the request
   */
  record Fault(String field, String label, String message) {}
}

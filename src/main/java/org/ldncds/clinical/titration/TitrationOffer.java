package org.ldncds.clinical.titration;

import java.util.List;
import org.ldncds.clinical.check.Indicator;
import org.ldncds.clinical.facts.Order;

/**
 * A plan for an order, with others to choose instead.
 *
 * @param indicator warning where the order as it stands breaks a dose rule the plan would mend
 * @param resumes true where the patient already takes a low dose
 */
public record TitrationOffer(
    Order order,
    Indicator indicator,
    boolean resumes,
    TitrationPlan recommended,
    List<TitrationPlan> alternatives) {

  public TitrationOffer {
    alternatives = List.copyOf(alternatives);
  }
}

package org.ldncds.clinical.check;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ldncds.clinical.facts.Order;

/**
 * That a rule applies.
 *
 * @param orders the orders it is about; none where it is about what is on record only
 * @param values what its words name, by the placeholder of the wording file, as plain text
 * @param earliestStart set where moving the order's start to that day removes the finding
 */
public record Finding(
    Rule rule,
    Indicator indicator,
    List<Order> orders,
    List<Evidence> evidence,
    Map<String, String> values,
    Optional<LocalDate> earliestStart)
    implements Outcome {

  public Finding {
    orders = List.copyOf(orders);
    evidence = List.copyOf(evidence);
    values = Map.copyOf(values);
    if (rule.topic().isEmpty()) {
      throw new IllegalArgumentException(rule.id() + " is a rule that keeps silent");
    }
  }

  static Finding of(Rule rule, Indicator indicator, Order order, Map<String, String> values) {
    return new Finding(rule, indicator, List.of(order), List.of(), values, Optional.empty());
  }

  /** The same finding with another earliest start, or with none. */
  Finding startingOn(Optional<LocalDate> start) {
    Map<String, String> changed = new HashMap<>(values);
    changed.put("earliestStart", start.map(LocalDate::toString).orElse(""));
    return new Finding(rule, indicator, orders, evidence, changed, start);
  }

  public Topic topic() {
    return rule.topic().orElseThrow();
  }
}

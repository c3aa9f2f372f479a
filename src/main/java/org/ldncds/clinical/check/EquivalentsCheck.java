package org.ldncds.clinical.check;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ldncds.clinical.check.MorphineEquivalents.NotCounted;
import org.ldncds.clinical.facts.ClinicalFacts;
import org.ldncds.clinical.facts.Gap;
import org.ldncds.clinical.facts.Order;
import org.ldncds.clinical.protocol.MorphineFactors;
import org.ldncds.clinical.quantity.DailyDose;
import org.ldncds.clinical.quantity.Dose;

/**
 * An opioid is ordered and the morphine equivalents of a day reach a threshold of the CDC
 * guideline. Silent unless the deployer wants it, since EHRs have that alert.
 */
public final class EquivalentsCheck implements Check {

  public static final String NAME = "morphine-equivalents";

  private final EquivalentsCounter counter;
  private final boolean enabled;

  public EquivalentsCheck(EquivalentsCounter counter, boolean enabled) {
    this.counter = counter;
    this.enabled = enabled;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Outcome> check(ClinicalFacts facts) {
    if (!enabled || facts.opioidOrders().isEmpty()) {
      return List.of(new Outcome.Clear(NAME));
    }
    MorphineEquivalents equivalents = counter.count(facts);
    MorphineFactors factors = counter.factors();
    DailyDose total = equivalents.total();
    if (!total.isBelow(factors.high())) {
      return List.of(finding(Rule.MME_2, total, factors.high(), facts.opioidOrders()));
    }
    if (!total.isBelow(factors.caution())) {
      return List.of(finding(Rule.MME_1, total, factors.caution(), facts.opioidOrders()));
    }
    List<Outcome> unread =
        equivalents.notCounted().stream()
            .filter(NotCounted::isUnreadable)
            .<Outcome>map(
                n ->
                    new Outcome.Undetermined(
                        NAME, Gap.of(Gap.Kind.EQUIVALENTS_NOT_COUNTED, n.record().toString())))
            .toList();
    return unread.isEmpty() ? List.of(new Outcome.Clear(NAME)) : unread;
  }

  private static Finding finding(Rule rule, DailyDose total, Dose limit, List<Order> orders) {
    Map<String, String> values = new HashMap<>();
    values.put("mme", total.rounded().toString());
    values.put("limit", limit.toString());
    return new Finding(rule, Indicator.WARNING, orders, List.of(), values, Optional.empty());
  }
}

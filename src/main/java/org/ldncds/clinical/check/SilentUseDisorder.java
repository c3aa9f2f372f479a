package org.ldncds.clinical.check;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.ldncds.clinical.drug.Drug;
import org.ldncds.clinical.drug.DrugRole;
import org.ldncds.clinical.drug.Opioid.Conflict;
import org.ldncds.clinical.facts.ClinicalFacts;
import org.ldncds.clinical.facts.Order;
import org.ldncds.clinical.facts.Problem;

/**
 * Rule OC-9: illicit use and treatment programmes leave no record, so the disorder alone asks for a
 * question.
 *
 * @param group the condition group that stands for an active opioid use disorder
 */
record SilentUseDisorder(String group) {

  Optional<Finding> judge(Order order, ClinicalFacts facts) {
    Optional<Problem> disorder =
        Stream.concat(facts.problems().stream(), order.reasons().stream())
            .filter(p -> p.isActive() && p.isIn(group))
            .findFirst();
    boolean onRecord =
        !facts.exposuresTo(drug -> drug.is(DrugRole.NALTREXONE) || isBlocking(drug)).isEmpty()
            || facts.opioidOrders().stream().anyMatch(o -> isBlocking(o.drug()))
            || !facts.plannedOrders(SilentUseDisorder::isBlocking).isEmpty();
    if (disorder.isEmpty() || onRecord) {
      return Optional.empty();
    }
    Map<String, String> values =
        Map.of(
            "naltrexone",
            order.title(),
            "problem",
            disorder.get().name(),
            "record",
            disorder.get().record().toString());
    return Optional.of(Finding.of(Rule.OC_9, Indicator.WARNING, order, values));
  }

  private static boolean isBlocking(Drug drug) {
    return drug.opioid().filter(opioid -> opioid.conflict() == Conflict.BLOCK).isPresent();
  }
}

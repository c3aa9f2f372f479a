package org.ldncds.clinical.titration;

import java.util.Set;
import org.ldncds.clinical.check.Cautions;
import org.ldncds.clinical.facts.ClinicalFacts;

/**
 * Facts for which no plan may be offered, whatever the order: the contraindications and the two
 * gravest precautions.
 *
 * @param rules ids of the rules that withhold a plan
 */
record PlanBarriers(Cautions cautions, Set<String> rules) {

  boolean forbid(ClinicalFacts facts) {
    return cautions.rulesThatHold(facts).stream().anyMatch(rules::contains);
  }
}

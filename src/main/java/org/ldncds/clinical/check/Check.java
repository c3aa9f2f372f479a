package org.ldncds.clinical.check;

import java.util.List;
import org.ldncds.clinical.facts.ClinicalFacts;

/**
 * Judges facts. Implementations hold final fields only, so that no patient's answer can reach
 * another's.
 */
public interface Check {

  /** The name under which a service lists the check. */
  String name();

  /** All outcomes; at least one, so that silence is always a decision. */
  List<Outcome> check(ClinicalFacts facts);
}

package org.ldncds.hooks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.ldncds.clinical.check.Finding;
import org.ldncds.clinical.check.Outcome;
import org.ldncds.clinical.check.Rule;
import org.ldncds.clinical.check.Topic;

/**
 * Which findings share a card: conflicts by their side, or all where both sides are ordered
 * together; doses by their order, or one for orders that are wrong in the same way; all else by its
 * scope.
 */
final class CardProblems {

  private CardProblems() {}

  /** One list a card, in the order of the checks. */
  static List<List<Finding>> of(List<Outcome> outcomes) {
    boolean together =
        outcomes.stream().anyMatch(o -> o instanceof Finding f && f.rule() == Rule.OC_15);
    Map<String, List<Finding>> problems = new LinkedHashMap<>();
    for (Outcome outcome : outcomes) {
      if (outcome instanceof Finding finding) {
        problems.computeIfAbsent(key(finding, together), k -> new ArrayList<>()).add(finding);
      }
    }
    Map<String, List<Finding>> alike = new LinkedHashMap<>();
    problems.forEach(
        (key, findings) ->
            alike
                .computeIfAbsent(isDose(findings) ? told(findings) : key, k -> new ArrayList<>())
                .addAll(findings));
    return List.copyOf(alike.values());
  }

  private static String key(Finding finding, boolean together) {
    if (finding.rule().scope() == Rule.Scope.DOSE) {
      return Rule.Scope.DOSE + " " + finding.orders().get(0).record();
    }
    boolean joined = together && finding.topic() == Topic.OPIOID_CONFLICT;
    return (joined ? Rule.Scope.NALTREXONE_ORDERED : finding.rule().scope()).name();
  }

  private static boolean isDose(List<Finding> findings) {
    return findings.get(0).rule().scope() == Rule.Scope.DOSE;
  }

  /** All that the words of a dose card tell. */
  private static String told(List<Finding> findings) {
    StringBuilder told = new StringBuilder(Rule.Scope.DOSE.name());
    for (Finding finding : findings) {
      told.append('\n').append(finding.rule()).append(finding.indicator());
      new TreeMap<>(finding.values())
          .forEach((name, value) -> told.append('\n').append(name).append('=').append(value));
    }
    return told.toString();
  }
}

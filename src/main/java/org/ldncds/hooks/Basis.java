package org.ldncds.hooks;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ldncds.clinical.check.Evidence;
import org.ldncds.clinical.check.Finding;
import org.ldncds.clinical.facts.Order;
import org.ldncds.clinical.facts.Witness;

/**
 * What a card rests on.
 *
 * @param rules ids, the most urgent first; empty for cards that no rule makes
 * @param protocol id of the titration protocol it recommends
 * @param facts all that was found, as text that is the same only for the same facts; holds patient
 *     data, so it is never kept or logged as it is
 */
public record Basis(List<String> rules, Optional<String> protocol, String facts) {

  public Basis {
    rules = List.copyOf(rules);
  }

  /**
   * @param findings of one card, the most urgent first
   */
  static Basis of(List<Finding> findings) {
    return new Basis(
        findings.stream().map(finding -> finding.rule().id()).distinct().toList(),
        Optional.empty(),
        findings.stream().map(Basis::fact).sorted().collect(Collectors.joining("\n")));
  }

  private static String fact(Finding finding) {
    return Stream.of(
            finding.rule().id(),
            finding.indicator(),
            finding.orders().stream().map(Order::title).sorted().toList(),
            new TreeMap<>(finding.values()),
            finding.evidence().stream().map(Basis::line).sorted().toList())
        .map(Object::toString)
        .collect(Collectors.joining(" "));
  }

  private static String line(Evidence evidence) {
    return evidence.days()
        + " "
        + evidence.freeFrom()
        + evidence.witnesses().map(Basis::record).toList();
  }

  private static String record(Witness witness) {
    return Stream.of(
            witness.record(),
            witness.status(),
            witness.drug().name(),
            witness.state(),
            witness.since(),
            witness.lastDose(),
            witness.dosage(),
            witness.notes())
        .map(Object::toString)
        .collect(Collectors.joining(" "));
  }
}

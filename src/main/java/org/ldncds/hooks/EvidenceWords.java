package org.ldncds.hooks;

import java.util.Map;
import org.ldncds.clinical.check.Evidence;
import org.ldncds.clinical.facts.Witness;
import org.ldncds.clinical.facts.Witness.State;

/**
 * A line of a card's table in words.
 *
 * @param assumedSupply days that a supply of unknown length counts
 */
record EvidenceWords(int assumedSupply) {

  Map<String, String> row(Evidence evidence) {
    Witness witness = evidence.witness();
    return Map.ofEntries(
        Map.entry("drug", witness.drug().name()),
        Map.entry(
            "current", flag(witness.state() == State.CURRENT && witness.lastDose().isEmpty())),
        Map.entry("uncertain", flag(witness.state() == State.UNCERTAIN)),
        Map.entry("lastDose", witness.lastDose().map(Object::toString).orElse("")),
        Map.entry("assumed", witness.supplyAssumed() ? String.valueOf(assumedSupply) : ""),
        Map.entry(
            "days", evidence.days().isPresent() ? String.valueOf(evidence.days().getAsInt()) : ""),
        Map.entry("freeFrom", evidence.freeFrom().map(Object::toString).orElse("")),
        Map.entry("record", witness.record().toString()),
        Map.entry("status", witness.status()),
        Map.entry("written", witness.recorded().map(Object::toString).orElse("")),
        Map.entry(
            "more", evidence.moreRecords() > 0 ? String.valueOf(evidence.moreRecords()) : ""));
  }

  private static String flag(boolean holds) {
    return holds ? "yes" : "";
  }
}

package org.ldncds.hooks;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.ldncds.clinical.check.BaselineTest;
import org.ldncds.clinical.check.BaselineTests;
import org.ldncds.clinical.check.Finding;
import org.ldncds.fhir.FactsReader.ReadFacts;
import org.ldncds.fhir.ServiceRequestWriter;
import org.ldncds.knowledge.Wording;
import tools.jackson.databind.node.ObjectNode;

/** Orders of the tests that a start lacks, one suggestion each; any number may be taken over. */
public final class BaselineSuggestions {

  private final Wording wording;
  private final BaselineTests tests;

  public BaselineSuggestions(Wording wording, BaselineTests tests) {
    this.wording = wording;
    this.tests = tests;
  }

  List<Card.Suggestion> of(
      List<Finding> findings, ReadFacts read, Orderer orderer, Suggestions suggestions) {
    return findings.stream()
        .flatMap(
            finding ->
                tests.withId(finding.values().getOrDefault("testId", "")).stream()
                    .map(test -> suggestion(test, finding, read, orderer, suggestions)))
        .toList();
  }

  private Card.Suggestion suggestion(
      BaselineTest test,
      Finding finding,
      ReadFacts read,
      Orderer orderer,
      Suggestions suggestions) {
    LocalDate today = read.facts().today();
    Map<String, String> values = Map.of("what", test.order().text());
    ObjectNode request =
        ServiceRequestWriter.order(
            test.order(),
            wording.phrase("suggestions.test-reason", Map.of()),
            today,
            orderer.patient(),
            orderer.practitioner(),
            Suggestions.draft(finding.orders().get(0), read));
    return suggestions.suggestion(
        wording.phrase("suggestions.test-label", values),
        false,
        List.of(suggestions.create("suggestions.test-action", values, request)));
  }
}

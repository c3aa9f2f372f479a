package org.ldncds.hooks;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ldncds.clinical.check.Finding;
import org.ldncds.clinical.check.Rule;
import org.ldncds.clinical.protocol.FollowUp;
import org.ldncds.fhir.FactsReader.ReadFacts;
import org.ldncds.fhir.ServiceRequestWriter;
import org.ldncds.knowledge.Wording;

/** What is due can be ordered with one click: the review, the liver tests, or both together. */
record DueSuggestions(Wording wording, Suggestions suggestions, FollowUp followUp) {

  List<Card.Suggestion> of(List<Finding> findings, ReadFacts read) {
    LocalDate today = read.facts().today();
    List<Card.Action> actions = new ArrayList<>();
    Optional<Finding> review = first(findings, Rule.FU_3);
    Optional<Finding> tests = first(findings, Rule.FU_4);
    review.ifPresent(
        finding ->
            actions.add(
                suggestions.create(
                    "suggestions.review-action",
                    Map.of(),
                    ServiceRequestWriter.proposal(
                        followUp.visit(), today, Optional.empty(), read.patientId()))));
    tests.ifPresent(finding -> actions.add(tests(finding, today, read.patientId())));
    if (actions.isEmpty()) {
      return List.of();
    }
    String label =
        wording.phrase(
            "suggestions.due-label",
            Map.of(
                "visit", review.isPresent() ? "true" : "",
                "tests", tests.isPresent() ? "true" : "",
                "both", actions.size() > 1 ? "true" : ""));
    return List.of(suggestions.suggestion(label, false, actions));
  }

  private static Optional<Finding> first(List<Finding> findings, Rule rule) {
    return findings.stream().filter(finding -> finding.rule() == rule).findFirst();
  }

  /** From today on; what is overdue is due today. */
  private Card.Action tests(Finding finding, LocalDate today, String patientId) {
    LocalDate due = LocalDate.parse(String.valueOf(finding.values().get("until")));
    LocalDate until = due.isBefore(today) ? today : due;
    return suggestions.create(
        "suggestions.liver-tests-action",
        Map.of("date", today.toString(), "until", until.toString()),
        ServiceRequestWriter.proposal(followUp.liverTests(), today, Optional.of(until), patientId));
  }
}

package org.ldncds.clinical.check;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.ldncds.clinical.facts.ClinicalFacts;
import org.ldncds.clinical.facts.DoneTest;
import org.ldncds.clinical.facts.Order;
import org.ldncds.clinical.facts.RequestedTest;
import org.ldncds.clinical.protocol.DoseLimits;
import org.ldncds.clinical.protocol.Windows;

/**
 * Which tests does a start of naltrexone lack that are neither on record nor ordered? Rules BT-1 to
 * BT-4; what is tested, how far back and in whom is data. Where results were not sent in full
 * nothing is said, since a test may be done although it is not here: that gap has a card already.
 */
public final class BaselineTestsCheck implements Check {

  public static final String NAME = "baseline-tests";

  private final BaselineTests baseline;
  private final NaltrexoneStart start;

  public BaselineTestsCheck(BaselineTests baseline, DoseLimits limits, Windows windows) {
    this.baseline = baseline;
    this.start = new NaltrexoneStart(limits, windows);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Outcome> check(ClinicalFacts facts) {
    List<Order> orders = start.ordersIn(facts);
    if (orders.isEmpty() || !facts.workup().resultsKnown()) {
      return List.of(new Outcome.Clear(NAME));
    }
    List<Outcome> missing =
        baseline.tests().stream()
            .flatMap(test -> judge(test, orders, facts).stream())
            .map(finding -> (Outcome) finding)
            .toList();
    return missing.isEmpty() ? List.of(new Outcome.Clear(NAME)) : missing;
  }

  private Optional<Finding> judge(BaselineTest test, List<Order> orders, ClinicalFacts facts) {
    Optional<String> reason = test.who().reason(facts);
    Set<String> known = groupsDone(test, facts);
    if (reason.isEmpty() || test.isMadeBy(known)) {
      return Optional.empty();
    }
    known.addAll(groupsOrdered(test, orders, facts));
    return test.isMadeBy(known)
        ? Optional.empty()
        : Optional.of(missing(test, reason.get(), orders, facts));
  }

  private static Set<String> groupsDone(BaselineTest test, ClinicalFacts facts) {
    LocalDate oldest = facts.today().minusDays(test.days());
    return facts.workup().done().stream()
        .filter(done -> !done.date().isBefore(oldest))
        .map(DoneTest::group)
        .collect(Collectors.toCollection(HashSet::new));
  }

  /** What is ordered for now: tests of a later visit and orders that lie about are not. */
  private Set<String> groupsOrdered(BaselineTest test, List<Order> orders, ClinicalFacts facts) {
    LocalDate latest =
        orders.stream()
            .map(order -> order.judgedOn(facts.today()))
            .max(Comparator.naturalOrder())
            .orElseThrow()
            .plusDays(baseline.orderedAhead());
    LocalDate oldest = facts.today().minusDays(test.days());
    Set<String> groups = new HashSet<>();
    for (RequestedTest request : facts.workup().requested()) {
      boolean forNow = request.due().filter(day -> day.isAfter(latest)).isEmpty();
      boolean alive = request.written().filter(day -> day.isBefore(oldest)).isEmpty();
      if (forNow && alive) {
        groups.addAll(request.groups());
      }
    }
    return groups;
  }

  private static Finding missing(
      BaselineTest test, String reason, List<Order> orders, ClinicalFacts facts) {
    String last =
        facts.workup().done().stream()
            .filter(done -> test.results().contains(done.group()))
            .map(DoneTest::date)
            .max(Comparator.naturalOrder())
            .map(LocalDate::toString)
            .orElse("");
    Map<String, String> values =
        Map.of(
            "naltrexone", orders.get(0).title(),
            "test", test.name(),
            "testId", test.id(),
            "days", String.valueOf(test.days()),
            "lastDone", last,
            "because", reason,
            "requestsUnseen", facts.workup().requestsKnown() ? "" : "true");
    return new Finding(test.rule(), Indicator.INFO, orders, List.of(), values, Optional.empty());
  }
}

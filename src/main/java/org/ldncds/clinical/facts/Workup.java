package org.ldncds.clinical.facts;

import java.util.List;

/**
 * Tests that were done, tests that are ordered, and surgery that is planned.
 *
 * @param resultsKnown false where results were not sent or not in full, so that a test may be done
 *     although it is not here
 * @param requestsKnown false where the orders of the record system were not sent; those of the same
 *     signature are here in any case
 */
public record Workup(
    boolean resultsKnown,
    List<DoneTest> done,
    boolean requestsKnown,
    List<RequestedTest> requested,
    List<PlannedSurgery> surgeries) {

  /** Nothing was looked for. */
  public static final Workup NONE = new Workup(false, List.of(), false, List.of(), List.of());

  public Workup {
    done = List.copyOf(done);
    requested = List.copyOf(requested);
    surgeries = List.copyOf(surgeries);
  }
}

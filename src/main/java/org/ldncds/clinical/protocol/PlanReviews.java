package org.ldncds.clinical.protocol;

import java.util.List;

/**
 * When a titration plan is looked at again, in whole days after the first day at its last dose.
 *
 * @param first the first review
 * @param noResponseFrom from it on a plan without response is given up
 * @param noResponseUntil by it at the latest
 * @param sources ids of citations
 */
public record PlanReviews(
    int first, int noResponseFrom, int noResponseUntil, List<String> sources) {

  public PlanReviews {
    sources = List.copyOf(sources);
  }
}

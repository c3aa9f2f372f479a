package org.ldncds.clinical.protocol;

/**
 * What a start or a change of low-dose naltrexone is followed by.
 *
 * @param visit at the first review
 * @param liverTestsFrom days from the start to the earliest day of the liver tests
 * @param liverTestsUntil days from the start to the latest
 */
public record FollowUp(
    OrderableService visit,
    PlanReviews reviews,
    OrderableService liverTests,
    int liverTestsFrom,
    int liverTestsUntil) {

  /** From the first day at the target dose to the visit. */
  public int visitDays() {
    return reviews.first();
  }
}

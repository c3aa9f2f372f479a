package org.ldncds.clinical.protocol;

import java.util.Set;

/**
 * When an open chart says that something is due for a patient on naltrexone, in whole days.
 *
 * @param stepAfter a low dose below the usual maximum is due for its next step after so long
 * @param stepShownUntil after so long it counts as the dose that works, and no step is named
 * @param writtenStepShown how long the step of a written sequence is named after it begins
 * @param reviewShown how long a review is named once it is due
 * @param liverTestsAgainFrom after the last tests, the earliest day of the next
 * @param liverTestsAgainUntil the latest
 * @param depotShownUntil after the last injection; later the treatment counts as given up
 * @param dispenseAfter an order that was not handed out is named after so long
 * @param dispenseShownUntil later it counts as given up
 * @param liverTests groups of results that make the liver tests together
 */
public record FollowUpWindows(
    int stepAfter,
    int stepShownUntil,
    int writtenStepShown,
    int reviewShown,
    int liverTestsAgainFrom,
    int liverTestsAgainUntil,
    int depotShownUntil,
    int dispenseAfter,
    int dispenseShownUntil,
    Set<String> liverTests) {

  public FollowUpWindows {
    liverTests = Set.copyOf(liverTests);
  }
}

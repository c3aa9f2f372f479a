package org.ldncds.clinical.check;

import java.util.Set;
import org.ldncds.clinical.protocol.OrderableService;

/**
 * A test that shall be on record before naltrexone is started.
 *
 * @param rule under which it is named on cards
 * @param name for cards
 * @param results groups of results that make it
 * @param allNeeded true where every group is needed, false where one will do
 * @param days how long a result counts; on the last of them it still does
 * @param who needs it
 * @param order what is ordered where it is missing
 */
public record BaselineTest(
    String id,
    Rule rule,
    String name,
    Set<String> results,
    boolean allNeeded,
    int days,
    TestAudience who,
    OrderableService order) {

  public BaselineTest {
    results = Set.copyOf(results);
  }

  /** True where these groups make the test. */
  boolean isMadeBy(Set<String> groups) {
    return allNeeded ? groups.containsAll(results) : results.stream().anyMatch(groups::contains);
  }
}

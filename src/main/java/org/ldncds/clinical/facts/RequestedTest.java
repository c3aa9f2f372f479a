package org.ldncds.clinical.facts;

import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;

/**
 * A test that is ordered and not done yet.
 *
 * @param groups what it will measure, as in {@link LabTest}
 * @param due the first day it shall be done; empty where the order does not say
 * @param written the day it was ordered; empty where the order does not say
 */
public record RequestedTest(
    Set<String> groups, Optional<LocalDate> due, Optional<LocalDate> written) {

  public RequestedTest {
    groups = Set.copyOf(groups);
  }
}

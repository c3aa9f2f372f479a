package org.ldncds.clinical.check;

import java.util.List;
import java.util.Optional;

/**
 * What protocols/baseline-tests.yaml says.
 *
 * @param orderedAhead an order counts as the baseline test where it is due within so many days of
 *     the start
 */
public record BaselineTests(List<BaselineTest> tests, int orderedAhead) {

  public BaselineTests {
    tests = List.copyOf(tests);
  }

  public Optional<BaselineTest> withId(String id) {
    return tests.stream().filter(test -> test.id().equals(id)).findFirst();
  }
}

package org.ldncds.web;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.function.Executable;

/**
 * Shortens tests while they judge mutants ({@code mvn -Pmutation}), which runs them a thousand
 * times: the first failure of a factory tells enough, and long series are cut.
 */
final class Mutants {

  private static final boolean JUDGED = Boolean.getBoolean("mutants.judged");

  private Mutants() {}

  /** All of them, or up to the first that fails. */
  static Stream<DynamicTest> untilOneFails(Stream<DynamicTest> tests) {
    if (!JUDGED) {
      return tests;
    }
    AtomicBoolean failed = new AtomicBoolean();
    return tests.map(
        test ->
            DynamicTest.dynamicTest(
                test.getDisplayName(), () -> unlessFailed(test.getExecutable(), failed)));
  }

  private static void unlessFailed(Executable test, AtomicBoolean failed) throws Throwable {
    if (!failed.getAndSet(true)) {
      test.execute();
      failed.set(false);
    }
  }

  /** How long a series is. */
  static int length(int usual, int ofMutants) {
    return JUDGED ? ofMutants : usual;
  }
}

package org.ldncds.clinical.check;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** A kind of fact that cautions look for. */
public sealed interface Sign {

  /** An active problem, or a reason of the order, of one of these condition groups. */
  record Conditions(Set<String> groups) implements Sign {
    public Conditions {
      groups = Set.copyOf(groups);
    }
  }

  /** One of these ingredients is taken. */
  record Medicines(Set<String> ingredients) implements Sign {
    public Medicines {
      ingredients = Set.copyOf(ingredients);
    }
  }

  /** An allergy to naltrexone, or an intolerance of it. */
  record Allergies() implements Sign {}

  /**
   * Younger than so many years.
   *
   * @param years counted today
   */
  record YoungerThan(int years) implements Sign {}

  /**
   * The latest figure of one of these tests lies beyond a limit.
   *
   * @param above true where higher is worse
   * @param limit in the test's unit, or how many times its upper limit
   * @param ofUpperLimit true where the limit counts upper limits of the reference range
   * @param assumedUpperLimit for results without a range; empty where those are not judged
   * @param days how long a result counts; empty without end
   */
  record Level(
      List<String> tests,
      boolean above,
      BigDecimal limit,
      boolean ofUpperLimit,
      Optional<BigDecimal> assumedUpperLimit,
      OptionalInt days)
      implements Sign {
    public Level {
      tests = List.copyOf(tests);
    }
  }

  /**
   * The latest of these tests is positive.
   *
   * @param eachCode true where tests under other codes do not refute one another, as those for
   *     several drugs
   * @param days how long a result counts
   */
  record Positive(List<String> tests, boolean eachCode, int days) implements Sign {
    public Positive {
      tests = List.copyOf(tests);
    }
  }
}

package org.ldncds.clinical.titration;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.ldncds.clinical.quantity.Dose;

/**
 * Whole capsules that make up one dose.
 *
 * @param counts one a strength, the largest first; adds up to the dose exactly
 */
public record Capsules(List<Count> counts) {

  /** How many of one strength. */
  public record Count(int number, Dose strength) {
    @Override
    public String toString() {
      return number + (number == 1 ? " capsule of " : " capsules of ") + strength;
    }
  }

  public Capsules {
    counts = List.copyOf(counts);
  }

  /**
   * The fewest capsules that make the dose, of equally few the fewest strengths; empty where none
   * make it exactly.
   */
  public static Optional<Capsules> fewest(Dose dose, List<Dose> strengths) {
    List<Dose> falling = strengths.stream().sorted(Comparator.reverseOrder()).toList();
    return fill(dose, falling, Integer.MAX_VALUE).map(Capsules::new);
  }

  /** With at most so many capsules; the largest first, so that most others need not be tried. */
  private static Optional<List<Count>> fill(Dose left, List<Dose> strengths, int limit) {
    if (!left.isPositive()) {
      return Optional.of(List.of());
    }
    if (strengths.isEmpty()) {
      return Optional.empty();
    }
    Dose strength = strengths.get(0);
    int most = left.milligrams().divideToIntegralValue(strength.milligrams()).intValueExact();
    if (most > limit) {
      return Optional.empty();
    }
    Optional<List<Count>> best = Optional.empty();
    int allowed = limit;
    for (int number = most; number >= 0; number--) {
      Optional<List<Count>> rest =
          fill(
              left.minus(strength.times(number)),
              strengths.subList(1, strengths.size()),
              allowed - number);
      if (rest.isPresent()) {
        List<Count> whole = with(number, strength, rest.get());
        if (best.isEmpty() || isFewer(whole, best.get())) {
          best = Optional.of(whole);
          allowed = number(whole);
        }
      }
    }
    return best;
  }

  private static List<Count> with(int number, Dose strength, List<Count> rest) {
    List<Count> all = new ArrayList<>();
    if (number > 0) {
      all.add(new Count(number, strength));
    }
    all.addAll(rest);
    return all;
  }

  private static boolean isFewer(List<Count> a, List<Count> b) {
    int byNumber = Integer.compare(number(a), number(b));
    return byNumber != 0 ? byNumber < 0 : a.size() < b.size();
  }

  private static int number(List<Count> counts) {
    return counts.stream().mapToInt(Count::number).sum();
  }

  public int number() {
    return number(counts);
  }

  @Override
  public String toString() {
    return counts.stream().map(Count::toString).collect(Collectors.joining(" and "));
  }
}

package org.ldncds.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.ldncds.web.History.Ordered;

/**
 * Every labelled history, ordered for naltrexone and for an opioid: the card must say the rule, the
 * last dose, the free day and how sure it is. Prints precision and recall.
 */
class HistoriesTest {

  private static final List<History> ALL = History.all();

  /** What was expected and what was shown, for one history and order. */
  private record Judged(
      History history, Ordered ordered, ShownConflict expected, ShownConflict shown) {
    boolean isRight() {
      return expected.equals(shown);
    }

    @Override
    public String toString() {
      return history.name()
          + " ("
          + ordered
          + " ordered): expected "
          + expected
          + ", shown "
          + shown;
    }
  }

  /** Right, shown without reason, and missed. */
  private static final class Count {
    private int right;
    private int wrong;
    private int missed;

    String precision() {
      return ratio(right, right + wrong);
    }

    String recall() {
      return ratio(right, right + missed);
    }

    private static String ratio(int part, int whole) {
      return whole == 0 ? "-" : String.format("%.1f %%", part * 100.0 / whole);
    }
  }

  private static Judged judge(History history, Ordered ordered) {
    return new Judged(
        history,
        ordered,
        ShownConflict.labelled(history.expected(ordered)),
        ShownConflict.of(TestPipeline.shapedAnswer(history.request(ordered), history.today())));
  }

  private static <T> Stream<T> each(BiFunction<History, Ordered, T> made) {
    return ALL.stream()
        .flatMap(
            history -> Stream.of(Ordered.values()).map(ordered -> made.apply(history, ordered)));
  }

  @TestFactory
  Stream<DynamicTest> everyHistoryIsJudgedAsLabelled() {
    return Mutants.untilOneFails(
        each(
            (history, ordered) ->
                DynamicTest.dynamicTest(
                    ordered + ": " + history.name(),
                    () -> {
                      Judged one = judge(history, ordered);
                      assertEquals(one.expected, one.shown, one::toString);
                    })));
  }

  /** Says nothing of a mutant that the test above does not. */
  @DisabledIfSystemProperty(named = "mutants.judged", matches = "true")
  @Test
  void theFiguresHold() {
    List<Judged> all = each(HistoriesTest::judge).toList();
    Map<String, Count> byClass = new TreeMap<>();
    Count blocking = new Count();
    for (Judged one : all) {
      count(byClass, one);
      count(blocking, one.expected.isCritical(), one.shown.isCritical());
    }
    print(byClass, blocking, all);
    assertTrue(ALL.size() >= 200, () -> "only " + ALL.size() + " histories");
    assertEquals(0, blocking.missed, "blocking conflicts missed");
    assertTrue(
        blocking.right * 100L >= (blocking.right + blocking.wrong) * 99L,
        () -> "precision " + blocking.precision());
  }

  private static void count(Count count, boolean expected, boolean shown) {
    count.right += expected && shown ? 1 : 0;
    count.wrong += !expected && shown ? 1 : 0;
    count.missed += expected && !shown ? 1 : 0;
  }

  /** A line counts as right only with its rule, dates and certainty. */
  private static void count(Map<String, Count> byClass, Judged one) {
    List<String> shown = new ArrayList<>(one.shown.lines());
    for (String expected : one.expected.lines()) {
      Count count = byClass.computeIfAbsent(key(expected), k -> new Count());
      if (shown.remove(expected)) {
        count.right++;
      } else {
        count.missed++;
      }
    }
    shown.forEach(line -> byClass.computeIfAbsent(key(line), k -> new Count()).wrong++);
    if (one.expected.lines().isEmpty()) {
      Count silent = byClass.computeIfAbsent(one.history.expected(one.ordered), k -> new Count());
      silent.right += one.shown.lines().isEmpty() ? 1 : 0;
      silent.missed += one.shown.lines().isEmpty() ? 0 : 1;
    }
  }

  /** Rule and class. */
  private static String key(String line) {
    return line.lines()
        .flatMap(text -> Stream.of(text.split(" ", -1)))
        .limit(2)
        .collect(Collectors.joining(" "));
  }

  private static void print(Map<String, Count> byClass, Count blocking, List<Judged> all) {
    StringBuilder out = new StringBuilder();
    out.append(ALL.size()).append(" histories, ").append(all.size()).append(" orders\n");
    out.append(String.format("%-18s %6s %10s %10s%n", "class", "number", "precision", "recall"));
    byClass.forEach((name, count) -> out.append(row(name, count)));
    out.append(row("critical conflict", blocking));
    all.stream().filter(one -> !one.isRight()).forEach(one -> out.append(one).append('\n'));
    System.out.print(out);
  }

  private static String row(String name, Count count) {
    return String.format(
        "%-18s %6d %10s %10s%n",
        name, count.right + count.missed, count.precision(), count.recall());
  }

  @Test
  void theHistoriesAreOfEveryKind() {
    Set<String> kinds =
        ALL.stream()
            .flatMap(history -> history.records().stream())
            .flatMap(record -> record.keySet().stream())
            .collect(Collectors.toSet());
    assertTrue(
        kinds.containsAll(
            Set.of(
                "request", "statement", "dispense", "administration", "encounter", "for", "prn")),
        kinds::toString);
    Set<String> names = ALL.stream().map(History::name).collect(Collectors.toSet());
    assertEquals(ALL.size(), names.size(), "each sentence once");
  }

  @Test
  void whatCouldNotBeReadIsSaidAndNothingElse() {
    for (History history : ALL) {
      String gaps =
          ShownConflict.gaps(
              TestPipeline.shapedAnswer(history.request(history.main()), history.today()));
      String expected = history.fields().getOrDefault("gap", "");
      assertTrue(gaps.contains(expected), () -> history.name() + ": " + gaps);
      assertEquals(expected.isEmpty(), gaps.isEmpty(), () -> history.name() + ": " + gaps);
    }
  }
}

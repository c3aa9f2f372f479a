package org.ldncds.clinical.sig;

import java.util.List;
import java.util.function.Supplier;
import org.ldncds.clinical.sig.Numbers.Span;
import org.ldncds.clinical.sig.StepDraft.Label;

/** Reads which days of the dosage a step is for: "week 1", "days 1-14", "week 5 onwards". */
final class Labels {

  private final Tokens tokens;
  private final Times times;

  Labels(Tokens tokens, Times times) {
    this.tokens = tokens;
    this.times = times;
  }

  /** True where any word tells of a dose after the first: "then", "increase", "week 2". */
  static boolean tellOfLaterStep(List<Token> tokens) {
    for (int i = 0; i < tokens.size(); i++) {
      boolean label =
          tokens.get(i).is(Kind.DAYS)
              && i + 1 < tokens.size()
              && tokens.get(i + 1).is(Kind.NUMBER)
              && (i == 0 || !tokens.get(i - 1).is(Kind.NUMBER));
      if (label || tokens.get(i).kind().tellsOfLater()) {
        return true;
      }
    }
    return false;
  }

  /**
   * @param step begins a new step where the present one is over
   * @param from true for "from week 5", which goes on until the next step
   */
  void label(Supplier<StepDraft> step, boolean from) {
    int unit = tokens.next().number().intValueExact();
    int first = number(tokens.next());
    int last = first;
    boolean more =
        tokens.is(0, Kind.DASH)
            || tokens.is(0, Kind.TO)
            || tokens.is(0, Kind.THROUGH)
            || tokens.is(0, Kind.AND);
    int again = more && tokens.is(1, Kind.DAYS) ? 1 : 0;
    if (more && tokens.is(1 + again, Kind.NUMBER) && !isUnit(tokens.peek(2 + again))) {
      tokens.skip(1 + again);
      last = number(tokens.next());
    }
    set(step.get(), unit, first, last, from);
  }

  private void set(StepDraft step, int unit, int first, int last, boolean from) {
    if (last < first || first < 1) {
      throw new NotUnderstoodException();
    }
    boolean open = from || tokens.accept(Kind.PLUS) || tokens.accept(Kind.THEREAFTER) || acceptOn();
    long days = (long) (last - first + 1) * unit;
    step.is(new Label((long) (first - 1) * unit + 1, days, from), open);
  }

  private boolean acceptOn() {
    return !tokens.is(1, Kind.WEEKDAYS) && tokens.accept(Kind.ON);
  }

  private static int number(Token token) {
    return new Span(token.number(), token.number(), token)
        .whole()
        .orElseThrow(NotUnderstoodException::new);
  }

  private static boolean isUnit(Token token) {
    return switch (token.kind()) {
      case MASS, VOLUME, COUNTED, PUFF, OTHER_UNIT, TIMES, NUMBER -> !token.is(Kind.NUMBER);
      default -> false;
    };
  }

  /**
   * "second week", "2nd week".
   *
   * @return false for "first 2 weeks", which is a length
   */
  boolean ordinal(Supplier<StepDraft> step) {
    int ending = tokens.is(1, Kind.ORDINAL_ENDING) ? 1 : 0;
    if (tokens.is(0, Kind.ORDINAL) && !tokens.is(1, Kind.DAYS)) {
      return false;
    }
    int first = number(tokens.next());
    tokens.skip(ending);
    int unit = tokens.next().number().intValueExact();
    set(step.get(), unit, first, first, false);
    return true;
  }

  /** "first take 1 mg". */
  boolean acceptFirst() {
    boolean first =
        tokens.peek(0).number().intValueExact() == 1 && !tokens.is(1, Kind.ORDINAL_ENDING);
    tokens.skip(first ? 1 : 0);
    return first;
  }

  /** "first 2 weeks". */
  long firstDays() {
    if (number(tokens.next()) != 1) {
      throw new NotUnderstoodException();
    }
    return times.duration().orElseThrow(NotUnderstoodException::new);
  }
}

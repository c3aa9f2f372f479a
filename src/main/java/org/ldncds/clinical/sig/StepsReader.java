package org.ldncds.clinical.sig;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.ldncds.clinical.sig.Numbers.Span;
import org.ldncds.clinical.sig.Strengths.Again;

/**
 * Goes through the words of a dosage once, from left to right, and gathers steps. Each word must
 * have its place; the first that has none ends the reading.
 */
final class StepsReader {

  private final Tokens tokens;
  private final Amounts amounts;
  private final Times times;
  private final Limits limits;
  private final Labels labels;
  private final Steps steps;
  private final When when;
  private int parentheses;
  private boolean afterTake;
  private boolean afterAnd;
  private boolean wasAnd;
  private boolean wasReason;
  private long lastAfter;

  StepsReader(Tokens tokens, Strengths strengths, boolean oneIngredient, Steps steps) {
    this.tokens = tokens;
    this.steps = steps;
    amounts = new Amounts(tokens, strengths, oneIngredient);
    times = new Times(tokens);
    limits = new Limits(tokens, amounts, times);
    labels = new Labels(tokens, times);
    when = new When(tokens, times, steps);
  }

  List<StepDraft> read() {
    while (!tokens.atEnd()) {
      item();
    }
    if (parentheses > 0 || (!steps.isFirst() && steps.last().isUntouched())) {
      throw new NotUnderstoodException();
    }
    return steps.all();
  }

  private void item() {
    Token token = tokens.peek(0);
    if (token.afterStop()) {
      afterTake = false;
    }
    afterAnd = wasAnd;
    wasAnd = token.is(Kind.AND) || token.is(Kind.PLUS);
    switch (token.kind()) {
      case NUMBER, ARTICLES -> number();
      case EVERY -> every();
      case FROM -> from();
      case OFTEN,
          ONCE,
          PER,
          SLASH,
          EACH,
          MORNING,
          NOON,
          EVENING,
          BEDTIME,
          AT,
          WEEKDAYS,
          ONCE_ONLY ->
          when.read();
      case FOR, TIMES, NEXT, ORDINAL, DAYS, THEREAFTER -> howLong();
      case THEN, AFTER, IN, INCREASE, DECREASE, STOP -> later();
      case AS_NEEDED,
          AT_MOST,
          DAILY_AT_MOST,
          UP_TO,
          REPEAT,
          TOTAL,
          DAILY_TOTAL,
          EQUALS,
          COMMENT,
          SUPPLY ->
          limits.read(steps.last(), parentheses > 0);
      case OPEN, CLOSE -> parenthesis();
      default -> meaningless();
    }
  }

  private void meaningless() {
    Token token = tokens.next();
    switch (token.kind()) {
      case TAKE, START -> afterTake = true;
      case DOSE -> {
        if (steps.last().hasAmount() && steps.last().part().timing().isEmpty()) {
          throw new NotUnderstoodException();
        }
      }
      case OR -> {
        if (!wasReason || !tokens.is(0, Kind.REASONS)) {
          throw new NotUnderstoodException();
        }
      }
      case NOTHING, REASONS, ROUTE, COMMA, BREAK, COLON, PLUS, AND -> {}
      case OF -> {
        if (!tokens.peek(0).kind().isMeaningless()) {
          throw new NotUnderstoodException();
        }
      }
      case DASH -> {
        boolean minus = !steps.last().isOver() && steps.timing().isEmpty();
        if (tokens.is(0, Kind.NUMBER)
            && (minus || (steps.last().part().hasAmount() && !steps.last().isOver()))) {
          throw new NotUnderstoodException();
        }
      }
      case ON -> {
        if (!tokens.is(0, Kind.WEEKDAYS) && !tokens.is(0, Kind.DAYS)) {
          throw new NotUnderstoodException();
        }
      }
      default -> throw new NotUnderstoodException();
    }
    wasReason = token.is(Kind.REASONS);
  }

  private void parenthesis() {
    parentheses += tokens.next().is(Kind.OPEN) ? 1 : -1;
    if (parentheses < 0) {
      throw new NotUnderstoodException();
    }
  }

  /** A number begins an amount, a frequency, a length, a time of day or "30 minutes before". */
  private void number() {
    boolean take = afterTake;
    afterTake = false;
    if (when.readNumber()) {
      return;
    }
    int mark = tokens.mark();
    if (Numbers.span(tokens).filter(n -> times.daysIn(n, steps.timing())).isPresent()) {
      return;
    }
    tokens.reset(mark);
    OptionalLong days = times.duration();
    if (days.isPresent()) {
      steps.forLength().lasts(days.getAsLong());
      return;
    }
    Optional<Span> span = Numbers.span(tokens);
    if (span.isPresent() && tokens.is(0, Kind.TIMES) && !tokens.is(1, Kind.NUMBER)) {
      tokens.next();
      times.times(span.get(), steps.timing());
      return;
    }
    if (span.isPresent() && tokens.is(0, Kind.ORDINAL_ENDING) && tokens.is(1, Kind.DAYS)) {
      tokens.reset(mark);
      labels.ordinal(steps::forLength);
      return;
    }
    tokens.reset(mark);
    amounts.read(take).ifPresent(amount -> steps.take(amount, again(), afterAnd));
  }

  private Again again() {
    if (parentheses == 0) {
      return Again.BESIDE;
    }
    boolean total = tokens.is(0, Kind.TOTAL) && tokens.is(1, Kind.CLOSE);
    return total ? Again.AS_EQUAL : Again.IN_PARENTHESES;
  }

  private void every() {
    tokens.next();
    int mark = tokens.mark();
    OptionalLong days = times.duration();
    if (days.isPresent() && tokens.is(0, Kind.INCREASE)) {
      rise(days);
      return;
    }
    tokens.reset(mark);
    times.every(steps.timing());
  }

  private void howLong() {
    Token token = tokens.peek(0);
    if (token.is(Kind.DAYS)) {
      labels.label(steps::forLength, false);
    } else if (token.is(Kind.ORDINAL)) {
      boolean alone = !tokens.is(1, Kind.DAYS) && !tokens.is(1, Kind.NUMBER);
      if (alone && steps.isFirst() && steps.last().isUntouched() && labels.acceptFirst()) {
        return;
      }
      if (!labels.ordinal(steps::forLength)) {
        steps.forLength().lasts(labels.firstDays());
      }
    } else if (token.is(Kind.THEREAFTER)) {
      thereafter();
    } else {
      lasting();
    }
  }

  /** "from week 3: 3 mg", "3 mg from week 3". */
  private void from() {
    tokens.next();
    if (!tokens.is(0, Kind.DAYS)) {
      throw new NotUnderstoodException();
    }
    int colon = tokens.is(2, Kind.COLON) || tokens.is(2, Kind.COMMA) ? 1 : 0;
    boolean amountFollows = colon > 0 || tokens.is(2, Kind.NUMBER) || tokens.is(2, Kind.TAKE);
    if (amountFollows && steps.last().hasAmount()) {
      steps.begin();
    }
    labels.label(steps::last, true);
  }

  private void thereafter() {
    tokens.next();
    if (steps.last().isOver() && steps.last().hasAmount()) {
      steps.begin();
    } else {
      steps.last().openEnd();
    }
  }

  /** "for 14 days", "x 14 d", "next 2 weeks"; "for pain". */
  private void lasting() {
    boolean next = tokens.is(0, Kind.NEXT);
    boolean times = tokens.next().is(Kind.TIMES);
    tokens.accept(Kind.NEXT);
    if (tokens.is(0, Kind.ORDINAL) || tokens.is(0, Kind.NOTHING)) {
      return;
    }
    OptionalLong days = this.times.duration();
    if (days.isPresent()) {
      steps.forLength().lasts(days.getAsLong());
    } else if (next || times || !tokens.peek(0).kind().isMeaningless()) {
      throw new NotUnderstoodException();
    }
  }

  private void later() {
    Token token = tokens.peek(0);
    switch (token.kind()) {
      case THEN -> {
        tokens.next();
        if (!tokens.is(0, Kind.STOP)) {
          steps.begin();
        }
      }
      case STOP -> {
        tokens.next();
        steps.stop();
      }
      case INCREASE, DECREASE -> rise(OptionalLong.empty());
      default -> {
        tokens.next();
        long days = times.duration().orElseThrow(NotUnderstoodException::new);
        if (lastAfter != 0 && lastAfter != days) {
          throw new NotUnderstoodException(); // since the start, or since the last change?
        }
        lastAfter = days;
        steps.last().lasts(days);
        steps.begin();
      }
    }
  }

  private void rise(OptionalLong every) {
    if (steps.last().hasAmount()) {
      steps.begin();
    } else if (steps.isFirst() || !steps.last().isUntouched()) {
      throw new NotUnderstoodException();
    }
    new RiseReader(tokens, amounts, times, every).read(steps.beforeLast(), steps.last());
  }
}

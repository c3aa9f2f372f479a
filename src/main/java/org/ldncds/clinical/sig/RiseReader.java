package org.ldncds.clinical.sig;

import java.util.Optional;
import java.util.OptionalLong;
import org.ldncds.clinical.sig.StepDraft.Rise;

/**
 * Reads how a dose changes: "increase by 0.5 mg every 2 weeks to 4.5 mg", "increase to 3 mg after 2
 * weeks". The parts come in any order.
 */
final class RiseReader {

  private final Tokens tokens;
  private final Amounts amounts;
  private final Times times;
  private OptionalLong every;
  private OptionalLong after = OptionalLong.empty();
  private Optional<Amount> by = Optional.empty();
  private Optional<Amount> target = Optional.empty();
  private boolean more = true;

  RiseReader(Tokens tokens, Amounts amounts, Times times, OptionalLong every) {
    this.tokens = tokens;
    this.amounts = amounts;
    this.times = times;
    this.every = every;
  }

  /**
   * @param before the step before the change
   * @param step the last step of the change, empty as yet
   */
  void read(StepDraft before, StepDraft step) {
    boolean down = tokens.next().is(Kind.DECREASE);
    while (more) {
      part();
    }
    if (after.isPresent()) {
      before.lasts(after.getAsLong());
    }
    step.part().take(target.orElseThrow(NotUnderstoodException::new));
    if (by.isPresent()) {
      long days = every.orElseThrow(NotUnderstoodException::new);
      step.risesBy(new Rise(by.get(), days, down));
    } else if (every.isPresent()) {
      throw new NotUnderstoodException();
    }
  }

  private void part() {
    switch (tokens.peek(0).kind()) {
      case INCREASE, DECREASE, BY, TO, AT_MOST, UP_TO, NUMBER, ARTICLES -> amount();
      case EVERY, OFTEN -> interval();
      case AFTER, IN -> after();
      case NOTHING, COMMA, DOSE, ROUTE -> skipped();
      case OPEN -> limitInParentheses();
      default -> more = false;
    }
  }

  /** "(max 4.5 mg)". */
  private void limitInParentheses() {
    if (!tokens.is(1, Kind.AT_MOST) || target.isPresent()) {
      more = false;
      return;
    }
    tokens.next();
    amount();
    if (!tokens.accept(Kind.CLOSE)) {
      throw new NotUnderstoodException();
    }
  }

  /** A comma belongs to the change only where more of it follows. */
  private void skipped() {
    int mark = tokens.mark();
    tokens.next();
    switch (tokens.peek(0).kind()) {
      case BY, TO, AT_MOST, UP_TO, EVERY, AFTER, IN, NOTHING, COMMA, NUMBER, OPEN -> {
        if (target.isPresent() && tokens.is(0, Kind.NUMBER)) {
          tokens.reset(mark);
          more = false;
        }
      }
      default -> {
        tokens.reset(mark);
        more = false;
      }
    }
  }

  private void amount() {
    Kind word = tokens.peek(0).kind();
    if (word == Kind.INCREASE || word == Kind.DECREASE) {
      more = false;
      return;
    }
    boolean isTarget = word == Kind.TO || word == Kind.AT_MOST || word == Kind.UP_TO;
    if (!isTarget && by.isPresent()) {
      more = false;
      return;
    }
    if (isTarget || word == Kind.BY) {
      tokens.next();
      tokens.accept(Kind.AT_MOST);
    }
    Optional<Amount> read = amounts.read(false);
    if (read.isEmpty() || (isTarget ? target : by).isPresent()) {
      throw new NotUnderstoodException();
    }
    if (isTarget) {
      target = read;
    } else {
      by = read;
    }
  }

  /** "every 2 weeks", "weekly"; a daily frequency belongs to the last step. */
  private void interval() {
    int mark = tokens.mark();
    OptionalLong days = OptionalLong.empty();
    if (tokens.is(0, Kind.OFTEN)) {
      var often = Times.of(tokens.next());
      days = often.times() == 1 ? OptionalLong.of(often.days()) : days;
    } else {
      tokens.next();
      days = times.duration();
    }
    if (every.isPresent() || days.isEmpty() || days.getAsLong() < 2) {
      tokens.reset(mark);
      more = false;
    } else {
      every = days;
    }
  }

  private void after() {
    tokens.next();
    if (after.isPresent()) {
      throw new NotUnderstoodException();
    }
    after = OptionalLong.of(times.duration().orElseThrow(NotUnderstoodException::new));
  }
}

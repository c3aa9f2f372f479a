package org.ldncds.clinical.sig;

import java.util.Optional;
import org.ldncds.clinical.quantity.Frequency;
import org.ldncds.clinical.sig.Numbers.Span;
import org.ldncds.clinical.sig.StepDraft.Cap;
import org.ldncds.clinical.sig.StepDraft.Total;
import org.ldncds.clinical.sig.Strengths.Again;

/** Reads what is said besides the dose: the most allowed, repeats, totals, comments, supplies. */
final class Limits {

  private final Tokens tokens;
  private final Amounts amounts;
  private final Times times;

  Limits(Tokens tokens, Amounts amounts, Times times) {
    this.tokens = tokens;
    this.amounts = amounts;
    this.times = times;
  }

  void read(StepDraft step, boolean inParentheses) {
    Token word = tokens.next();
    switch (word.kind()) {
      case AS_NEEDED -> step.setAsNeeded();
      case EQUALS -> {
        if (step.part().hasAmount()) {
          equal(step);
        }
      }
      case COMMENT -> comment();
      case SUPPLY -> supply();
      case AT_MOST -> step.atMost(cap(Optional.empty()));
      case DAILY_AT_MOST -> step.atMost(cap(Optional.of(Frequency.ONCE_DAILY)));
      case UP_TO -> upTo(step);
      case REPEAT -> repeat(step);
      case TOTAL -> total(step, inParentheses);
      case DAILY_TOTAL -> dailyTotal(step);
      default -> throw new NotUnderstoodException();
    }
  }

  /** "6 a day", "4 tablets in 24 hours", "4.5 mg daily". */
  private Cap cap(Optional<Frequency> stated) {
    tokens.accept(Kind.DOSE);
    tokens.accept(Kind.OF);
    tokens.accept(Kind.COLON);
    Token number = tokens.peek(0);
    int mark = tokens.mark();
    Span span = Numbers.span(tokens).orElseThrow(NotUnderstoodException::new);
    boolean times = tokens.accept(Kind.TIMES);
    boolean counted = times || tokens.accept(Kind.DOSE);
    Optional<Amount> amount = Optional.empty();
    if (!counted && hasUnit()) {
      tokens.reset(mark);
      amount = Optional.of(amounts.read(false).orElseThrow(NotUnderstoodException::new));
    }
    if (span.isRange() || number.afterStop()) {
      throw new NotUnderstoodException();
    }
    Frequency period =
        this.times.period().or(() -> stated).orElseThrow(NotUnderstoodException::new);
    if (period.times() != 1) {
      throw new NotUnderstoodException();
    }
    return new Cap(amount, span.low(), counted, period.days());
  }

  private boolean hasUnit() {
    return switch (tokens.peek(0).kind()) {
      case MASS, VOLUME, COUNTED, PUFF, OTHER_UNIT -> true;
      default -> false;
    };
  }

  /** "up to 3 times a day"; after an amount "up to 6 tablets a day". */
  private void upTo(StepDraft step) {
    int mark = tokens.mark();
    Optional<Span> span = Numbers.span(tokens);
    if (span.isPresent() && tokens.accept(Kind.TIMES)) {
      Frequency period = times.period().orElseThrow(NotUnderstoodException::new);
      long most = span.get().whole().orElseThrow(NotUnderstoodException::new) * period.times();
      step.part()
          .timing()
          .addOften(new Frequency(1, period.days()), new Frequency(most, period.days()));
      return;
    }
    tokens.reset(mark);
    if (span.isEmpty() && (tokens.is(0, Kind.OFTEN) || tokens.is(0, Kind.ONCE))) {
      upToOften(step);
      return;
    }
    if (!step.hasAmount()) {
      throw new NotUnderstoodException();
    }
    step.atMost(cap(Optional.empty()));
  }

  /** "up to twice daily", "up to tid". */
  private void upToOften(StepDraft step) {
    if (!tokens.is(0, Kind.OFTEN)) {
      throw new NotUnderstoodException();
    }
    Frequency most = Times.of(tokens.next());
    step.part().timing().addOften(new Frequency(1, most.days()), most);
  }

  /** "may repeat once", "may repeat in 4 hours", "may repeat x 1". */
  private void repeat(StepDraft step) {
    int number = 0;
    if (tokens.is(0, Kind.ONCE)) {
      number = tokens.next().number().intValueExact();
    } else if (tokens.is(0, Kind.TIMES) && tokens.is(1, Kind.NUMBER)) {
      tokens.next();
      number = whole();
    } else if (tokens.is(0, Kind.NUMBER) && tokens.is(1, Kind.TIMES)) {
      number = whole();
      tokens.next();
    } else if (tokens.is(0, Kind.DOSE)) {
      tokens.next();
    }
    pause();
    if (number == 0 && tokens.is(0, Kind.ONCE)) {
      number = tokens.next().number().intValueExact();
    } else if (number == 0 && tokens.is(0, Kind.TIMES) && tokens.is(1, Kind.NUMBER)) {
      tokens.next();
      number = whole();
    }
    step.repeats(number);
  }

  private int whole() {
    return Numbers.span(tokens).flatMap(Span::whole).orElseThrow(NotUnderstoodException::new);
  }

  /** "in 4 hours", "after 30 minutes". */
  private void pause() {
    if (tokens.is(0, Kind.IN) || tokens.is(0, Kind.AFTER)) {
      tokens.next();
      boolean number = Numbers.span(tokens).isPresent();
      boolean unit = tokens.accept(Kind.HOURS) || tokens.accept(Kind.MINUTES);
      if (!number || !unit) {
        throw new NotUnderstoodException();
      }
    }
  }

  /** "3 capsules = 4.5 mg". */
  private void equal(StepDraft step) {
    Amount amount = amounts.read(false).orElseThrow(NotUnderstoodException::new);
    if (step.parts().size() == 1 && !isTotalAfter()) {
      step.part().restate(amount, Again.AS_EQUAL);
    } else {
      total(step, amount);
    }
  }

  private boolean isTotalAfter() {
    return tokens.is(0, Kind.TOTAL) || tokens.is(0, Kind.PER) || tokens.is(0, Kind.SLASH);
  }

  /** "total of 4.5 mg", "total 9 mg a day"; "4.5 mg total" where the amount went before. */
  private void total(StepDraft step, boolean inParentheses) {
    tokens.accept(Kind.COLON);
    tokens.accept(Kind.EQUALS);
    if (!Numbers.startsAt(tokens)) {
      boolean single = step.part().timing().isEmpty() || inParentheses;
      if (!step.part().hasAmount() || !single) {
        throw new NotUnderstoodException();
      }
      return;
    }
    total(step, amounts.read(false).orElseThrow(NotUnderstoodException::new));
  }

  private void total(StepDraft step, Amount amount) {
    tokens.accept(Kind.TOTAL);
    Optional<Frequency> period = times.period();
    if (!step.hasAmount() || period.filter(p -> !p.equals(Frequency.ONCE_DAILY)).isPresent()) {
      throw new NotUnderstoodException();
    }
    boolean daily = period.isPresent() || !step.part().timing().isEmpty();
    step.total(new Total(amount, daily));
  }

  /** "total daily dose: 9 mg"; after the amount it would leave the single dose open. */
  private void dailyTotal(StepDraft step) {
    tokens.accept(Kind.COLON);
    tokens.accept(Kind.EQUALS);
    if (!step.hasAmount() || !Numbers.startsAt(tokens)) {
      throw new NotUnderstoodException();
    }
    step.total(new Total(amounts.read(false).orElseThrow(NotUnderstoodException::new), true));
  }

  /** What the dosage is for, up to the end of its sentence; it must tell nothing of a dose. */
  private void comment() {
    tokens.accept(Kind.COLON);
    while (!tokens.atEnd() && !tokens.is(0, Kind.BREAK) && !tokens.peek(0).afterStop()) {
      switch (tokens.next().kind()) {
        case UNKNOWN, NOTHING, REASONS, AND, OR, OF, FOR, COMMA, DASH, IN -> {}
        default -> throw new NotUnderstoodException();
      }
    }
  }

  /** "dispense 30 capsules", "#90", "refills: 3". */
  private void supply() {
    boolean words = true;
    while (words) {
      words = tokens.accept(Kind.SUPPLY) || tokens.accept(Kind.COLON) || tokens.accept(Kind.OF);
    }
    boolean none = tokens.is(0, Kind.NUMBER) && tokens.peek(0).number().signum() == 0;
    if (none) {
      tokens.next();
    } else {
      whole();
    }
    tokens.accept(Kind.COUNTED);
    tokens.accept(Kind.VOLUME);
  }
}

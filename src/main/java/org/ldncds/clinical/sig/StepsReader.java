package org.ldncds.clinical.sig;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.ldncds.clinical.facts.DosageReading.Unreadable;
import org.ldncds.clinical.quantity.Frequency;
import org.ldncds.clinical.sig.Numbers.Span;
import org.ldncds.clinical.sig.Strengths.Again;

/**
 * Goes through the words of a dosage once, from left to right, and gathers steps. Each word must
 * have its place; the first that has none ends the reading.
 */
final class StepsReader {

  private final Tokens tokens;
  private final int mostSteps;
  private final Amounts amounts;
  private final Times times;
  private final Limits limits;
  private final Labels labels;
  private final List<StepDraft> steps = new ArrayList<>(List.of(new StepDraft()));
  private int parentheses;
  private boolean afterTake;
  private boolean stopped;
  private long lastAfter;

  StepsReader(Tokens tokens, Strengths strengths, boolean oneIngredient, int mostSteps) {
    this.tokens = tokens;
    this.mostSteps = mostSteps;
    amounts = new Amounts(tokens, strengths, oneIngredient);
    times = new Times(tokens);
    limits = new Limits(tokens, amounts, times);
    labels = new Labels(tokens, times);
  }

  List<StepDraft> read() {
    while (!tokens.atEnd()) {
      item();
    }
    if (steps.size() > 1 && step().isUntouched()) {
      throw new NotUnderstoodException();
    }
    return steps;
  }

  private StepDraft step() {
    return steps.get(steps.size() - 1);
  }

  private boolean hasAmount() {
    return step().part().hasAmount();
  }

  private void newStep() {
    if (stopped || !step().hasAmount()) {
      throw new NotUnderstoodException();
    }
    if (steps.size() >= mostSteps) {
      throw new NotUnderstoodException(Unreadable.BEYOND_REASON);
    }
    steps.add(new StepDraft());
  }

  private void item() {
    Token token = tokens.peek(0);
    if (token.afterStop()) {
      afterTake = false;
    }
    switch (token.kind()) {
      case NUMBER, ARTICLES -> number();
      case OFTEN,
          ONCE,
          EVERY,
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
          when();
      case FOR, TIMES, NEXT, ORDINAL, DAYS, THEREAFTER -> howLong();
      case THEN, AFTER, IN, INCREASE, DECREASE, STOP -> later();
      case AS_NEEDED, AT_MOST, DAILY_AT_MOST, UP_TO, REPEAT, TOTAL, EQUALS, COMMENT, SUPPLY ->
          remarks();
      case OPEN, CLOSE -> parenthesis();
      default -> meaningless();
    }
  }

  private void meaningless() {
    Token token = tokens.next();
    switch (token.kind()) {
      case TAKE, START -> afterTake = true;
      case DOSE -> {
        if (step().hasAmount() && step().part().timing().isEmpty()) {
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
        boolean minus = !step().isOver() && timing().isEmpty();
        if (tokens.is(0, Kind.NUMBER) && (minus || (hasAmount() && !step().isOver()))) {
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
    if (clock(0) || perPeriod() || timeBefore()) {
      return;
    }
    int mark = tokens.mark();
    OptionalLong days = times.duration();
    if (days.isPresent()) {
      lasts(days.getAsLong());
      return;
    }
    Optional<Span> span = Numbers.span(tokens);
    if (span.isPresent() && tokens.is(0, Kind.TIMES) && !tokens.is(1, Kind.NUMBER)) {
      tokens.next();
      times.times(span.get(), timing());
      return;
    }
    if (span.isPresent() && tokens.is(0, Kind.ORDINAL_ENDING) && tokens.is(1, Kind.DAYS)) {
      tokens.reset(mark);
      labels.ordinal(this::forLabel);
      return;
    }
    tokens.reset(mark);
    if (times.upToOften(timing())) {
      return;
    }
    amounts.read(take).ifPresent(this::amount);
  }

  /** "a day", "per week" and "/day" after an amount. */
  private boolean perPeriod() {
    if (tokens.is(0, Kind.NUMBER)) {
      return false;
    }
    Optional<Frequency> period = times.period();
    period.ifPresent(frequency -> timing().addOften(frequency, frequency));
    return period.isPresent();
  }

  /** "1 hour before bedtime", "30 minutes before food". */
  private boolean timeBefore() {
    int mark = tokens.mark();
    Optional<Span> span = Numbers.span(tokens);
    boolean time = span.isPresent() && (tokens.is(0, Kind.HOURS) || tokens.is(0, Kind.MINUTES));
    Token before = tokens.peek(1);
    boolean known =
        before.text().equals("before")
            || before.text().equals("prior")
            || (before.text().equals("after") && !before.is(Kind.AFTER));
    if (time && known && (before.kind().isTimeOfDay() || before.is(Kind.NOTHING))) {
      tokens.next();
      return true;
    }
    tokens.reset(mark);
    return false;
  }

  /** "21:00", "9 pm"; with "at" before it the hour alone is not enough. */
  private boolean clock(int ahead) {
    Token hour = tokens.peek(ahead);
    Token minutes = tokens.peek(ahead + 2);
    boolean colon =
        tokens.is(ahead + 1, Kind.COLON)
            && minutes.is(Kind.NUMBER)
            && minutes.text().length() == 2
            && Character.isDigit(minutes.text().charAt(0))
            && !tokens.is(ahead + 3, Kind.MASS)
            && !tokens.is(ahead + 3, Kind.VOLUME)
            && !tokens.is(ahead + 3, Kind.COUNTED);
    Token half = tokens.peek(ahead + (colon ? 3 : 1));
    boolean named = half.text().equals("am") || half.text().equals("pm");
    if (!hour.is(Kind.NUMBER) || !(colon || (named && ahead == 1))) {
      return false;
    }
    int at = hourOf(hour, named ? half.text() : "");
    tokens.skip(ahead + (colon ? 3 : 1) + (named ? 1 : 0));
    timing().addTimes(EnumSet.of(slot(at)), 1);
    return true;
  }

  private static int hourOf(Token hour, String half) {
    int number =
        new Span(hour.number(), hour.number(), hour)
            .whole()
            .orElseThrow(NotUnderstoodException::new);
    boolean twelve = !half.isEmpty();
    if (number > (twelve ? 12 : 24) || (twelve && number < 1)) {
      throw new NotUnderstoodException();
    }
    return half.equals("pm") ? number % 12 + 12 : twelve ? number % 12 : number % 24;
  }

  private static Kind slot(int hour) {
    if (hour >= 4 && hour < 12) {
      return Kind.MORNING;
    }
    return hour >= 12 && hour < 17
        ? Kind.NOON
        : hour >= 17 && hour < 21 ? Kind.EVENING : Kind.BEDTIME;
  }

  private void amount(Amount amount) {
    Part part = step().part();
    if (part.hasAmount() && amount.ofOneUnit()) {
      return;
    }
    if (!part.hasAmount() || part.isReplacedBy(amount)) {
      part.take(amount);
    } else if (parentheses > 0) {
      part.restate(amount, Again.IN_PARENTHESES);
    } else if (step().isOver() && !step().isDaysFirst()) {
      newStep();
      step().beginsWithoutWord();
      step().part().take(amount);
    } else if (part.timing().isEmpty()) {
      part.restate(amount, Again.BESIDE);
    } else {
      step().newPart().take(amount);
    }
  }

  private Timing timing() {
    return step().part().timing();
  }

  private void when() {
    switch (tokens.peek(0).kind()) {
      case OFTEN -> {
        Frequency often = Times.of(tokens.next());
        timing().addOften(often, often);
      }
      case ONCE -> once();
      case EVERY -> every();
      case PER, SLASH, EACH -> {
        if (!perPeriod()) {
          throw new NotUnderstoodException();
        }
      }
      case AT -> {
        if (!clock(1)) {
          throw new NotUnderstoodException();
        }
        while ((tokens.is(0, Kind.AND) || tokens.is(0, Kind.COMMA)) && clock(1)) {
          continue;
        }
      }
      case WEEKDAYS -> {
        beginPart(timing().hasWeekdays());
        times.weekdays(timing());
      }
      case ONCE_ONLY -> {
        tokens.next();
        timing().addOnceOnly();
      }
      default -> {
        boolean sameAgain = timing().isAt(Set.of(tokens.peek(0).kind()));
        beginPart(timing().hasTimes() && !sameAgain);
        times.timesOfDay(timing());
      }
    }
  }

  /** "am 1 mg, pm 2 mg": where the time comes first, the next time begins the next part. */
  private void beginPart(boolean complete) {
    if (complete && step().part().isTimingFirst()) {
      step().newPart();
    } else if (complete) {
      throw new NotUnderstoodException();
    }
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
    times.every(timing());
  }

  /** "once a day", "once or twice daily", "once at bedtime". */
  private void once() {
    Token low = tokens.next();
    Token high = low;
    if (times.upToOften(low, timing())) {
      return;
    }
    if ((tokens.is(0, Kind.OR) || tokens.is(0, Kind.TO)) && tokens.is(1, Kind.ONCE)) {
      tokens.next();
      high = tokens.next();
    }
    Optional<Frequency> period = times.period();
    if (period.isPresent()) {
      Frequency each = period.get();
      timing()
          .addOften(
              new Frequency(low.number().longValueExact() * each.times(), each.days()),
              new Frequency(high.number().longValueExact() * each.times(), each.days()));
      return;
    }
    boolean atATime = tokens.peek(0).kind().isTimeOfDay() && low == high;
    if (!atATime || low.number().intValueExact() != 1) {
      throw new NotUnderstoodException(Unreadable.NO_TIMING);
    }
  }

  private void howLong() {
    Token token = tokens.peek(0);
    if (token.is(Kind.DAYS)) {
      labels.label(this::forLabel);
    } else if (token.is(Kind.ORDINAL)) {
      if (!labels.ordinal(this::forLabel)) {
        lasts(labels.firstDays());
      }
    } else if (token.is(Kind.THEREAFTER)) {
      thereafter();
    } else {
      lasting();
    }
  }

  private void thereafter() {
    tokens.next();
    if (step().isOver() && step().hasAmount()) {
      newStep();
    } else {
      step().openEnd();
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
      lasts(days.getAsLong());
    } else if (next || times || !tokens.peek(0).kind().isMeaningless()) {
      throw new NotUnderstoodException();
    }
  }

  private void lasts(long days) {
    if (step().isOver() && step().hasAmount()) {
      newStep();
    }
    step().lasts(days);
  }

  /** The step that a label is for. */
  private StepDraft forLabel() {
    if (step().isOver() && step().hasAmount()) {
      newStep();
    }
    return step();
  }

  private void later() {
    Token token = tokens.peek(0);
    switch (token.kind()) {
      case THEN -> {
        tokens.next();
        if (!tokens.is(0, Kind.STOP)) {
          newStep();
        }
      }
      case STOP -> {
        tokens.next();
        if (!step().hasEnd() || !step().hasAmount()) {
          throw new NotUnderstoodException();
        }
        stopped = true;
      }
      case INCREASE, DECREASE -> rise(OptionalLong.empty());
      default -> {
        tokens.next();
        long days = times.duration().orElseThrow(NotUnderstoodException::new);
        if (lastAfter != 0 && lastAfter != days) {
          throw new NotUnderstoodException(); // since the start, or since the last change?
        }
        lastAfter = days;
        step().lasts(days);
        newStep();
      }
    }
  }

  private void rise(OptionalLong every) {
    if (step().hasAmount()) {
      newStep();
    } else if (steps.size() < 2 || !step().isUntouched()) {
      throw new NotUnderstoodException();
    }
    new RiseReader(tokens, amounts, times, every).read(steps.get(steps.size() - 2), step());
  }

  private void remarks() {
    Token token = tokens.peek(0);
    switch (token.kind()) {
      case AS_NEEDED -> {
        tokens.next();
        step().setAsNeeded();
      }
      case EQUALS -> {
        tokens.next();
        if (step().part().hasAmount()) {
          limits.equal(step());
        }
      }
      case COMMENT -> {
        tokens.next();
        limits.comment();
      }
      case SUPPLY -> {
        tokens.next();
        limits.supply();
      }
      default -> limits.read(step());
    }
  }
}

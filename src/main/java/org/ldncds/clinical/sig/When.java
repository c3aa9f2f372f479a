package org.ldncds.clinical.sig;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.ldncds.clinical.facts.DosageReading.Unreadable;
import org.ldncds.clinical.quantity.Frequency;
import org.ldncds.clinical.sig.Numbers.Span;

/** Reads the words that say when and how often into the step that is being read. */
final class When {

  private final Tokens tokens;
  private final Times times;
  private final Steps steps;

  When(Tokens tokens, Times times, Steps steps) {
    this.tokens = tokens;
    this.times = times;
    this.steps = steps;
  }

  private Timing timing() {
    return steps.timing();
  }

  void read() {
    switch (tokens.peek(0).kind()) {
      case OFTEN -> {
        Frequency often = Times.of(tokens.next());
        timing().addOften(often, often);
      }
      case ONCE -> once();
      case PER, SLASH, EACH -> {
        if (!perPeriod()) {
          throw new NotUnderstoodException();
        }
      }
      case AT -> {
        if (!clock(1)) {
          throw new NotUnderstoodException();
        }
        boolean more = true;
        while (more) {
          more = isJoined() && clock(1);
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

  private boolean isJoined() {
    return tokens.is(0, Kind.AND) || tokens.is(0, Kind.COMMA);
  }

  /** "am 1 mg, pm 2 mg": where the time comes first, the next time begins the next part. */
  private void beginPart(boolean complete) {
    if (complete && steps.last().part().isTimingFirst()) {
      steps.last().newPart();
    } else if (complete) {
      throw new NotUnderstoodException();
    }
  }

  /** "once a day", "once or twice daily", "once at bedtime". */
  private void once() {
    Token low = tokens.next();
    Token high = low;
    boolean range = false;
    if (times.upToOften(low, timing())) {
      return;
    }
    if ((tokens.is(0, Kind.OR) || tokens.is(0, Kind.TO)) && tokens.is(1, Kind.ONCE)) {
      tokens.next();
      high = tokens.next();
      range = true;
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
    boolean atATime = tokens.peek(0).kind().isTimeOfDay() && !range;
    if (!atATime || low.number().intValueExact() != 1) {
      throw new NotUnderstoodException(Unreadable.NO_TIMING);
    }
  }

  /** A number that begins a time: "21:00", "a day", "30 minutes before bed", "1 to 2 times". */
  boolean readNumber() {
    return clock(0) || perPeriod() || timeBefore() || times.upToOften(timing());
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
}

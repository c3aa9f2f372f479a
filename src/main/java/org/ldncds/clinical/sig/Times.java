package org.ldncds.clinical.sig;

import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.ldncds.clinical.quantity.Frequency;
import org.ldncds.clinical.sig.Numbers.Span;

/** Reads how often, when and for how long. */
final class Times {

  private static final int HOURS_A_DAY = 24;

  private final Tokens tokens;

  Times(Tokens tokens) {
    this.tokens = tokens;
  }

  /** "every 6 hours", "every 4 to 6 hours", "every 2 weeks", "every evening"; after "every". */
  void every(Timing timing) {
    if (tokens.peek(0).kind().isTimeOfDay() || tokens.is(0, Kind.WEEKDAYS)) {
      return;
    }
    Optional<Span> number = Numbers.span(tokens);
    tokens.accept(Kind.ORDINAL_ENDING);
    Token unit = tokens.next();
    if (number.isEmpty() && unit.is(Kind.HOURS)) {
      throw new NotUnderstoodException(); // "every hours" has lost its number
    }
    int low = number.map(Times::least).orElse(1);
    int high = number.map(Times::most).orElse(1);
    timing.addOften(each(high, unit), each(low, unit));
  }

  private static int least(Span span) {
    return new Span(span.low(), span.low(), span.first())
        .whole()
        .orElseThrow(NotUnderstoodException::new);
  }

  private static int most(Span span) {
    return new Span(span.high(), span.high(), span.first())
        .whole()
        .orElseThrow(NotUnderstoodException::new);
  }

  private static Frequency each(int number, Token unit) {
    if (unit.is(Kind.HOURS)) {
      return new Frequency(HOURS_A_DAY, number);
    }
    if (unit.is(Kind.DAYS)) {
      return new Frequency(1, (long) number * unit.number().intValueExact());
    }
    throw new NotUnderstoodException();
  }

  /** A frequency that the vocabulary knows as a whole. */
  static Frequency of(Token often) {
    return new Frequency(often.number().longValueExact(), often.meaning().days());
  }

  /** What follows "2 to 3 times", "once": "a day", "per week", "daily", "every 3 days". */
  Optional<Frequency> period() {
    if (tokens.is(0, Kind.OFTEN)) {
      Frequency often = of(tokens.next());
      return often.times() == 1 ? Optional.of(often) : Optional.empty();
    }
    int per = perWords();
    int number = tokens.is(per, Kind.NUMBER) ? 1 : 0;
    Token unit = tokens.peek(per + number);
    boolean counts = per > 0 || unit.is(Kind.DAYS);
    if (!counts || !(unit.is(Kind.DAYS) || (unit.is(Kind.HOURS) && number == 1))) {
      return Optional.empty();
    }
    tokens.skip(per);
    int periods = number == 1 ? least(Numbers.span(tokens).orElseThrow()) : 1;
    return Optional.of(each(periods, tokens.next()));
  }

  /** How many of "a", "per", "/", "in", "every" stand here. */
  private int perWords() {
    int words = 0;
    while (words < 2) {
      switch (tokens.peek(words).kind()) {
        case PER, SLASH, IN, EVERY, EACH, ARTICLES -> words++;
        default -> {
          return words;
        }
      }
    }
    return words;
  }

  /** "2-3 times a day"; the cursor stands behind "times". */
  void times(Span number, Timing timing) {
    times(number, period().orElseThrow(NotUnderstoodException::new), timing);
  }

  private static void times(Span number, Frequency period, Timing timing) {
    timing.addOften(times(least(number), period), times(most(number), period));
  }

  /** "3 days a week"; the cursor stands behind the number. */
  boolean daysIn(Span number, Timing timing) {
    if (!tokens.is(0, Kind.DAYS) || tokens.peek(0).number().compareTo(BigDecimal.ONE) != 0) {
      return false;
    }
    int mark = tokens.mark();
    tokens.next();
    Optional<Frequency> period =
        tokens.is(0, Kind.DAYS) ? Optional.empty() : period().filter(p -> p.days() > 1);
    if (period.isEmpty()) {
      tokens.reset(mark);
      return false;
    }
    times(number, period.get(), timing);
    return true;
  }

  /** "once or twice daily", "one to two times a day"; the cursor stands behind the first word. */
  boolean upToOften(Token low, Timing timing) {
    boolean joins = tokens.is(0, Kind.OR) || tokens.is(0, Kind.TO) || tokens.is(0, Kind.DASH);
    Token high = tokens.peek(1);
    if (!joins || !high.is(Kind.OFTEN) || high.number().compareTo(low.number()) <= 0) {
      return false;
    }
    tokens.skip(2);
    Frequency most = of(high);
    timing.addOften(new Frequency(low.number().longValueExact(), most.days()), most);
    return true;
  }

  /** The same, where a number stands at the cursor. */
  boolean upToOften(Timing timing) {
    int mark = tokens.mark();
    Token low = tokens.next();
    boolean whole = low.is(Kind.NUMBER) && low.number().scale() <= 0 && low.number().signum() > 0;
    if (whole && upToOften(low, timing)) {
      return true;
    }
    tokens.reset(mark);
    return false;
  }

  private static Frequency times(int number, Frequency period) {
    return new Frequency(Math.multiplyExact(number, period.times()), period.days());
  }

  /** Times of day that belong together: "in the morning and at bedtime". */
  void timesOfDay(Timing timing) {
    Set<Kind> slots = EnumSet.of(tokens.next().kind());
    int number = 1;
    while (true) {
      int signs = joiners();
      Token next = tokens.peek(signs);
      if (!next.kind().isTimeOfDay()) {
        break;
      }
      boolean or = signs > 0 && tokens.is(signs - 1, Kind.OR);
      boolean sameAgain = slots.contains(next.kind());
      if (signs == 0 && !sameAgain && isMorningAndOther(slots, next.kind())) {
        throw new NotUnderstoodException();
      }
      boolean comma = signs == 1 && tokens.is(0, Kind.COMMA);
      if (comma && !sameAgain && isEvening(slots) && isEvening(Set.of(next.kind()))) {
        throw new NotUnderstoodException();
      }
      boolean another = signs > 0 && !or && !(comma && sameAgain);
      number += another ? 1 : 0;
      slots.add(next.kind());
      tokens.skip(signs + 1);
    }
    boolean known = timing.hasTimes() && number == 1 && timing.slots().containsAll(slots);
    if (!known) {
      timing.addTimes(slots, number);
    }
  }

  private int joiners() {
    int signs = 0;
    while (signs < 2) {
      switch (tokens.peek(signs).kind()) {
        case COMMA, AND, PLUS, SLASH, OR -> signs++;
        default -> {
          return signs;
        }
      }
    }
    return signs;
  }

  private static boolean isMorningAndOther(Set<Kind> slots, Kind next) {
    return next == Kind.MORNING || slots.contains(Kind.MORNING) || next == Kind.NOON;
  }

  private static boolean isEvening(Set<Kind> slots) {
    return slots.contains(Kind.EVENING) || slots.contains(Kind.BEDTIME);
  }

  /** "Mon-Fri", "Mon, Wed and Fri". */
  void weekdays(Timing timing) {
    int days = 0;
    do {
      int first = tokens.next().meaning().days();
      int last = 0;
      boolean range =
          tokens.is(0, Kind.DASH) || tokens.is(0, Kind.TO) || tokens.is(0, Kind.THROUGH);
      if (range && tokens.is(1, Kind.WEEKDAYS)) {
        tokens.next();
        last = tokens.next().meaning().days();
      }
      int run = last == 0 ? first : run(first, last);
      if ((days & run) != 0) {
        throw new NotUnderstoodException();
      }
      days |= run;
    } while (moreWeekdays());
    timing.addWeekdays(days);
  }

  private boolean moreWeekdays() {
    int signs = joiners();
    if (tokens.is(signs, Kind.WEEKDAYS)) {
      tokens.skip(signs);
      return true;
    }
    return false;
  }

  private static int run(int first, int last) {
    boolean single = Integer.bitCount(first) == 1 && Integer.bitCount(last) == 1;
    if (!single || first == last) {
      throw new NotUnderstoodException();
    }
    int days = first;
    int day = first;
    while (day != last) {
      day = day == 64 ? 1 : day << 1;
      days |= day;
    }
    return days;
  }

  /** A whole number of days: "14 days", "2 weeks", "48 hours"; empty where none stands here. */
  OptionalLong duration() {
    int mark = tokens.mark();
    Optional<Span> number = Numbers.span(tokens);
    if (number.isPresent() && number.get().whole().isPresent()) {
      int whole = number.get().whole().get();
      if (tokens.is(0, Kind.DAYS)) {
        return OptionalLong.of((long) whole * tokens.next().number().intValueExact());
      }
      if (tokens.is(0, Kind.HOURS) && whole % HOURS_A_DAY == 0) {
        tokens.next();
        return OptionalLong.of(whole / HOURS_A_DAY);
      }
    } else if (number.isEmpty()) {
      int article = tokens.is(0, Kind.ARTICLES) ? 1 : 0;
      if (tokens.is(article, Kind.DAYS) && !tokens.is(article + 1, Kind.NUMBER)) {
        tokens.skip(article);
        return OptionalLong.of(tokens.next().number().intValueExact());
      }
    }
    tokens.reset(mark);
    return OptionalLong.empty();
  }
}

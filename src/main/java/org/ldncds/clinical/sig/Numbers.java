package org.ldncds.clinical.sig;

import java.math.BigDecimal;
import java.util.Optional;
import org.ldncds.clinical.facts.DosageReading.Unreadable;
import org.ldncds.clinical.sig.Token.Doubt;

/** Reads numbers in figures and words: "1", "one and a half", "1 1/2", "half a". */
final class Numbers {

  private Numbers() {}

  /**
   * A number, or the two ends of a range.
   *
   * @param first its first token, which knows how it is written
   */
  record Span(BigDecimal low, BigDecimal high, Token first) {
    boolean isRange() {
      return low.compareTo(high) != 0;
    }

    /** A whole number below 10 000. */
    Optional<Integer> whole() {
      boolean whole =
          !isRange() && low.stripTrailingZeros().scale() <= 0 && low.compareTo(MOST_WHOLE) < 0;
      return whole ? Optional.of(low.intValue()) : Optional.empty();
    }
  }

  private static final BigDecimal MOST_WHOLE = new BigDecimal("10000");

  /** True where a number begins. */
  static boolean startsAt(Tokens tokens) {
    return tokens.is(0, Kind.NUMBER)
        || (tokens.is(0, Kind.ARTICLES) && (isPart(tokens.peek(1)) || isCountable(tokens.peek(1))));
  }

  /** A number or a range at the cursor; empty where there is none. */
  static Optional<Span> span(Tokens tokens) {
    Token first = tokens.peek(0);
    Optional<BigDecimal> low = single(tokens);
    if (low.isEmpty()) {
      return Optional.empty();
    }
    boolean joins = tokens.is(0, Kind.DASH) || tokens.is(0, Kind.TO) || tokens.is(0, Kind.OR);
    if (joins && isNumberAt(tokens, 1)) {
      int mark = tokens.mark();
      tokens.next();
      BigDecimal high = single(tokens).orElseThrow(NotUnderstoodException::new);
      if (high.compareTo(low.get()) > 0) {
        return Optional.of(new Span(low.get(), high, first));
      }
      tokens.reset(mark);
    }
    return Optional.of(new Span(low.get(), low.get(), first));
  }

  private static boolean isNumberAt(Tokens tokens, int ahead) {
    Token token = tokens.peek(ahead);
    return !token.afterStop()
        && (token.is(Kind.NUMBER) || (token.is(Kind.ARTICLES) && isPart(tokens.peek(ahead + 1))));
  }

  /** One number, above zero. */
  static Optional<BigDecimal> single(Tokens tokens) {
    if (!startsAt(tokens)) {
      return Optional.empty();
    }
    if (tokens.accept(Kind.ARTICLES) && !tokens.is(0, Kind.NUMBER)) {
      return Optional.of(BigDecimal.ONE);
    }
    Token token = tokens.next();
    requireSure(token);
    BigDecimal number = token.number();
    skipSameAgain(tokens, number);
    if (isPart(token)) {
      skipArticle(tokens);
      return Optional.of(number);
    }
    return Optional.of(number.add(part(tokens, token)));
  }

  /** "6 (six)". */
  private static void skipSameAgain(Tokens tokens, BigDecimal number) {
    boolean again =
        tokens.is(0, Kind.OPEN) && tokens.is(1, Kind.NUMBER) && tokens.is(2, Kind.CLOSE);
    if (again && tokens.peek(1).number().compareTo(number) == 0) {
      tokens.skip(3);
    }
  }

  private static void requireSure(Token token) {
    if (token.doubt() == Doubt.TOO_LONG) {
      throw new NotUnderstoodException(Unreadable.BEYOND_REASON);
    }
    if (token.doubt() == Doubt.UNSURE) {
      throw new NotUnderstoodException();
    }
    if (token.number().signum() <= 0) {
      throw new NotUnderstoodException(Unreadable.NOT_POSITIVE);
    }
  }

  /** The half of "1 1/2" and of "one and a half", else 0. */
  private static BigDecimal part(Tokens tokens, Token whole) {
    if (whole.number().stripTrailingZeros().scale() > 0) {
      return BigDecimal.ZERO;
    }
    Token next = tokens.peek(0);
    if (next.doubt() == Doubt.FRACTION && !next.afterStop()) {
      tokens.skip(1);
      return next.number();
    }
    if (next.is(Kind.AND)) {
      int article = tokens.is(1, Kind.ARTICLES) ? 1 : 0;
      if (isPart(tokens.peek(1 + article))) {
        BigDecimal part = tokens.peek(1 + article).number();
        tokens.skip(2 + article);
        return part;
      }
    }
    return BigDecimal.ZERO;
  }

  /** "half a tablet", "half of a 50 mg tablet". */
  private static void skipArticle(Tokens tokens) {
    int of = tokens.is(0, Kind.OF) ? 1 : 0;
    int article = tokens.is(of, Kind.ARTICLES) ? 1 : 0;
    int words = of + article;
    boolean product =
        tokens.is(words, Kind.NUMBER)
            && tokens.is(words + 1, Kind.MASS)
            && tokens.is(words + 2, Kind.COUNTED);
    if (words > 0 && (product || (article > 0 && isCountable(tokens.peek(words))))) {
      tokens.skip(words);
    }
  }

  /** A half or a quarter, as fraction or word. */
  private static boolean isPart(Token token) {
    return token.is(Kind.NUMBER)
        && token.number().signum() > 0
        && token.number().compareTo(BigDecimal.ONE) < 0
        && (token.doubt() == Doubt.FRACTION || Character.isLetter(token.text().charAt(0)));
  }

  private static boolean isCountable(Token token) {
    return switch (token.kind()) {
      case COUNTED, PUFF, OTHER_UNIT, VOLUME, MASS -> true;
      default -> false;
    };
  }
}

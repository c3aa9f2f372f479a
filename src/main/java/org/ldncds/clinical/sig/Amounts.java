package org.ldncds.clinical.sig;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ldncds.clinical.drug.Strength;
import org.ldncds.clinical.drug.Strength.Per;
import org.ldncds.clinical.quantity.Dose;
import org.ldncds.clinical.sig.Numbers.Span;
import org.ldncds.clinical.sig.Quantity.Unit;
import org.ldncds.clinical.sig.Token.Doubt;

/**
 * Reads amounts: "4.5 mg", "1-2 tabs", "3 x 1.5 mg capsules", "0.5 mL of 1 mg/mL", "1 capsule of 3
 * mg and 1 capsule of 1.5 mg". A strength that stands alone is noted.
 */
final class Amounts {

  private static final BigDecimal WIDEST_RANGE = BigDecimal.TEN;

  private final Tokens tokens;
  private final Strengths strengths;
  private final boolean oneIngredient;
  private boolean ofOneUnit;

  Amounts(Tokens tokens, Strengths strengths, boolean oneIngredient) {
    this.tokens = tokens;
    this.strengths = strengths;
    this.oneIngredient = oneIngredient;
  }

  /**
   * The amount at the cursor; empty where it is only a strength, which is then noted.
   *
   * @param bare true where a number without unit may count tablets
   */
  Optional<Amount> read(boolean bare) {
    ofOneUnit = false;
    Optional<Quantity> first = quantity(bare);
    if (first.isEmpty()) {
      return Optional.empty();
    }
    List<Quantity> sum = new ArrayList<>(List.of(first.get()));
    while (first.get().own().isPresent() && isJoined()) {
      int mark = tokens.mark();
      tokens.next();
      Optional<Quantity> more = quantity(false);
      if (more.isEmpty() || more.get().own().isEmpty()) {
        tokens.reset(mark);
        break;
      }
      sum.add(more.get());
    }
    return Optional.of(new Amount(sum, ofOneUnit));
  }

  private boolean isJoined() {
    boolean and = tokens.is(0, Kind.AND) || tokens.is(0, Kind.PLUS);
    return and && tokens.is(1, Kind.NUMBER);
  }

  private Optional<Quantity> quantity(boolean bare) {
    Span span = Numbers.span(tokens).orElseThrow(NotUnderstoodException::new);
    Token unit = tokens.peek(0);
    requireNoThousands(span.first(), unit);
    return switch (unit.kind()) {
      case MASS -> mass(unitOf(span));
      case VOLUME -> Optional.of(volume(unitOf(span)));
      case COUNTED -> Optional.of(counted(unitOf(span)));
      case PUFF -> Optional.of(plain(unitOf(span), Unit.PUFF));
      case OTHER_UNIT -> Optional.of(plain(unitOf(span), Unit.OTHER));
      case TIMES -> Optional.of(times(span, 1));
      case NUMBER -> Optional.of(times(span, 0));
      default -> Optional.of(bare(span, bare));
    };
  }

  /** Goes over the unit; milligrams and millilitres are multiplied by it. */
  private Span unitOf(Span span) {
    Token unit = tokens.next();
    return unit.is(Kind.MASS) || unit.is(Kind.VOLUME) ? toUnit(span, unit) : span;
  }

  /** "1.500" is a decimal only where the unit leaves no other reading. */
  private static void requireNoThousands(Token number, Token unit) {
    boolean doubtful =
        number.doubt() == Doubt.THOUSANDS_POINT
            && !(unit.is(Kind.MASS)
                && unit.number().compareTo(BigDecimal.ONE) == 0
                && !number.text().endsWith("0"));
    if (doubtful) {
      throw new NotUnderstoodException();
    }
  }

  private static Quantity plain(Span span, Unit unit) {
    return new Quantity(span.low(), span.high(), unit, Optional.empty());
  }

  private Span toUnit(Span span, Token unit) {
    Span inUnit =
        new Span(
            span.low().multiply(unit.number()), span.high().multiply(unit.number()), span.first());
    return rangeWithUnits(inUnit, unit.kind());
  }

  /** "1 mg to 2 mg", "1 mL or 2 mL". */
  private Span rangeWithUnits(Span low, Kind kind) {
    boolean joins = tokens.is(0, Kind.DASH) || tokens.is(0, Kind.OR);
    if (low.isRange() || !joins || !tokens.is(1, Kind.NUMBER) || !tokens.is(2, kind)) {
      return low;
    }
    tokens.next();
    Token number = tokens.peek(0);
    BigDecimal high = Numbers.single(tokens).orElseThrow(NotUnderstoodException::new);
    Token unit = tokens.next();
    requireNoThousands(number, unit);
    BigDecimal highest = high.multiply(unit.number());
    if (highest.compareTo(low.low()) <= 0) {
      throw new NotUnderstoodException();
    }
    return new Span(low.low(), highest, low.first());
  }

  private Optional<Quantity> mass(Span span) {
    if (span.isRange()
        && (!oneIngredient || span.high().compareTo(span.low().multiply(WIDEST_RANGE)) > 0)) {
      throw new NotUnderstoodException();
    }
    Optional<Strength> strength = strengthOf(span);
    if (strength.isPresent()) {
      strengths.state(strength.get());
      return Optional.empty();
    }
    Quantity quantity = plain(span, Unit.MILLIGRAM);
    if (tokens.is(0, Kind.COUNTED)) {
      tokens.next();
      strengths.state(perUnit(span));
      ofOneUnit = true;
    } else if (tokens.is(0, Kind.TIMES)
        && tokens.is(1, Kind.NUMBER)
        && tokens.is(2, Kind.COUNTED)) {
      tokens.next();
      Span number = Numbers.span(tokens).orElseThrow();
      tokens.next();
      return Optional.of(plain(number, Unit.COUNTED).with(perUnit(span)));
    }
    return Optional.of(quantity);
  }

  private static Strength perUnit(Span span) {
    if (span.isRange()) {
      throw new NotUnderstoodException();
    }
    return Strength.perUnit(new Dose(span.low()));
  }

  /** What follows an amount and makes it a strength: "/mL", "per 5 mL", "/capsule", "each". */
  private Optional<Strength> strengthOf(Span span) {
    boolean per = tokens.is(0, Kind.SLASH) || tokens.is(0, Kind.PER) || tokens.is(0, Kind.IN);
    int number = per && tokens.is(1, Kind.NUMBER) ? 1 : 0;
    if (per && tokens.is(1 + number, Kind.VOLUME)) {
      tokens.next();
      BigDecimal volume = number == 0 ? BigDecimal.ONE : Numbers.single(tokens).orElseThrow();
      volume = volume.multiply(tokens.next().number());
      Dose amount = perUnit(span).amount();
      return Optional.of(new Strength(amount, volume, Per.MILLILITRE));
    }
    int article = tokens.is(1, Kind.ARTICLES) ? 1 : 0;
    if (per && tokens.is(1 + article, Kind.COUNTED)) {
      tokens.skip(2 + article);
      return Optional.of(perUnit(span));
    }
    if (tokens.is(0, Kind.EACH) && !tokens.is(1, Kind.DAYS)) {
      tokens.next();
      return Optional.of(perUnit(span));
    }
    return Optional.empty();
  }

  private Quantity volume(Span span) {
    Quantity quantity = plain(span, Unit.MILLILITRE);
    if (tokens.is(0, Kind.OF) && tokens.is(1, Kind.NUMBER)) {
      tokens.next();
      Strength strength = ownStrength();
      if (!strength.isPer(Per.MILLILITRE)) {
        throw new NotUnderstoodException();
      }
      return quantity.with(strength);
    }
    return quantity;
  }

  /** The strength after "of" or "x": "1.5 mg", "1.5 mg each", "1 mg/mL". */
  private Strength ownStrength() {
    Span number = Numbers.span(tokens).orElseThrow(NotUnderstoodException::new);
    Token unit = tokens.next();
    if (!unit.is(Kind.MASS)) {
      throw new NotUnderstoodException();
    }
    requireNoThousands(number.first(), unit);
    Span mass = toUnit(number, unit);
    return strengthOf(mass).orElseGet(() -> perUnit(mass));
  }

  private Quantity counted(Span span) {
    Quantity quantity = plain(span, Unit.COUNTED);
    boolean of = (tokens.is(0, Kind.OF) || tokens.is(0, Kind.AT)) && tokens.is(1, Kind.NUMBER);
    if (!of || !tokens.is(2, Kind.MASS)) {
      return quantity;
    }
    tokens.next();
    Strength strength = ownStrength();
    if (!strength.isPer(Per.UNIT)) {
      throw new NotUnderstoodException();
    }
    tokens.accept(Kind.COUNTED);
    return quantity.with(strength);
  }

  /** "3 x 1.5 mg capsules" and "two 1.5 mg capsules". */
  private Quantity times(Span span, int signs) {
    Token next = tokens.peek(signs);
    boolean sure =
        next.is(Kind.NUMBER)
            && !next.afterStop()
            && tokens.is(signs + 1, Kind.MASS)
            && isCount(span.low())
            && isWrittenWhole(span)
            && (signs == 1 || (tokens.is(2, Kind.COUNTED) && next.doubt() != Doubt.LEADING_POINT));
    if (!sure) {
      throw new NotUnderstoodException();
    }
    tokens.skip(signs);
    Strength strength = ownStrength();
    if (!strength.isPer(Per.UNIT)) {
      throw new NotUnderstoodException();
    }
    tokens.accept(Kind.COUNTED);
    return plain(span, Unit.COUNTED).with(strength);
  }

  /** "take 1", "1 po": a whole number or half of what the product is counted in. */
  private Quantity bare(Span span, boolean allowed) {
    boolean countable =
        (allowed || tokens.is(0, Kind.ROUTE))
            && strengths.mayBeCounted()
            && isCount(span.low())
            && isCount(span.high())
            && isWrittenWhole(span);
    if (!countable) {
      throw new NotUnderstoodException();
    }
    return plain(span, Unit.COUNTED);
  }

  /** In whole figures, fractions or words; "0.5 9 mg tablets" is rather a slip. */
  private static boolean isWrittenWhole(Span span) {
    String text = span.first().text();
    return text.indexOf('.') < 0 && text.indexOf(',') < 0;
  }

  private static boolean isCount(BigDecimal number) {
    return number.compareTo(BigDecimal.TEN) <= 0
        && number.multiply(BigDecimal.valueOf(4)).stripTrailingZeros().scale() <= 0;
  }
}

package org.ldncds.clinical.drug;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.ldncds.clinical.drug.Strength.Per;
import org.ldncds.clinical.quantity.Dose;

/**
 * Finds the amounts in a product's name in one pass: "5 MG", "25 mcg/h", "5-325 mg/15 mL", "1 %".
 */
final class AmountScanner {

  /**
   * One amount, or several that are joined, with the place they take.
   *
   * @param strengths one for each number; one that cannot be told for certain is empty
   */
  record Amounts(int from, int to, List<Optional<Strength>> strengths) {}

  /** A number as written; its value is empty where it could be read in two ways. */
  private record Figure(Optional<BigDecimal> value, String unit, int to) {}

  private static final int MOST_DIGITS = 9;
  private static final BigDecimal PERCENT_IN_MG_PER_ML = BigDecimal.TEN;

  /** Spellings of mass units that the dose itself does not know. */
  private static final Map<String, String> MASS =
      Map.of(
          "mgs",
          "mg",
          "milligramm",
          "mg",
          "gm",
          "g",
          "gramm",
          "g",
          "microg",
          "mcg",
          "mcgs",
          "mcg",
          "mikrogramm",
          "mcg",
          "ugm",
          "mcg");

  private static final Set<String> VOLUME =
      Set.of("ml", "mls", "cc", "milliliter", "milliliters", "millilitre", "millilitres");
  private static final Set<String> HOUR =
      Set.of("h", "hr", "hrs", "hour", "hours", "std", "stunde", "stunden", "heure", "hora");
  private static final Set<String> ACTUATION =
      Set.of("actuat", "actuation", "actuations", "spray", "sprays", "puff", "metered");
  private static final Set<String> UNIT =
      Set.of(
          "tablet",
          "tab",
          "capsule",
          "cap",
          "film",
          "strip",
          "lozenge",
          "suppository",
          "vial",
          "syringe",
          "ampoule",
          "each",
          "unit",
          "implant",
          "pellet");

  /** After these an amount is a rate or a part of a weight, no strength. */
  private static final Set<String> NO_STRENGTH =
      Set.of("kg", "g", "mg", "m", "day", "d", "tag", "week", "wk", "dose", "min", "patch");

  private final String text;
  private final boolean liquid;
  private int at;

  private AmountScanner(String text, boolean liquid) {
    this.text = text.toLowerCase(Locale.ROOT);
    this.liquid = liquid;
  }

  /**
   * @param liquid true where a percentage is grams in 100 mL
   */
  static List<Amounts> scan(String text, boolean liquid) {
    return new AmountScanner(text, liquid).all();
  }

  private List<Amounts> all() {
    List<Amounts> found = new ArrayList<>();
    while (at < text.length()) {
      if (startsNumber()) {
        amounts().ifPresent(found::add);
      } else {
        at++;
      }
    }
    return found;
  }

  private boolean startsNumber() {
    char before = at == 0 ? ' ' : text.charAt(at - 1);
    return isNumberAt(at) && !Character.isLetterOrDigit(before) && before != '.' && before != ',';
  }

  private boolean isNumberAt(int i) {
    boolean digit = i < text.length() && isDigit(text.charAt(i));
    boolean point = i + 1 < text.length() && isPoint(text.charAt(i)) && isDigit(text.charAt(i + 1));
    return digit || point;
  }

  private Optional<Amounts> amounts() {
    int from = at;
    List<Figure> figures = new ArrayList<>();
    do {
      figures.add(number());
    } while (joined());
    String unit = figures.get(figures.size() - 1).unit;
    if (unit.isEmpty()) {
      return Optional.empty();
    }
    Optional<Per> per = Optional.of(unit.equals("%") ? Per.MILLILITRE : Per.UNIT);
    BigDecimal quantity = BigDecimal.ONE;
    int slash = perSign();
    if (slash > 0) {
      int start = skipSpaces(at + slash);
      boolean numbered = isNumberAt(start);
      int to = numbered ? digitsFrom(start) : start;
      String word = wordAt(skipSpaces(to));
      Optional<Per> stated = per(word);
      if (numbered || stated.isPresent() || NO_STRENGTH.contains(word)) {
        quantity = numbered ? value(start, to).orElse(BigDecimal.ZERO) : BigDecimal.ONE;
        per = unit.equals("%") ? Optional.empty() : stated;
        at = skipSpaces(to) + word.length();
      }
    }
    return Optional.of(new Amounts(from, at, strengths(figures, unit, per, quantity)));
  }

  private List<Optional<Strength>> strengths(
      List<Figure> figures, String lastUnit, Optional<Per> per, BigDecimal quantity) {
    return figures.stream()
        .map(
            number ->
                number
                    .value
                    .map(value -> amount(value, number.unit.isEmpty() ? lastUnit : number.unit))
                    .filter(dose -> dose.isPositive() && per.isPresent() && quantity.signum() > 0)
                    .filter(dose -> liquid || !lastUnit.equals("%"))
                    .map(dose -> new Strength(dose, quantity, per.orElse(Per.UNIT))))
        .toList();
  }

  private static Dose amount(BigDecimal value, String unit) {
    return unit.equals("%")
        ? new Dose(value.multiply(PERCENT_IN_MG_PER_ML))
        : Dose.of(value, MASS.getOrDefault(unit, unit));
  }

  /** Reads a number and the unit of mass behind it, if one stands there. */
  private Figure number() {
    int to = digitsFrom(at);
    Optional<BigDecimal> value = value(at, to);
    at = to;
    int start = skipSpaces(to);
    String word = wordAt(start);
    if (MASS.containsKey(word) || Dose.isMassUnit(word)) {
      at = start + word.length();
      return new Figure(value, word, at);
    }
    if (start < text.length() && text.charAt(start) == '%') {
      at = start + 1;
      return new Figure(value, "%", at);
    }
    return new Figure(value, "", at);
  }

  /** Goes on to the next number of "5-325" or "8 mg/2 mg"; a volume is none. */
  private boolean joined() {
    int sign = skipSpaces(at);
    if (sign >= text.length() || "-/\u2013".indexOf(text.charAt(sign)) < 0) {
      return false;
    }
    int next = skipSpaces(sign + 1);
    if (!isNumberAt(next) || per(wordAt(skipSpaces(digitsFrom(next)))).isPresent()) {
      return false;
    }
    at = next;
    return true;
  }

  /** The length of the "/" or "per" that follows, with the spaces before it; 0 where none does. */
  private int perSign() {
    int sign = skipSpaces(at);
    if (sign < text.length() && text.charAt(sign) == '/') {
      return sign + 1 - at;
    }
    String word = wordAt(sign);
    return word.equals("per") || word.equals("pro") ? sign + 3 - at : 0;
  }

  private static Optional<Per> per(String word) {
    return VOLUME.contains(word)
        ? Optional.of(Per.MILLILITRE)
        : HOUR.contains(word)
            ? Optional.of(Per.HOUR)
            : ACTUATION.contains(word)
                ? Optional.of(Per.ACTUATION)
                : UNIT.contains(word) ? Optional.of(Per.UNIT) : Optional.empty();
  }

  private int skipSpaces(int i) {
    int next = i;
    while (next < text.length() && next < i + 2 && Character.isSpaceChar(text.charAt(next))) {
      next++;
    }
    return next;
  }

  private String wordAt(int i) {
    int to = i;
    while (to < text.length() && Character.isLetter(text.charAt(to))) {
      to++;
    }
    return i >= text.length() ? "" : text.substring(i, to);
  }

  private int digitsFrom(int i) {
    int to = i;
    while (to < text.length() && (isDigit(text.charAt(to)) || isNumberPoint(to))) {
      to++;
    }
    return to;
  }

  private boolean isNumberPoint(int i) {
    return isPoint(text.charAt(i)) && i + 1 < text.length() && isDigit(text.charAt(i + 1));
  }

  /** "1,000" may be one or a thousand, and "1.2.3" is none. */
  private Optional<BigDecimal> value(int from, int to) {
    String digits = text.substring(from, to);
    long points = digits.chars().filter(c -> isPoint((char) c)).count();
    int comma = digits.indexOf(',');
    boolean thousands = comma > 0 && digits.length() - comma == 4 && !digits.startsWith("0");
    return points > 1 || thousands || digits.length() > MOST_DIGITS
        ? Optional.empty()
        : Optional.of(new BigDecimal(digits.replace(',', '.')));
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isPoint(char c) {
    return c == '.' || c == ',';
  }
}

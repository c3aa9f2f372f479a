package org.ldncds.clinical.sig;

import java.math.BigDecimal;
import java.util.Set;
import org.ldncds.clinical.sig.RawToken.Shape;
import org.ldncds.clinical.sig.Token.Doubt;

/**
 * Reads one number in figures: decimals with point or comma, thousands parted by a blank, simple
 * fractions. What can be read in two ways is marked so.
 */
final class NumberReader {

  private static final int MOST_DIGITS = 12;
  private static final Set<String> PARTS = Set.of("2", "4", "8");

  private final String text;
  private final Effort effort;
  private final int start;
  private int at;

  NumberReader(String text, int start, Effort effort) {
    this.text = text;
    this.start = start;
    this.at = start;
    this.effort = effort;
  }

  /** The place after the number. */
  int end() {
    return at;
  }

  RawToken read() {
    String whole = digits();
    if (whole.isEmpty()) {
      return leadingPoint();
    }
    if (isFraction(whole)) {
      at++;
      BigDecimal parts = new BigDecimal(digits());
      return number(new BigDecimal(whole).divide(parts), Doubt.FRACTION);
    }
    if (isPoint(at) && isDigit(at + 1)) {
      return decimal(whole);
    }
    StringBuilder thousands = new StringBuilder(whole);
    while (whole.length() <= 3 && isGroupOfThree(at)) {
      thousands.append(text, at + 1, at + 4);
      at += 4;
    }
    return sure(thousands.toString(), "");
  }

  private RawToken leadingPoint() {
    at++;
    boolean free = start == 0 || " \n(/-".indexOf(text.charAt(start - 1)) >= 0;
    String decimals = digits();
    RawToken number = sure("0", decimals);
    if (isPoint(at) && isDigit(at + 1)) {
      return unsure();
    }
    return free && number.doubt() == Doubt.NONE
        ? number(number.number(), Doubt.LEADING_POINT)
        : number.doubt() == Doubt.NONE ? number(number.number(), Doubt.UNSURE) : number;
  }

  private RawToken decimal(String whole) {
    boolean comma = text.charAt(at) == ',';
    at++;
    String decimals = digits();
    if (isPoint(at) && isDigit(at + 1)) {
      return unsure();
    }
    RawToken number = sure(whole, decimals);
    boolean looksGrouped = decimals.length() == 3 && whole.length() <= 3 && !whole.startsWith("0");
    if (!looksGrouped || number.doubt() != Doubt.NONE) {
      return number;
    }
    return number(number.number(), comma ? Doubt.UNSURE : Doubt.THOUSANDS_POINT);
  }

  private RawToken unsure() {
    while (isDigit(at) || (isPoint(at) && isDigit(at + 1))) {
      effort.look();
      at++;
    }
    return number(BigDecimal.ZERO, Doubt.UNSURE);
  }

  private RawToken sure(String whole, String decimals) {
    if (whole.length() + decimals.length() > MOST_DIGITS) {
      return number(BigDecimal.ZERO, Doubt.TOO_LONG);
    }
    return number(new BigDecimal(decimals.isEmpty() ? whole : whole + "." + decimals), Doubt.NONE);
  }

  private RawToken number(BigDecimal value, Doubt doubt) {
    return new RawToken(text.substring(start, at), Shape.NUMBER, value, doubt, false);
  }

  /** "1/2", but neither "1/2/2026" nor "2/24 h". */
  private boolean isFraction(String whole) {
    if (!text.startsWith("/", at) || at + 1 >= text.length() || whole.length() > 1) {
      return false;
    }
    String parts = text.substring(at + 1, at + 2);
    boolean ends = !isDigit(at + 2) && !text.startsWith("/", at + 2);
    return ends
        && !(isPoint(at + 2) && isDigit(at + 3))
        && PARTS.contains(parts)
        && whole.compareTo(parts) < 0
        && !whole.equals("0");
  }

  /** " 000" after "1": a blank and three figures that are no number of their own. */
  private boolean isGroupOfThree(int i) {
    return text.startsWith(" 0", i)
        && isDigit(i + 2)
        && isDigit(i + 3)
        && !isDigit(i + 4)
        && !(isPoint(i + 4) && isDigit(i + 5));
  }

  private String digits() {
    int first = at;
    while (isDigit(at)) {
      effort.look();
      at++;
    }
    return text.substring(first, at);
  }

  private boolean isPoint(int i) {
    return i < text.length() && (text.charAt(i) == '.' || text.charAt(i) == ',');
  }

  private boolean isDigit(int i) {
    return i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9';
  }
}

package org.ldncds.clinical.sig;

import java.text.Normalizer;
import java.util.Locale;

/**
 * Folds the many ways to write a character into one: case, accents, wide forms, blanks, dashes,
 * arrows and vulgar fractions. What it does not know becomes a sign that nothing understands.
 */
final class Folding {

  static final char UNKNOWN = '\ufffd';

  private static final String INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff";
  private static final String DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63";
  private static final String APOSTROPHES = "\u2018\u2019\u00b4\u02bc`";
  private static final String ARROWS = "\u2192\u21d2\u27a1\u2794\u27f6\u21e8\u25ba\u25b6";

  private final StringBuilder folded = new StringBuilder();

  private Folding() {}

  static String of(String text, Effort effort) {
    Folding folding = new Folding();
    for (int i = 0; i < text.length(); ) {
      effort.look();
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (c < 128) {
        folding.ascii((char) c);
      } else {
        folding.other(c);
      }
    }
    return folding.folded.toString();
  }

  private void ascii(char c) {
    if (c == '`') {
      folded.append('\'');
    } else if (c == '\n' || c == '\r') {
      folded.append('\n');
    } else if (c <= ' ') {
      folded.append(' ');
    } else {
      folded.append(c >= 'A' && c <= 'Z' ? (char) (c + 32) : c);
    }
  }

  private void other(int c) {
    int type = Character.getType(c);
    if (INVISIBLE.indexOf(c) >= 0) {
      return;
    }
    if (type == Character.LINE_SEPARATOR || type == Character.PARAGRAPH_SEPARATOR) {
      folded.append('\n');
    } else if (type == Character.SPACE_SEPARATOR || Character.isWhitespace(c)) {
      folded.append(' ');
    } else if (DASHES.indexOf(c) >= 0) {
      folded.append('-');
    } else if (APOSTROPHES.indexOf(c) >= 0) {
      folded.append('\'');
    } else if (ARROWS.indexOf(c) >= 0) {
      folded.append('\u2192');
    } else if (type == Character.DECIMAL_DIGIT_NUMBER) {
      folded.append((char) ('0' + Character.digit(c, 10)));
    } else if (isMark(type)) {
      mark();
    } else {
      decomposed(c, type);
    }
  }

  private static boolean isMark(int type) {
    return type == Character.NON_SPACING_MARK
        || type == Character.ENCLOSING_MARK
        || type == Character.COMBINING_SPACING_MARK;
  }

  /** An accent belongs to a letter; a figure that is struck through is no figure. */
  private void mark() {
    int last = folded.length() - 1;
    if (last < 0 || !Character.isLetter(folded.charAt(last))) {
      folded.append(UNKNOWN);
    }
  }

  private void decomposed(int c, int type) {
    switch (c) {
      case '\u00d7', '\u2715', '\u2716' -> folded.append('x');
      case '\u2044', '\u2215' -> folded.append('/');
      case '\u2026' -> folded.append("..");
      case '\u2022', '\u2023', '\u25cf', '\u25aa' -> folded.append('*');
      case '\u2191', '\u2193' -> folded.append((char) c);
      default -> compatible(c, type);
    }
  }

  private void compatible(int c, int type) {
    String parts = Normalizer.normalize(Character.toString(c), Normalizer.Form.NFKD);
    if (type == Character.OTHER_NUMBER || type == Character.LETTER_NUMBER) {
      boolean vulgar = parts.indexOf('\u2044') > 0;
      folded.append(vulgar ? " " + parts.replace('\u2044', '/') + " " : String.valueOf(UNKNOWN));
      return;
    }
    String lower = parts.toLowerCase(Locale.ROOT);
    for (int i = 0; i < lower.length(); i++) {
      char part = lower.charAt(i);
      if (!isMark(Character.getType(part))) {
        boolean known = Character.isLetter(part) || (part > ' ' && part < 127);
        folded.append(known ? part : UNKNOWN);
      }
    }
  }
}

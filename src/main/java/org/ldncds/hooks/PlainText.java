package org.ldncds.hooks;

import java.util.PrimitiveIterator;

/** Text of others, made fit to be kept and shown. */
public final class PlainText {

  private PlainText() {}

  /**
   * One line without control characters or marks that change the direction of writing.
   *
   * @param most characters kept, as UTF-16 counts them (an emoji is two): so do Java and H2
   */
  public static String of(String text, int most) {
    StringBuilder kept = new StringBuilder();
    PrimitiveIterator.OfInt characters = text.codePoints().iterator();
    while (characters.hasNext()) {
      int next = characters.nextInt();
      int c = Character.isWhitespace(next) ? ' ' : next;
      if (isPlain(c)) {
        if (kept.length() + Character.charCount(c) > most) {
          break;
        }
        kept.appendCodePoint(c);
      }
    }
    return kept.toString().strip();
  }

  private static boolean isPlain(int c) {
    int type = Character.getType(c);
    return type != Character.CONTROL
        && type != Character.FORMAT
        && type != Character.SURROGATE
        && type != Character.UNASSIGNED;
  }
}

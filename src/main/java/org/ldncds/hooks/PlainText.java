package org.ldncds.hooks;

/** Text of others, made fit to be kept and shown. */
public final class PlainText {

  private PlainText() {}

  /**
   * One line without control characters or marks that change the direction of writing.
   *
   * @param most characters (code points) kept
   */
  public static String of(String text, int most) {
    StringBuilder kept = new StringBuilder();
    text.codePoints()
        .map(c -> Character.isWhitespace(c) ? ' ' : c)
        .filter(PlainText::isPlain)
        .limit(most)
        .forEach(kept::appendCodePoint);
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

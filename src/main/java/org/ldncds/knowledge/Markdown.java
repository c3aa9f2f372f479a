package org.ldncds.knowledge;

/**
 * Makes text from records harmless: it can become neither markup, nor link, nor HTML, nor a second
 * line.
 */
public final class Markdown {

  private static final int LONGEST_VALUE = 200;
  private static final String SPECIAL = "\\`*_[]{}|~#!";

  private Markdown() {}

  /** One line of plain text of at most 200 characters, without control or direction characters. */
  public static String plain(String value) {
    String line = line(value);
    return line.length() <= LONGEST_VALUE || line.codePointCount(0, line.length()) <= LONGEST_VALUE
        ? line
        : line.substring(0, line.offsetByCodePoints(0, LONGEST_VALUE - 1)) + "\u2026";
  }

  /**
   * The same, escaped for GitHub-flavoured Markdown. Bare addresses get a space, since renderers
   * look for them after the escapes are gone.
   */
  public static String escape(String value) {
    return escaped(plain(value));
  }

  /** The same for our own sentences, of any length. */
  public static String escapeAll(String sentence) {
    return escaped(line(sentence));
  }

  /** What is invisible or white becomes one space. */
  private static String line(String value) {
    StringBuilder line = new StringBuilder(value.length());
    boolean gap = false;
    for (int i = 0; i < value.length(); ) {
      int c = value.codePointAt(i);
      i += Character.charCount(c);
      if (!isInvisible(c)) {
        line.appendCodePoint(c);
      } else if (!gap) {
        line.append(' ');
      }
      gap = isInvisible(c);
    }
    return line.toString().strip();
  }

  private static boolean isInvisible(int c) {
    if (c > ' ' && c < 0x7f) {
      return false;
    }
    return c == ' '
        || switch (Character.getType(c)) {
          case Character.CONTROL,
              Character.FORMAT,
              Character.SURROGATE,
              Character.PRIVATE_USE,
              Character.LINE_SEPARATOR,
              Character.PARAGRAPH_SEPARATOR ->
              true;
          default -> false;
        };
  }

  private static String escaped(String line) {
    StringBuilder escaped = new StringBuilder(line.length() + 16);
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (beginsAddress(line, i)) {
        escaped.append(' ');
      }
      switch (c) {
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        default -> escaped.append(SPECIAL.indexOf(c) < 0 ? "" : "\\").append(c);
      }
    }
    return escaped.toString();
  }

  /** True before "//" after a colon, before the point after "www", and before "@". */
  private static boolean beginsAddress(String line, int at) {
    return switch (line.charAt(at)) {
      case '@' -> true;
      case '/' -> line.startsWith("//", at) && at > 0 && line.charAt(at - 1) == ':';
      case '.' -> line.regionMatches(true, at - 3, "www", 0, 3);
      default -> false;
    };
  }
}

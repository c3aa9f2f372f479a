package org.ldncds.knowledge;

import java.util.regex.Pattern;

/**
 * Makes text from records harmless: it can become neither markup, nor link, nor HTML, nor a second
 * line.
 */
public final class Markdown {

  private static final int LONGEST_VALUE = 200;
  private static final Pattern INVISIBLE =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Zl}\\p{Zp}\\s]+");
  private static final Pattern SPECIAL = Pattern.compile("([\\\\`*_\\[\\]{}|~#!])");
  private static final Pattern ADDRESS = Pattern.compile("(?i)(?<=:)(?=//)|(?<=www)(?=\\.)|(?=@)");

  private Markdown() {}

  /** One line of plain text of at most 200 characters, without control or direction characters. */
  public static String plain(String value) {
    String line = INVISIBLE.matcher(value).replaceAll(" ").strip();
    return line.codePointCount(0, line.length()) <= LONGEST_VALUE
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
    return escaped(INVISIBLE.matcher(sentence).replaceAll(" ").strip());
  }

  private static String escaped(String line) {
    String escaped = SPECIAL.matcher(line).replaceAll("\\\\$1");
    return ADDRESS
        .matcher(escaped)
        .replaceAll(" ")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;");
  }
}

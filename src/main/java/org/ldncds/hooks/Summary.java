package org.ldncds.hooks;

import java.util.Locale;
import org.ldncds.knowledge.Markdown;

/** The one line of a card that every EHR shows. */
final class Summary {

  private static final int LONGEST = 139;

  private Summary() {}

  /** One plain line below the limit of the specification, beginning with a capital. */
  static String of(String text) {
    String line = Markdown.plain(text).replace('<', '\u2039').replace('>', '\u203a');
    String capped =
        line.codePointCount(0, line.length()) <= LONGEST
            ? line
            : line.substring(0, line.offsetByCodePoints(0, LONGEST - 1)).strip() + "\u2026";
    return capped.isEmpty()
        ? capped
        : capped.substring(0, 1).toUpperCase(Locale.ROOT) + capped.substring(1);
  }
}

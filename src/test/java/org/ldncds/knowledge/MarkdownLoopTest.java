package org.ldncds.knowledge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What is done character by character is what these expressions say. */
class MarkdownLoopTest {

  private static final long SEED = 20261125;
  private static final Pattern INVISIBLE =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Zl}\\p{Zp}\\s]+");
  private static final Pattern SPECIAL = Pattern.compile("([\\\\`*_\\[\\]{}|~#!])");
  private static final Pattern ADDRESS = Pattern.compile("(?i)(?<=:)(?=//)|(?<=www)(?=\\.)|(?=@)");
  private static final String[] PARTS = {
    "www.",
    "WwW.",
    "://",
    ":",
    "/",
    ".",
    "@",
    "#",
    "!",
    "\\",
    "`",
    "*",
    "_",
    "[",
    "]",
    "{",
    "}",
    "|",
    "~",
    "&",
    "<",
    ">",
    " ",
    "  ",
    "\n",
    "\t",
    "\u00a0",
    "\u202e",
    "\u2028",
    "\ue000",
    "\ud83d",
    "\ud83d\ude00",
    "\u0000",
    "\u0085",
    "\u3000",
    "a",
    "W",
    "\u00e9",
    "4.5 mg"
  };

  private static String escaped(String text) {
    String line = INVISIBLE.matcher(text).replaceAll(" ").strip();
    return ADDRESS
        .matcher(SPECIAL.matcher(line).replaceAll("\\\\$1"))
        .replaceAll(" ")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;");
  }

  @Test
  void randomTexts() {
    Random random = new Random(SEED);
    for (int i = 0; i < 50_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int parts = random.nextInt(12); parts >= 0; parts--) {
        text.append(PARTS[random.nextInt(PARTS.length)]);
      }
      assertEquals(escaped(text.toString()), Markdown.escapeAll(text.toString()));
    }
  }

  @Test
  void everyCharacter() {
    for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
      String text = "a" + Character.toString(c) + "b";
      assertEquals(escaped(text), Markdown.escapeAll(text), Integer.toHexString(c));
    }
  }
}

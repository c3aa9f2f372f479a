package org.ldncds.clinical.drug;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Splits written text into whole words with case and accents folded, so that no name is found
 * inside another. Invisible characters part no word; a figure does: "oxycodone5mg" is three words.
 */
public final class Words {

  /** Longer text than this names no drug; the rest is not looked at. */
  private static final int LONGEST_TEXT = 2_000;

  /** Soft hyphen, joiners, non-joiners and the like, which stand inside words. */
  private static final String INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff";

  private Words() {}

  public static List<String> of(String text) {
    String capped = text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text;
    String folded = Normalizer.normalize(capped, Normalizer.Form.NFKD);
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < folded.length(); i++) {
      char c = folded.charAt(i);
      if (Character.getType(c) == Character.NON_SPACING_MARK || INVISIBLE.indexOf(c) >= 0) {
        continue;
      }
      boolean partOfWord = Character.isLetterOrDigit(c);
      if (!partOfWord || isSwitch(word, c)) {
        end(word, words);
      }
      if (partOfWord) {
        word.append(c);
      }
    }
    end(word, words);
    return words;
  }

  private static boolean isSwitch(StringBuilder word, char next) {
    return !word.isEmpty()
        && Character.isDigit(word.charAt(word.length() - 1)) != Character.isDigit(next);
  }

  private static void end(StringBuilder word, List<String> words) {
    if (!word.isEmpty()) {
      words.add(word.toString().toLowerCase(Locale.ROOT));
      word.setLength(0);
    }
  }
}

package org.ldncds.clinical.drug;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Splits written text into whole words with case and accents folded, so that no name is found
 * inside another.
 */
public final class Words {

  /** Longer text than this names no drug; the rest is not looked at. */
  private static final int LONGEST_TEXT = 2_000;

  private Words() {}

  public static List<String> of(String text) {
    String capped = text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text;
    String folded = Normalizer.normalize(capped, Normalizer.Form.NFKD);
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < folded.length(); i++) {
      char c = folded.charAt(i);
      if (Character.getType(c) == Character.NON_SPACING_MARK) {
        continue;
      }
      if (Character.isLetterOrDigit(c)) {
        word.append(c);
      } else if (!word.isEmpty()) {
        words.add(word.toString().toLowerCase(Locale.ROOT));
        word.setLength(0);
      }
    }
    if (!word.isEmpty()) {
      words.add(word.toString().toLowerCase(Locale.ROOT));
    }
    return words;
  }
}

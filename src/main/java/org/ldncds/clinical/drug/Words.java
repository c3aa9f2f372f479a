package org.ldncds.clinical.drug;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Splits written text into whole words with case, accents and look-alike letters folded, so that no
 * name is found inside another. Invisible characters part no word; a figure does: "oxycodone5mg" is
 * three words.
 */
public final class Words {

  /** Longer text than this names no drug; the rest is not looked at. */
  private static final int LONGEST_TEXT = 2_000;

  /** Soft hyphen, joiners, non-joiners and the like, which stand inside words. */
  private static final String INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff";

  /** Cyrillic, Greek and other letters that look like the Latin ones below them. */
  private static final String LOOK_ALIKE =
      "\u0430\u0410\u0432\u0412\u0435\u0415\u043a\u041a\u043c\u041c\u043d\u041d\u043e\u041e"
          + "\u0440\u0420\u0441\u0421\u0442\u0422\u0443\u0423\u0445\u0425\u0456\u0406\u0458\u0408"
          + "\u0455\u0405\u0501\u04bb\u04cf\u051b\u051d"
          + "\u03b1\u0391\u0392\u0395\u0396\u0397\u03b9\u0399\u03ba\u039a\u039c\u03bc\u039d\u03bd"
          + "\u03bf\u039f\u03c1\u03a1\u03c4\u03a4\u03c5\u03a5\u03c7\u03a7\u0251\u0261\u0131\u0142"
          + "\u00f8\u00d8\u0111";

  private static final String LATIN =
      "aabbeekkmmhhoo" + "ppccttyyxxiijj" + "ssdhlqw" + "aabezhiikkmunv" + "ooppttuyxxagil" + "ood";

  private Words() {}

  public static List<String> of(String text) {
    return split(text, false);
  }

  /**
   * The words in which figures stand for letters, read as these: "m0rphine" is "morphine". Without
   * the words that {@link #of} reads as well.
   */
  static List<String> withFiguresAsLetters(String text) {
    return split(text, true).stream()
        .filter(word -> word.chars().anyMatch(Words::isFigure))
        .filter(word -> word.chars().filter(Character::isLetter).count() >= 4)
        .map(Words::figuresAsLetters)
        .toList();
  }

  private static List<String> split(String text, boolean figuresStay) {
    String capped = text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text;
    String plain = Normalizer.normalize(capped, Normalizer.Form.NFKD);
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < plain.length(); i++) {
      char c = folded(plain.charAt(i));
      if (c >= 0x80
          && (Character.getType(c) == Character.NON_SPACING_MARK || INVISIBLE.indexOf(c) >= 0)) {
        continue;
      }
      boolean partOfWord = Character.isLetterOrDigit(c);
      if (!partOfWord || (!figuresStay && isSwitch(word, c))) {
        end(word, words);
      }
      if (partOfWord) {
        word.append(c);
      }
    }
    end(word, words);
    return words;
  }

  private static char folded(char c) {
    int at = c < 0x80 ? -1 : LOOK_ALIKE.indexOf(c);
    return at < 0 ? c : LATIN.charAt(at);
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

  private static boolean isFigure(int c) {
    return c >= '0' && c <= '9';
  }

  private static String figuresAsLetters(String word) {
    return word.replace('0', 'o')
        .replace('1', 'l')
        .replace('3', 'e')
        .replace('5', 's')
        .replace('8', 'b');
  }
}

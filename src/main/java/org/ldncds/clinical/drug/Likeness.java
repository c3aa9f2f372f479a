package org.ldncds.clinical.drug;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Known names in an order in which those that a word may be a misspelling of are found without
 * looking at the others: by first letter and length, then by the letters they are made of.
 */
final class Likeness {

  /** From this length on, two slips of the pen are allowed for, below it one. */
  private static final int LONG = 9;

  private static final int SHORTEST = 6;
  private static final int SHORTEST_BRAND = 8;
  private static final int SHORTEST_PART = 7;
  private static final int SHORTEST_HELD = 8;

  private record Key(char first, int length) {}

  private record Name(String word, long letters, int slips) {}

  private final Map<Key, List<Name>> names = new HashMap<>();
  private final Set<String> words = new HashSet<>();
  private final Set<String> beginnings = new HashSet<>();

  /**
   * Adds a name of one word. What misspells one that is there is known as it stands, no further.
   *
   * @param brand true for an invented name, which is like so many words that only a long one counts
   */
  void add(String word, boolean brand) {
    if (isMisspelling(word)
        || !words.add(word)
        || word.length() < (brand ? SHORTEST_BRAND : SHORTEST)) {
      words.add(word);
      return;
    }
    int slips = !brand && word.length() >= LONG ? 2 : 1;
    names
        .computeIfAbsent(new Key(word.charAt(0), word.length()), key -> new ArrayList<>())
        .add(new Name(word, letters(word), slips));
    if (!brand && word.length() >= LONG) {
      int shortest = Math.max(SHORTEST_PART, word.length() * 3 / 5);
      for (int length = shortest; length < word.length(); length++) {
        beginnings.add(word.substring(0, length));
      }
    }
  }

  /** True where the word is one of the names. */
  boolean isName(String word) {
    return words.contains(word);
  }

  /** True where the word is a name cut off, or a long name with something grown onto it. */
  boolean isPartOfNameOrHoldsOne(String word) {
    if (beginnings.contains(word)) {
      return true;
    }
    for (int length = SHORTEST_HELD; length < word.length(); length++) {
      if (words.contains(word.substring(0, length))
          || words.contains(word.substring(word.length() - length))) {
        return true;
      }
    }
    return false;
  }

  /**
   * True where the word differs from a name by one slip, from a long name of a substance by two.
   */
  boolean isMisspelling(String word) {
    if (word.length() < SHORTEST - 1) {
      return false;
    }
    long letters = letters(word);
    for (int length = word.length() - 2; length <= word.length() + 2; length++) {
      for (Name name : names.getOrDefault(new Key(word.charAt(0), length), List.of())) {
        if (Long.bitCount(letters ^ name.letters) <= 2 * name.slips
            && distance(word, name.word, name.slips) <= name.slips) {
          return true;
        }
      }
    }
    return false;
  }

  private static long letters(String word) {
    long letters = 0;
    for (int i = 0; i < word.length(); i++) {
      letters |= 1L << (word.charAt(i) & 31);
    }
    return letters;
  }

  /**
   * Letters added, left out, changed or swapped with their neighbour; more than most is cut off.
   */
  private static int distance(String a, String b, int most) {
    if (Math.abs(a.length() - b.length()) > most) {
      return most + 1;
    }
    int[] beforeLast = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    int[] now = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      now[0] = i;
      int least = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        now[j] = Math.min(Math.min(last[j] + 1, now[j - 1] + 1), last[j - 1] + change);
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        now[j] = swapped ? Math.min(now[j], beforeLast[j - 2] + 1) : now[j];
        least = Math.min(least, now[j]);
      }
      if (least > most) {
        return most + 1;
      }
      int[] free = beforeLast;
      beforeLast = last;
      last = now;
      now = free;
    }
    return last[b.length()];
  }
}

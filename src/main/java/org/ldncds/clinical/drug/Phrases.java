package org.ldncds.clinical.drug;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds known phrases among the words of a text by a hash of the first word, so that the size of
 * the list costs nothing.
 */
public final class Phrases<T> {

  private record Phrase<T>(List<String> words, T meaning) {}

  private final Map<String, List<Phrase<T>>> byFirstWord = new HashMap<>();

  /** Adds a phrase of whole words; a phrase without a word is ignored. */
  public void add(String text, T meaning) {
    List<String> words = Words.of(text);
    if (!words.isEmpty()) {
      byFirstWord
          .computeIfAbsent(words.get(0), first -> new ArrayList<>())
          .add(new Phrase<>(words, meaning));
    }
  }

  /**
   * Every meaning whose phrase stands in the words, in order of their places. Inside a phrase that
   * was found no shorter one is looked for: methyl naltrexone is no naltrexone.
   */
  public List<T> allIn(List<String> words) {
    List<T> found = new ArrayList<>();
    int next = 0;
    while (next < words.size()) {
      int longest = 0;
      for (Phrase<T> phrase : byFirstWord.getOrDefault(words.get(next), List.of())) {
        if (standsAt(words, next, phrase)) {
          longest = Math.max(longest, phrase.words.size());
        }
      }
      for (Phrase<T> phrase : byFirstWord.getOrDefault(words.get(next), List.of())) {
        if (phrase.words.size() == longest && standsAt(words, next, phrase)) {
          found.add(phrase.meaning);
        }
      }
      next += Math.max(1, longest);
    }
    return found;
  }

  /** The meaning of the longest phrase that stands in the words; of equally long ones the first. */
  public Optional<T> longestIn(List<String> words) {
    Phrase<T> longest = null;
    for (int i = 0; i < words.size(); i++) {
      for (Phrase<T> phrase : byFirstWord.getOrDefault(words.get(i), List.of())) {
        if (standsAt(words, i, phrase)
            && (longest == null || phrase.words.size() > longest.words.size())) {
          longest = phrase;
        }
      }
    }
    return Optional.ofNullable(longest).map(Phrase::meaning);
  }

  private static <T> boolean standsAt(List<String> words, int start, Phrase<T> phrase) {
    int end = start + phrase.words.size();
    return end <= words.size() && words.subList(start, end).equals(phrase.words);
  }
}

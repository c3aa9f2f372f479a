package org.ldncds.knowledge;

import java.util.Collection;
import java.util.Comparator;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Finds what was probably meant by a mistyped word. */
final class Nearest {

  private Nearest() {}

  /**
   * " Maybe "x"?" for the most similar known word; the known words themselves where none is
   * similar.
   */
  static String advice(String word, Collection<String> known) {
    LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
    return known.stream()
        .min(Comparator.comparingInt((String k) -> distance.apply(word, k)).thenComparing(k -> k))
        .filter(nearest -> distance.apply(word, nearest) <= Math.max(2, word.length() / 2))
        .map(nearest -> " Maybe \"" + nearest + "\"?")
        .orElseGet(
            () ->
                known.isEmpty()
                    ? ""
                    : " Maybe one of " + known.stream().sorted().limit(12).toList() + "?");
  }
}

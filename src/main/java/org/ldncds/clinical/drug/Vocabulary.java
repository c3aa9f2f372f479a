package org.ldncds.clinical.drug;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The words that the names of products are made of, beside the names of drugs. */
public final class Vocabulary {

  private final Phrases<Ingredient> names = new Phrases<>();
  private final Set<String> fillers = new HashSet<>();
  private final Set<String> joiners = new HashSet<>();
  private final Set<String> directions = new HashSet<>();

  Vocabulary() {}

  void name(String name, Ingredient ingredient) {
    names.add(name, ingredient);
  }

  /** Words of form, release, salt, unit and the like, which name no drug. */
  public void filler(String words) {
    fillers.addAll(Words.of(words));
  }

  /** Words such as "and", which part two drugs. */
  public void joiner(String word) {
    joiners.addAll(Words.of(word));
    filler(word);
  }

  /** Words such as "take", after which a text no longer tells the product. */
  public void direction(String word) {
    directions.addAll(Words.of(word));
  }

  List<Phrases.Span<Ingredient>> namesIn(List<String> words) {
    return names.spans(words);
  }

  /** The words without the names of known drugs. */
  List<String> withoutNames(List<String> words) {
    return names.without(words);
  }

  boolean isFiller(String word) {
    return word.length() < 2 || Character.isDigit(word.charAt(0)) || fillers.contains(word);
  }

  boolean isJoiner(String word) {
    return joiners.contains(word);
  }

  /** The text up to its directions; those that open it are kept. */
  String beforeDirections(String text) {
    int from = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i == text.length() || !Character.isLetter(text.charAt(i))) {
        if (from > 0 && directions.contains(text.substring(from, i).toLowerCase(Locale.ROOT))) {
          return text.substring(0, from);
        }
        from = i + 1;
      }
    }
    return text;
  }
}

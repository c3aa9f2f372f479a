package org.ldncds.knowledge.rxnorm;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.ldncds.clinical.drug.DrugCatalogue;
import org.ldncds.clinical.drug.Words;

/**
 * Sorts out the names that cannot name a drug of the knowledge, word by word: a release has a
 * million names of few words, and taking each apart in full would cost most of the time.
 */
final class KnownWords {

  private final DrugCatalogue drugs;
  private final Set<String> firstWords = new HashSet<>();
  private final Map<String, Boolean> seen = new HashMap<>();

  KnownWords(DrugCatalogue drugs) {
    this.drugs = drugs;
    for (DrugCatalogue.Listed listed : drugs.ingredients()) {
      add(listed.ingredient().name());
      listed.names().forEach(this::add);
    }
  }

  private void add(String name) {
    Words.of(name).stream().limit(1).forEach(firstWords::add);
  }

  /**
   * False only where no word of the name begins a known name, is a brand, or looks like an opioid.
   */
  boolean mayMatter(String name) {
    int from = -1;
    for (int i = 0; i <= name.length(); i++) {
      char c = i < name.length() ? name.charAt(i) : ' ';
      if (c > 127) {
        return true;
      }
      boolean inWord = from >= 0 && Character.isLetterOrDigit(c);
      boolean digits = from >= 0 && Character.isDigit(name.charAt(i - 1));
      if (inWord && digits == Character.isDigit(c)) {
        continue;
      }
      if (from >= 0 && seen.computeIfAbsent(name.substring(from, i), this::isKnown)) {
        return true;
      }
      from = Character.isLetterOrDigit(c) ? i : -1;
    }
    return false;
  }

  private boolean isKnown(String written) {
    String word = written.toLowerCase(Locale.ROOT);
    return firstWords.contains(word)
        || drugs.names(word)
        || drugs.suspicion(List.of(), List.of(word), Optional.empty()).isPresent();
  }
}

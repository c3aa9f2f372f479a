package org.ldncds.clinical.drug;

import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * What makes a drug that no table knows look like an opioid: stems of the WHO's drug names, words
 * such as "opioid", and the ATC groups of opioids. It makes nothing an opioid; it keeps silence
 * from being an answer.
 *
 * @param endings of words, in lower case
 * @param words whole words, in lower case; after "non" they do not count
 * @param exceptions words with such an ending that are no opioid
 * @param atcGroups beginnings of ATC codes
 */
public record OpioidSigns(
    List<String> endings, Set<String> words, Set<String> exceptions, List<String> atcGroups) {

  public static final OpioidSigns NONE = new OpioidSigns(List.of(), Set.of(), Set.of(), List.of());

  private static final String NOT = "non";

  public OpioidSigns {
    endings = List.copyOf(endings);
    words = Set.copyOf(words);
    exceptions = Set.copyOf(exceptions);
    atcGroups = List.copyOf(atcGroups);
  }

  public boolean in(Collection<Code> codes, Collection<String> names) {
    return codes.stream().anyMatch(this::isInGroup)
        || names.stream().anyMatch(name -> areIn(Words.of(name)));
  }

  private boolean isInGroup(Code code) {
    return code.system() == Terminology.ATC
        && atcGroups.stream().anyMatch(code.value()::startsWith);
  }

  private boolean areIn(List<String> text) {
    for (int i = 0; i < text.size(); i++) {
      String word = text.get(i);
      boolean named = words.contains(word) && (i == 0 || !text.get(i - 1).equals(NOT));
      if (named || (!exceptions.contains(word) && endings.stream().anyMatch(word::endsWith))) {
        return true;
      }
    }
    return false;
  }
}

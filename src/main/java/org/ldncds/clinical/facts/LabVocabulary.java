package org.ldncds.clinical.facts;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.ldncds.clinical.drug.Code;
import org.ldncds.clinical.drug.Phrases;
import org.ldncds.clinical.drug.Words;

/**
 * The tests that rules look at, the spellings of their units, and the words in which results are
 * positive or negative.
 */
public final class LabVocabulary {

  private final Map<Code, LabTest> tests;
  private final Map<String, Map<String, BigDecimal>> factors = new LinkedHashMap<>();
  private final Map<String, Boolean> codes = new LinkedHashMap<>();
  private final Phrases<Boolean> words = new Phrases<>();

  /**
   * @param factors by the unit of the rules and by spelling: how many of the rules' unit one is
   * @param positive words and codes of positive results
   * @param negative words and codes of negative ones; a longer phrase hides a shorter one in it
   */
  public LabVocabulary(
      Map<Code, LabTest> tests,
      Map<String, Map<String, BigDecimal>> factors,
      Collection<String> positive,
      Collection<String> negative) {
    this.tests = Map.copyOf(tests);
    factors.forEach(
        (unit, spellings) -> {
          Map<String, BigDecimal> folded = new LinkedHashMap<>();
          spellings.forEach((spelling, factor) -> folded.put(folded(spelling), factor));
          this.factors.put(unit, folded);
        });
    positive.forEach(word -> add(word, true));
    negative.forEach(word -> add(word, false));
  }

  private void add(String word, boolean positive) {
    codes.put(word.toLowerCase(Locale.ROOT), positive);
    words.add(word, positive);
  }

  public Map<Code, LabTest> tests() {
    return tests;
  }

  public Optional<LabTest> test(Code code) {
    return Optional.ofNullable(tests.get(code));
  }

  public Set<String> groups() {
    return tests.values().stream().map(LabTest::group).collect(Collectors.toSet());
  }

  /** Groups whose results are positive or negative, not figures. */
  public Set<String> codedGroups() {
    return tests.values().stream()
        .filter(LabTest::isCoded)
        .map(LabTest::group)
        .collect(Collectors.toSet());
  }

  /** Empty where the unit is missing or no spelling that is known. */
  public Optional<BigDecimal> factor(LabTest test, String unit) {
    return Optional.ofNullable(factors.getOrDefault(test.unit(), Map.of()).get(folded(unit)));
  }

  /** Letter case, spaces, brackets and the ways to write micro and square do not matter. */
  private static String folded(String unit) {
    return Normalizer.normalize(unit, Normalizer.Form.NFKC)
        .toLowerCase(Locale.ROOT)
        .replace('\u03bc', 'u')
        .replaceAll("[\\s{}\\[\\]_^]", "");
  }

  /** Empty where the words tell neither a positive from a negative result, or tell both. */
  public Optional<Boolean> sense(String text) {
    Boolean coded = codes.get(text.strip().toLowerCase(Locale.ROOT));
    if (coded != null) {
      return Optional.of(coded);
    }
    Set<Boolean> senses = new LinkedHashSet<>(words.allIn(Words.of(text)));
    return senses.size() == 1 ? Optional.of(senses.iterator().next()) : Optional.empty();
  }

  /** The sense that the first text with one has. */
  public Optional<Boolean> sense(List<String> texts) {
    return texts.stream().flatMap(text -> sense(text).stream()).findFirst();
  }
}

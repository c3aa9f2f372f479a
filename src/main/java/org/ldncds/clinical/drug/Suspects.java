package org.ldncds.clinical.drug;

import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Tells where a drug that no table knows may be an opioid or naltrexone: by how its name is
 * spelled, by words such as "narcotic", by the class of its code. And where a text names no drug at
 * all.
 */
public final class Suspects {

  private enum Meaning {
    SUSPECT,
    HARMLESS
  }

  private static final int LONGEST_SHOWN = 40;
  private static final int SHORTEST_MIXED = 5;
  private static final int SHORTEST_ENDING = 5;
  private static final int SHORTEST_JOINED = 7;

  private final Vocabulary vocabulary;
  private final Likeness names = new Likeness();
  private final Phrases<Meaning> words = new Phrases<>();
  private final Phrases<Boolean> vague = new Phrases<>();
  private final Set<String> endings = new HashSet<>();
  private final Set<String> atcClasses = new HashSet<>();
  private final List<String> signs = new ArrayList<>();
  private int longestEnding;

  Suspects(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  /**
   * A name whose misspellings arouse suspicion; one of several words does not. Brands are written
   * with a capital letter, substances without.
   */
  void name(String name) {
    List<String> parts = Words.of(name);
    if (parts.size() == 1) {
      names.add(parts.get(0), Character.isUpperCase(name.charAt(0)));
    }
  }

  /** Words that speak of an opioid without naming one. */
  public void word(String phrase) {
    words.add(phrase, Meaning.SUSPECT);
    signs.add("suspect " + phrase);
  }

  /** Words that look like an opioid and are none. */
  public void harmless(String phrase) {
    words.add(phrase, Meaning.HARMLESS);
    signs.add("harmless " + phrase);
  }

  /**
   * @throws IllegalArgumentException where it is too short to tell anything
   */
  public void ending(String ending) {
    if (ending.length() < SHORTEST_ENDING) {
      throw new IllegalArgumentException("\"" + ending + "\" is too short. Maybe five letters?");
    }
    endings.add(ending);
    signs.add("ending " + ending);
    longestEnding = Math.max(longestEnding, ending.length());
  }

  /** The beginning of ATC codes of which one that no table knows is suspect. */
  public void atcClass(String beginning) {
    atcClasses.add(beginning);
    signs.add("class " + beginning);
  }

  /** Words that stand where a drug should, and name none. */
  public void vague(String phrase) {
    vague.add(phrase, true);
  }

  /** All that arouses or allays suspicion, names apart, one line each. */
  List<String> signs() {
    return List.copyOf(signs);
  }

  /** True where no name tells a drug: "see note", "1 tablet", or nothing at all. */
  boolean areVague(List<String> texts) {
    return texts.stream()
        .allMatch(text -> vague.without(Words.of(text)).stream().allMatch(vocabulary::isFiller));
  }

  /**
   * What arouses suspicion, in lower case and short enough to be shown; empty where nothing does.
   *
   * @param unlisted codes that no table knows
   * @param named true where a known drug is named, so that general words may speak of it
   */
  Optional<String> find(Collection<Code> unlisted, List<String> texts, boolean named) {
    Stream<String> codes =
        unlisted.stream()
            .filter(code -> code.system() == Terminology.ATC)
            .map(Code::value)
            .filter(value -> atcClasses.stream().anyMatch(value::startsWith))
            .map(value -> "ATC " + value);
    return Stream.concat(codes, texts.stream().flatMap(text -> in(text, named).stream()))
        .findFirst()
        .map(found -> found.length() > LONGEST_SHOWN ? found.substring(0, LONGEST_SHOWN) : found);
  }

  private Optional<String> in(String text, boolean named) {
    List<String> left = vocabulary.withoutNames(Words.of(text));
    List<String> unexplained = new ArrayList<>();
    int next = 0;
    for (Phrases.Span<Meaning> span : words.spans(left)) {
      if (span.meanings().contains(Meaning.SUSPECT) && !named) {
        return Optional.of(String.join(" ", left.subList(span.from(), span.to())));
      }
      unexplained.addAll(left.subList(next, span.from()));
      unexplained.add("");
      next = span.to();
    }
    unexplained.addAll(left.subList(next, left.size()));
    return spelled(unexplained)
        .or(() -> joined(unexplained))
        .or(() -> spelled(Words.withFiguresAsLetters(text)));
  }

  private Optional<String> spelled(List<String> candidates) {
    return candidates.stream().filter(this::isSpelledLikeOne).findFirst();
  }

  private boolean isSpelledLikeOne(String word) {
    return word.length() >= SHORTEST_ENDING
        && (names.isName(word)
            || names.isMisspelling(word)
            || names.isPartOfNameOrHoldsOne(word)
            || endsLikeOne(word)
            || mixesScripts(word));
  }

  private boolean endsLikeOne(String word) {
    for (int length = SHORTEST_ENDING;
        length <= longestEnding && length < word.length();
        length++) {
      if (endings.contains(word.substring(word.length() - length))) {
        return true;
      }
    }
    return false;
  }

  /** Two halves of a name, parted by a space, a hyphen or the end of a line. */
  private Optional<String> joined(List<String> candidates) {
    for (int i = 1; i < candidates.size(); i++) {
      String joined = candidates.get(i - 1) + candidates.get(i);
      boolean halves = !candidates.get(i - 1).isEmpty() && !candidates.get(i).isEmpty();
      if (halves && joined.length() >= SHORTEST_JOINED && names.isName(joined)) {
        return Optional.of(candidates.get(i - 1) + " " + candidates.get(i));
      }
    }
    return Optional.empty();
  }

  /** Latin letters among those of another alphabet that looks like it. */
  private static boolean mixesScripts(String word) {
    if (word.length() < SHORTEST_MIXED || word.chars().allMatch(c -> c < 0x80)) {
      return false;
    }
    Set<UnicodeScript> scripts = new HashSet<>();
    word.codePoints().mapToObj(UnicodeScript::of).forEach(scripts::add);
    return scripts.contains(UnicodeScript.LATIN)
        && Stream.of(
                UnicodeScript.CYRILLIC,
                UnicodeScript.GREEK,
                UnicodeScript.ARMENIAN,
                UnicodeScript.CHEROKEE)
            .anyMatch(scripts::contains);
  }
}

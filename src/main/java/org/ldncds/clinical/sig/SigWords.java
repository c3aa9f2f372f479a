package org.ldncds.clinical.sig;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The vocabulary of written dosages: phrases of whole words, each with one meaning. Immutable once
 * built; finding the longest phrase at a place costs no more than that phrase is long.
 */
public final class SigWords {

  private static final class Node {
    private final Map<String, Node> next = new HashMap<>();
    private @Nullable Meaning meaning;
  }

  /**
   * A phrase that was found.
   *
   * @param end the place after its last word
   */
  record Match(Meaning meaning, int end) {}

  private final Node root;
  private final int longestText;
  private final int mostSteps;

  private SigWords(Node root, int longestText, int mostSteps) {
    this.root = root;
    this.longestText = longestText;
    this.mostSteps = mostSteps;
  }

  int longestText() {
    return longestText;
  }

  int mostSteps() {
    return mostSteps;
  }

  /** The longest phrase that begins at a place; hyphens between its words do not matter. */
  Optional<Match> longestAt(List<RawToken> tokens, int start, Effort effort) {
    Node node = root;
    Match longest = null;
    for (int i = start; i < tokens.size(); i++) {
      effort.look();
      RawToken token = tokens.get(i);
      Node next = node.next.get(token.text());
      if (next == null && i > start && token.isHyphen()) {
        continue;
      }
      if (next == null) {
        break;
      }
      node = next;
      if (node.meaning != null) {
        longest = new Match(node.meaning, i + 1);
      }
    }
    return Optional.ofNullable(longest);
  }

  /** The same words with other limits, for proofs about long texts. */
  SigWords withLimits(int characters, int steps) {
    return new SigWords(root, characters, steps);
  }

  /** Collects what the file of words says. */
  public static final class Builder {
    private final Node root = new Node();

    /** Adds a phrase that says all by its kind. */
    public void plain(Kind kind, String phrase) {
      add(phrase, Meaning.of(kind));
    }

    /**
     * @param number of times, days, milligrams or millilitres
     */
    public void valued(Kind kind, String phrase, BigDecimal number) {
      add(phrase, new Meaning(kind, number, 0));
    }

    /** So many times in so many days. */
    public void often(String phrase, int times, int days) {
      add(phrase, new Meaning(Kind.OFTEN, BigDecimal.valueOf(times), days));
    }

    /**
     * @param days a bit for each weekday, Monday the lowest
     */
    public void weekdays(String phrase, int days) {
      add(phrase, new Meaning(Kind.WEEKDAYS, BigDecimal.ZERO, days));
    }

    /**
     * @throws IllegalArgumentException with advice, where the phrase has no word or stands
     *     elsewhere
     */
    private void add(String phrase, Meaning meaning) {
      List<RawToken> words = new ArrayList<>(Tokenizer.split(phrase, new Effort()));
      if (words.isEmpty()) {
        throw new IllegalArgumentException("\"" + phrase + "\" has no word. Maybe remove it?");
      }
      words.removeIf(word -> word.isHyphen() && !phrase.equals(word.text()));
      Node node = root;
      for (RawToken word : words) {
        node = node.next.computeIfAbsent(word.text(), text -> new Node());
      }
      if (node.meaning != null) {
        throw new IllegalArgumentException(
            "\""
                + phrase
                + "\" stands under \""
                + node.meaning.kind().label()
                + "\" already. Maybe remove one?");
      }
      node.meaning = meaning;
    }

    /**
     * @param longestText longer texts, in characters, are not read
     * @param mostSteps texts with more dose steps are not read
     */
    public SigWords build(int longestText, int mostSteps) {
      return new SigWords(root, longestText, mostSteps);
    }
  }
}

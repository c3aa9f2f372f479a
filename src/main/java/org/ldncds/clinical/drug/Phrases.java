package org.ldncds.clinical.drug;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds known phrases among the words of a text by walking a tree of words, one hash a step, so
 * that the size of the list costs nothing.
 */
public final class Phrases<T> {

  /** A place in the words where phrases stand, with what they mean. */
  record Span<T>(int from, int to, List<T> meanings) {

    int length() {
      return to - from;
    }
  }

  private static final class Node<T> {
    private final Map<String, Node<T>> next = new HashMap<>();
    private final List<T> meanings = new ArrayList<>();
  }

  private final Node<T> root = new Node<>();

  /** Adds a phrase of whole words; a phrase without a word is ignored. */
  public void add(String text, T meaning) {
    Node<T> node = root;
    for (String word : Words.of(text)) {
      node = node.next.computeIfAbsent(word, w -> new Node<>());
    }
    if (node != root) {
      node.meanings.add(meaning);
    }
  }

  /**
   * Every meaning whose phrase stands in the words, in order of their places. Inside a phrase that
   * was found no shorter one is looked for: methyl naltrexone is no naltrexone.
   */
  public List<T> allIn(List<String> words) {
    List<T> found = new ArrayList<>();
    spans(words).forEach(span -> found.addAll(span.meanings));
    return found;
  }

  /** The meaning of the longest phrase that stands in the words; of equally long ones the first. */
  public Optional<T> longestIn(List<String> words) {
    List<Span<T>> all = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      longestAt(words, i).ifPresent(all::add);
    }
    return all.stream()
        .max(Comparator.<Span<T>>comparingInt(Span::length).thenComparing(span -> -span.from))
        .map(span -> span.meanings.get(0));
  }

  /** The longest phrase at each place, none inside another, in order. */
  List<Span<T>> spans(List<String> words) {
    List<Span<T>> spans = new ArrayList<>();
    int next = 0;
    while (next < words.size()) {
      Optional<Span<T>> span = longestAt(words, next);
      span.ifPresent(spans::add);
      next = span.map(Span::to).orElse(next + 1);
    }
    return spans;
  }

  /** The words with each phrase replaced by one empty word, which joins nothing around it. */
  List<String> without(List<String> words) {
    List<Span<T>> spans = spans(words);
    if (spans.isEmpty()) {
      return words;
    }
    List<String> left = new ArrayList<>();
    int next = 0;
    for (Span<T> span : spans) {
      left.addAll(words.subList(next, span.from));
      left.add("");
      next = span.to;
    }
    left.addAll(words.subList(next, words.size()));
    return left;
  }

  private Optional<Span<T>> longestAt(List<String> words, int from) {
    Node<T> node = root;
    Span<T> longest = null;
    for (int i = from; i < words.size(); i++) {
      node = node.next.get(words.get(i));
      if (node == null) {
        break;
      }
      if (!node.meanings.isEmpty()) {
        longest = new Span<>(from, i + 1, node.meanings);
      }
    }
    return Optional.ofNullable(longest);
  }
}

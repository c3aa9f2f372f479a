package org.ldncds.clinical.drug;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.ldncds.clinical.drug.AmountScanner.Amounts;

/**
 * A product's name taken apart by the grammar of RxNorm names: each ingredient is followed by its
 * strength, and ingredients are parted by signs. Names that people type follow it well enough to be
 * read the same way; where they do not, there is no strength.
 */
final class ProductName {

  private static final int LONGEST_NAME = 500;
  private static final String SIGNS = "/+&,;()-\u2013";

  /** A name before an amount, and the ingredients it stands for; none for one that is not ours. */
  private record Label(Set<Ingredient> ingredients) {}

  /** Amounts and the labels before them, one for each where the name is well made. */
  private record Entry(List<Label> labels, List<Optional<Strength>> strengths) {

    boolean isOf(Ingredient ingredient) {
      return labels.stream().anyMatch(label -> label.ingredients.contains(ingredient));
    }

    /** Empty where the amount cannot be told from those of other ingredients. */
    Optional<Strength> of(Ingredient ingredient) {
      if (labels.size() != strengths.size()) {
        return Optional.empty();
      }
      for (int i = 0; i < labels.size(); i++) {
        if (labels.get(i).ingredients.equals(Set.of(ingredient))) {
          return strengths.get(i);
        }
      }
      return Optional.empty();
    }
  }

  private final Vocabulary vocabulary;
  private final List<Entry> entries = new ArrayList<>();
  private final boolean namesNone;

  /**
   * @param liquid true where a percentage is grams in 100 mL
   */
  ProductName(String name, Vocabulary vocabulary, boolean liquid) {
    this.vocabulary = vocabulary;
    String text = withoutBrand(vocabulary.beforeDirections(capped(name)));
    int next = 0;
    for (Amounts amounts : AmountScanner.scan(text, liquid)) {
      entries.add(new Entry(labels(text.substring(next, amounts.from())), amounts.strengths()));
      next = amounts.to();
    }
    namesNone =
        entries.stream().allMatch(e -> e.labels.stream().allMatch(l -> l.ingredients.isEmpty()));
  }

  private static String capped(String name) {
    return name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name;
  }

  /** The brand in brackets repeats a strength in its own way: [Subsys 1200 MCG]. */
  private static String withoutBrand(String name) {
    int from = name.indexOf('[');
    int to = name.indexOf(']', Math.max(from, 0));
    return from < 0 || to < 0
        ? name
        : name.substring(0, from) + " " + withoutBrand(name.substring(to + 1));
  }

  /**
   * The strength of one ingredient; empty where the name states none, several, or none that is
   * surely its own.
   */
  Optional<Strength> strengthOf(Ingredient ingredient, int ingredientsInProduct) {
    Set<Optional<Strength>> found = new LinkedHashSet<>();
    for (Entry entry : entries) {
      if (entry.isOf(ingredient)) {
        found.add(entry.of(ingredient));
      } else if (entry.labels.isEmpty()) {
        boolean only = ingredientsInProduct == 1 && entry.strengths.size() == 1;
        found.add(only ? entry.strengths.get(0) : Optional.empty());
      }
    }
    if (found.isEmpty() && namesNone && ingredientsInProduct == 1 && entries.size() == 1) {
      found.addAll(entries.get(0).strengths);
    }
    return found.size() == 1 ? found.iterator().next() : Optional.empty();
  }

  /** The names in a stretch of text; words of form, release and salt are none. */
  private List<Label> labels(String text) {
    List<String> words = new ArrayList<>();
    List<Boolean> starts = new ArrayList<>();
    for (String part : parts(text)) {
      boolean begins = true;
      for (String word : Words.of(part)) {
        boolean joiner = vocabulary.isJoiner(word);
        words.add(word);
        starts.add(begins || joiner);
        begins = joiner;
      }
    }
    return labels(words, starts, vocabulary.namesIn(words));
  }

  private List<Label> labels(
      List<String> words, List<Boolean> starts, List<Phrases.Span<Ingredient>> names) {
    List<Label> labels = new ArrayList<>();
    List<Set<Ingredient>> named = new ArrayList<>();
    boolean any = false;
    int next = 0;
    int nameEnds = 0;
    for (int i = 0; i < words.size(); i++) {
      if (starts.get(i) && i >= nameEnds && any) {
        labels.add(label(named));
        named.clear();
        any = false;
      }
      while (next < names.size() && names.get(next).from() == i) {
        named.add(Set.copyOf(names.get(next).meanings()));
        nameEnds = names.get(next).to();
        next++;
      }
      any = any || i < nameEnds || !vocabulary.isFiller(words.get(i));
    }
    if (any) {
      labels.add(label(named));
    }
    return labels;
  }

  /** A substance named beside a brand of several tells which of them is meant. */
  private static Label label(List<Set<Ingredient>> named) {
    boolean single = named.stream().anyMatch(one -> one.size() == 1);
    return new Label(
        named.stream()
            .filter(one -> !single || one.size() == 1)
            .flatMap(Set::stream)
            .collect(Collectors.toUnmodifiableSet()));
  }

  private static List<String> parts(String text) {
    List<String> parts = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      if (SIGNS.indexOf(text.charAt(i)) >= 0) {
        parts.add(text.substring(from, i));
        from = i + 1;
      }
    }
    parts.add(text.substring(from));
    return parts;
  }
}

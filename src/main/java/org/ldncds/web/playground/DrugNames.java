package org.ldncds.web.playground;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.ldncds.clinical.drug.Code;
import org.ldncds.clinical.drug.DrugCatalogue;
import org.ldncds.clinical.drug.DrugRole;
import org.ldncds.knowledge.Knowledge;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * The names of our own catalogue, to choose from: ingredients, products and compounded capsules.
 */
@Component
@Profile("!production")
final class DrugNames {

  private static final int MOST = 20;

  private final Map<String, Code> products;
  private final List<String> common;
  private final List<DrugCatalogue.Listed> ingredients;

  DrugNames(Knowledge knowledge) {
    this.products = new TreeMap<>(knowledge.drugs().products());
    this.ingredients = knowledge.drugs().ingredients();
    Stream<String> capsules =
        knowledge.protocols().values().stream()
            .flatMap(protocol -> protocol.capsules().stream())
            .distinct()
            .sorted()
            .map(strength -> "Naltrexone " + strength + " oral capsule (compounded)");
    Stream<String> names =
        ingredients.stream()
            .filter(each -> each.ingredient().role() != DrugRole.COMPANION)
            .map(each -> each.ingredient().name())
            .sorted();
    this.common = Stream.concat(capsules, names).toList();
  }

  /** Codes of products by their names. */
  Map<String, Code> products() {
    return products;
  }

  /** What is offered before anything is typed. */
  List<String> common() {
    return common;
  }

  /** At most twenty names with each word of the text in them, brands and misspellings too. */
  List<String> like(String text) {
    List<String> words = List.of(text.strip().toLowerCase(Locale.ROOT).split("\\s+"));
    Set<String> found = new LinkedHashSet<>();
    common.stream().filter(name -> fits(name, words)).forEach(found::add);
    for (DrugCatalogue.Listed each : ingredients) {
      each.names().stream()
          .filter(name -> fits(name, words))
          .forEach(name -> found.add(each.ingredient().name()));
    }
    products.keySet().stream().filter(name -> fits(name, words)).forEach(found::add);
    List<String> best = new ArrayList<>(found);
    return best.subList(0, Math.min(MOST, best.size()));
  }

  private static boolean fits(String name, List<String> words) {
    String lower = " " + name.toLowerCase(Locale.ROOT);
    return words.stream()
        .allMatch(
            word -> lower.contains(" " + word) || (word.length() > 3 && lower.contains(word)));
  }
}

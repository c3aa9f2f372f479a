package org.ldncds.clinical.drug;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ldncds.clinical.drug.DrugCatalogue.Listed;
import org.ldncds.clinical.drug.DrugCatalogue.Product;

/** Collects what the files under drugs/ say, for a catalogue. */
public final class DrugCatalogueBuilder {
  final List<Listed> listed = new ArrayList<>();
  final Map<Code, List<Ingredient>> ingredientCodes = new HashMap<>();
  final Map<Code, Product> productCodes = new HashMap<>();
  final Phrases<Ingredient> ingredientNames = new Phrases<>();
  final Phrases<Product> brands = new Phrases<>();
  final Set<Product> brandsOfSeveralReleases = new LinkedHashSet<>();
  final Phrases<Form> formWords = new Phrases<>();
  final Phrases<Release> releaseWords = new Phrases<>();
  final Phrases<Boolean> notDrugs = new Phrases<>();
  final Vocabulary vocabulary = new Vocabulary();
  final Suspects suspects = new Suspects(vocabulary);

  public void ingredient(Ingredient ingredient, Collection<String> names, Collection<Code> codes) {
    listed.add(new Listed(ingredient, List.copyOf(names), List.copyOf(codes)));
    name(ingredient.name(), ingredient);
    names.forEach(name -> name(name, ingredient));
    codes.forEach(
        code -> ingredientCodes.computeIfAbsent(code, c -> new ArrayList<>()).add(ingredient));
  }

  private void name(String name, Ingredient ingredient) {
    ingredientNames.add(name, ingredient);
    vocabulary.name(name, ingredient);
    if (ingredient.isOpioidOrNaltrexone()) {
      suspects.name(name);
    }
  }

  /**
   * @return false where the code already stands for another product
   */
  public boolean product(Code code, Product product) {
    return productCodes.putIfAbsent(code, product) == null;
  }

  public void brand(String brand, Product product) {
    brands.add(brand, product);
    product.ingredients().forEach(ingredient -> vocabulary.name(brand, ingredient));
    if (product.ingredients().stream().anyMatch(Ingredient::isOpioidOrNaltrexone)) {
      suspects.name(brand);
    }
  }

  /** A brand with the slowest release of its products; a name by the grammar tells its own. */
  public void brandOfSeveralReleases(String brand, Product slowest) {
    brandsOfSeveralReleases.add(slowest);
    brand(brand, slowest);
  }

  public void formWord(String words, Form form) {
    formWords.add(words, form);
    vocabulary.filler(words);
  }

  public void releaseWord(String words, Release release) {
    releaseWords.add(words, release);
    vocabulary.filler(words);
  }

  /** A phrase that names a drug which is not there. */
  public void notDrug(String phrase) {
    notDrugs.add(phrase, true);
    suspects.harmless(phrase);
  }

  /** The words that names of products are made of, to be added to. */
  public Vocabulary vocabulary() {
    return vocabulary;
  }

  /** What arouses suspicion, to be added to. */
  public Suspects suspects() {
    return suspects;
  }

  public DrugCatalogue build() {
    return new DrugCatalogue(this);
  }
}

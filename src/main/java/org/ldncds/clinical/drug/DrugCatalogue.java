package org.ldncds.clinical.drug;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Recognises a drug from the codes and names of a record. Codes and names add up: where either says
 * opioid, it is one, because a missed opioid is the worst fault. Immutable once built; a look-up is
 * a few hashes.
 */
public final class DrugCatalogue {

  /** What a product code or a brand stands for. */
  public record Product(String name, List<Ingredient> ingredients, Form form, Release release) {
    public Product {
      ingredients = List.copyOf(ingredients);
    }
  }

  /** An ingredient with all that recognises it. */
  public record Listed(Ingredient ingredient, List<String> names, List<Code> codes) {
    public Listed {
      names = List.copyOf(names);
      codes = List.copyOf(codes);
    }
  }

  private final List<Listed> listed;
  private final ImportedProducts imported;
  private final Map<Code, List<Ingredient>> ingredientCodes;
  private final Map<Code, Product> productCodes;
  private final Phrases<Ingredient> ingredientNames;
  private final Phrases<Product> brands;
  private final Set<Product> brandsOfSeveralReleases;
  private final Phrases<Form> formWords;
  private final Phrases<Release> releaseWords;
  private final Phrases<Boolean> notDrugs;
  private final Vocabulary vocabulary;
  private final Suspects suspects;

  DrugCatalogue(DrugCatalogueBuilder builder) {
    imported = ImportedProducts.NONE;
    listed = List.copyOf(builder.listed);
    ingredientCodes = Map.copyOf(builder.ingredientCodes);
    productCodes = Map.copyOf(builder.productCodes);
    ingredientNames = builder.ingredientNames;
    brands = builder.brands;
    brandsOfSeveralReleases = Set.copyOf(builder.brandsOfSeveralReleases);
    formWords = builder.formWords;
    releaseWords = builder.releaseWords;
    notDrugs = builder.notDrugs;
    vocabulary = builder.vocabulary;
    suspects = builder.suspects;
  }

  private DrugCatalogue(DrugCatalogue base, ImportedProducts imported) {
    this.imported = imported;
    listed = base.listed;
    ingredientCodes = base.ingredientCodes;
    productCodes = base.productCodes;
    ingredientNames = base.ingredientNames;
    brands = base.brands;
    brandsOfSeveralReleases = base.brandsOfSeveralReleases;
    formWords = base.formWords;
    releaseWords = base.releaseWords;
    notDrugs = base.notDrugs;
    vocabulary = base.vocabulary;
    suspects = base.suspects;
  }

  /** The same catalogue that also knows these products; where both know a code, its own wins. */
  public DrugCatalogue with(ImportedProducts products) {
    return new DrugCatalogue(this, products);
  }

  /**
   * @param codes in any order; codes the catalogue does not know are ignored
   * @param names displays and text, the one to show on cards first
   * @return empty where nothing matters here: an unknown drug, or one known to be harmless
   */
  public Optional<Drug> find(Collection<Code> codes, List<String> names) {
    Set<Ingredient> ingredients = new LinkedHashSet<>();
    List<Product> products = new ArrayList<>();
    for (Code code : codes) {
      products.addAll(productsOf(code));
      ingredients.addAll(ingredientCodes.getOrDefault(code, List.of()));
    }
    List<Product> coded = List.copyOf(products);
    List<List<String>> texts = names.stream().map(this::words).toList();
    for (List<String> words : texts) {
      ingredients.addAll(ingredientNames.allIn(words));
      brands.longestIn(words).ifPresent(products::add); // first, since it decides the form
      products.addAll(brands.allIn(words));
    }
    products.forEach(product -> ingredients.addAll(product.ingredients));
    return ingredients.isEmpty()
        ? Optional.empty()
        : Optional.of(drug(ingredients, products, coded, names, texts));
  }

  /** The words of a name without phrases such as "opioid-free", which name what is not in it. */
  private List<String> words(String name) {
    return notDrugs.without(Words.of(name));
  }

  private Optional<Product> productOf(Code code) {
    Product product = productCodes.get(code);
    if (product == null && code.system() == Terminology.NDC && code.value().length() == 11) {
      product = productCodes.get(new Code(Terminology.NDC, code.value().substring(0, 9)));
    }
    return Optional.ofNullable(product);
  }

  private List<Product> productsOf(Code code) {
    Optional<Product> own = productOf(code);
    if (own.isPresent() || ingredientCodes.containsKey(code)) {
      return own.stream().toList();
    }
    return imported.of(code).stream().map(this::product).toList();
  }

  /** Its form and release as its name tells them, and a brand of it that acts longer. */
  private Product product(ImportedProducts.Row row) {
    List<List<String>> texts = new ArrayList<>(List.of(Words.of(row.name())));
    row.brands().forEach(brand -> texts.add(Words.of(brand)));
    List<Product> known = texts.stream().flatMap(words -> brands.allIn(words).stream()).toList();
    Form form = formWords.longestIn(texts.get(0)).orElseGet(() -> formOf(known, texts));
    return new Product(
        row.name(), row.ingredients(), form, releaseOf(known, List.of(row.name()), texts, form));
  }

  private Drug drug(
      Set<Ingredient> ingredients,
      List<Product> products,
      List<Product> coded,
      List<String> names,
      List<List<String>> texts) {
    List<String> strengthNames = new ArrayList<>(coded.stream().map(Product::name).toList());
    strengthNames.addAll(names);
    Form form = formOf(products, texts);
    boolean liquid = form == Form.ORAL_LIQUID || form == Form.INJECTION;
    List<ProductName> parsed =
        strengthNames.stream().map(n -> new ProductName(n, vocabulary, liquid)).toList();
    List<Drug.Component> components = new ArrayList<>();
    for (Ingredient ingredient : ingredients) {
      components.add(
          new Drug.Component(ingredient, strengthOf(ingredient, ingredients.size(), parsed, form)));
    }
    String name =
        names.stream()
            .filter(n -> !n.isBlank())
            .findFirst()
            .orElseGet(
                () ->
                    strengthNames.isEmpty()
                        ? ingredients.iterator().next().name()
                        : strengthNames.get(0));
    return new Drug(name, components, form, releaseOf(products, names, texts, form));
  }

  private static Optional<Strength> strengthOf(
      Ingredient ingredient, int ingredientCount, List<ProductName> parsed, Form form) {
    return parsed.stream()
        .map(name -> name.strengthOf(ingredient, ingredientCount))
        .flatMap(Optional::stream)
        .findFirst()
        .flatMap(strength -> form == Form.PATCH ? strength.ofPatch() : Optional.of(strength));
  }

  private Form formOf(List<Product> products, List<List<String>> texts) {
    return products.stream()
        .map(Product::form)
        .filter(form -> form != Form.UNKNOWN)
        .findFirst()
        .or(() -> texts.stream().map(formWords::longestIn).flatMap(Optional::stream).findFirst())
        .orElse(Form.UNKNOWN);
  }

  /** The longest action that anything says: the safe side for a washout. */
  private Release releaseOf(
      List<Product> products, List<String> names, List<List<String>> texts, Form form) {
    boolean exact = names.stream().anyMatch(name -> name.indexOf('[') >= 0);
    Stream<Release> ofProducts =
        products.stream()
            .filter(product -> !exact || !brandsOfSeveralReleases.contains(product))
            .map(Product::release);
    Stream<Release> ofWords =
        texts.stream().flatMap(words -> releaseWords.allIn(brands.without(words)).stream());
    Release ofForm =
        form == Form.IMPLANT
            ? Release.DEPOT
            : form == Form.PATCH ? Release.LONG_ACTING : Release.IMMEDIATE;
    return Stream.concat(ofProducts, ofWords).reduce(ofForm, (a, b) -> a.compareTo(b) > 0 ? a : b);
  }

  /** True where the text names a drug of the catalogue. */
  public boolean names(String text) {
    return !vocabulary.namesIn(words(text)).isEmpty();
  }

  /** True where the texts, if there are any, name no drug at all: "see note", "1 tablet". */
  public boolean nameNothing(List<String> texts) {
    return suspects.areVague(texts);
  }

  /**
   * What in a record looks like an opioid or naltrexone beside the drug that was found in it; empty
   * where nothing does.
   *
   * @param found what {@link #find} found in the same codes and names
   */
  public Optional<String> suspicion(
      Collection<Code> codes, List<String> names, Optional<Drug> found) {
    List<Code> unlisted = codes.stream().filter(code -> !lists(code)).toList();
    return suspects.find(unlisted, names, found.isPresent());
  }

  /** True where the code stands in the catalogue. */
  public boolean lists(Code code) {
    return ingredientCodes.containsKey(code) || !productsOf(code).isEmpty();
  }

  /** True where an imported release knows the code as that of a drug of no concern. */
  public boolean isOfNoConcern(Code code) {
    return imported.isOfNoConcern(code);
  }

  /** Every ingredient, in the order of the files. */
  public List<Listed> ingredients() {
    return listed;
  }

  /** All that makes a drug look like an opioid, names apart, one line each. */
  public List<String> signsOfOpioids() {
    return suspects.signs();
  }

  /** The products of the imported release; none where none was imported. */
  public ImportedProducts imported() {
    return imported;
  }

  public Form formOf(String words) {
    return formWords.longestIn(Words.of(words)).orElse(Form.UNKNOWN);
  }

  /** The products that have a code of their own, by name; of several codes the first. */
  public SortedMap<String, Code> products() {
    SortedMap<String, Code> products = new TreeMap<>();
    productCodes.forEach(
        (code, product) ->
            products.merge(
                product.name(), code, (a, b) -> a.value().compareTo(b.value()) <= 0 ? a : b));
    return products;
  }

  /** How many products are known by code. */
  public int productCount() {
    return productCodes.size();
  }
}

package org.ldncds.clinical.drug;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
  private final OpioidSigns opioidSigns;
  private final ImportedProducts imported;
  private final Map<Code, List<Ingredient>> ingredientCodes;
  private final Map<Code, Product> productCodes;
  private final Phrases<Ingredient> ingredientNames;
  private final Phrases<Product> brands;
  private final Phrases<Form> formWords;
  private final Phrases<Release> releaseWords;

  private DrugCatalogue(Builder builder, ImportedProducts imported) {
    this.imported = imported;
    listed = List.copyOf(builder.listed);
    opioidSigns = builder.opioidSigns;
    ingredientCodes = Map.copyOf(builder.ingredientCodes);
    productCodes = Map.copyOf(builder.productCodes);
    ingredientNames = builder.ingredientNames;
    brands = builder.brands;
    formWords = builder.formWords;
    releaseWords = builder.releaseWords;
  }

  private DrugCatalogue(DrugCatalogue base, ImportedProducts imported) {
    this.imported = imported;
    listed = base.listed;
    opioidSigns = base.opioidSigns;
    ingredientCodes = base.ingredientCodes;
    productCodes = base.productCodes;
    ingredientNames = base.ingredientNames;
    brands = base.brands;
    formWords = base.formWords;
    releaseWords = base.releaseWords;
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
    List<List<String>> texts = names.stream().map(Words::of).toList();
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
    return new Product(row.name(), row.ingredients(), form, releaseOf(known, texts));
  }

  private Drug drug(
      Set<Ingredient> ingredients,
      List<Product> products,
      List<Product> coded,
      List<String> names,
      List<List<String>> texts) {
    List<String> strengthNames = new ArrayList<>(coded.stream().map(Product::name).toList());
    strengthNames.addAll(names);
    List<ProductName> parsed =
        strengthNames.stream().map(n -> new ProductName(n, ingredientNames)).toList();
    List<Drug.Component> components = new ArrayList<>();
    for (Ingredient ingredient : ingredients) {
      components.add(
          new Drug.Component(ingredient, strengthOf(ingredient, ingredients.size(), parsed)));
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
    return new Drug(name, components, formOf(products, texts), releaseOf(products, texts));
  }

  private Optional<Strength> strengthOf(
      Ingredient ingredient, int ingredientCount, List<ProductName> parsed) {
    return parsed.stream()
        .map(name -> name.strengthOf(ingredient, ingredientCount))
        .flatMap(Optional::stream)
        .findFirst();
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
  private Release releaseOf(List<Product> products, List<List<String>> texts) {
    Release longest = Release.IMMEDIATE;
    for (Product product : products) {
      longest = product.release.compareTo(longest) > 0 ? product.release : longest;
    }
    for (List<String> words : texts) {
      for (Release release : releaseWords.allIn(words)) {
        longest = release.compareTo(longest) > 0 ? release : longest;
      }
    }
    return longest;
  }

  /** True where the text names a drug of the catalogue. */
  public boolean names(String text) {
    List<String> words = Words.of(text);
    return !ingredientNames.allIn(words).isEmpty() || !brands.allIn(words).isEmpty();
  }

  /** True where the code stands in the catalogue. */
  public boolean lists(Code code) {
    return ingredientCodes.containsKey(code) || !productsOf(code).isEmpty();
  }

  /** True where an imported release knows the code as that of a drug of no concern. */
  public boolean isOfNoConcern(Code code) {
    return imported.isOfNoConcern(code);
  }

  /** True where a drug that the catalogue does not know may be an opioid all the same. */
  public boolean looksLikeOpioid(Collection<Code> codes, Collection<String> names) {
    return opioidSigns.in(codes, names);
  }

  /** Every ingredient, in the order of the files. */
  public List<Listed> ingredients() {
    return listed;
  }

  public OpioidSigns opioidSigns() {
    return opioidSigns;
  }

  /** The products of the imported release; none where none was imported. */
  public ImportedProducts imported() {
    return imported;
  }

  public Form formOf(String words) {
    return formWords.longestIn(Words.of(words)).orElse(Form.UNKNOWN);
  }

  /** How many products are known by code. */
  public int productCount() {
    return productCodes.size();
  }

  /** Collects what the files under drugs/ say. */
  public static final class Builder {
    private final List<Listed> listed = new ArrayList<>();
    private OpioidSigns opioidSigns = OpioidSigns.NONE;
    private final Map<Code, List<Ingredient>> ingredientCodes = new HashMap<>();
    private final Map<Code, Product> productCodes = new HashMap<>();
    private final Phrases<Ingredient> ingredientNames = new Phrases<>();
    private final Phrases<Product> brands = new Phrases<>();
    private final Phrases<Form> formWords = new Phrases<>();
    private final Phrases<Release> releaseWords = new Phrases<>();

    public void ingredient(
        Ingredient ingredient, Collection<String> names, Collection<Code> codes) {
      listed.add(new Listed(ingredient, List.copyOf(names), List.copyOf(codes)));
      ingredientNames.add(ingredient.name(), ingredient);
      names.forEach(name -> ingredientNames.add(name, ingredient));
      codes.forEach(
          code -> ingredientCodes.computeIfAbsent(code, c -> new ArrayList<>()).add(ingredient));
    }

    /**
     * @return false where the code already stands for another product
     */
    public boolean product(Code code, Product product) {
      return productCodes.putIfAbsent(code, product) == null;
    }

    public void brand(String brand, Product product) {
      brands.add(brand, product);
    }

    public void formWord(String words, Form form) {
      formWords.add(words, form);
    }

    public void releaseWord(String words, Release release) {
      releaseWords.add(words, release);
    }

    public void opioidSigns(OpioidSigns signs) {
      opioidSigns = signs;
    }

    public DrugCatalogue build() {
      return new DrugCatalogue(this, ImportedProducts.NONE);
    }
  }
}

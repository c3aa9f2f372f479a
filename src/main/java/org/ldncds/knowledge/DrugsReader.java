package org.ldncds.knowledge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.ldncds.clinical.drug.Code;
import org.ldncds.clinical.drug.DrugCatalogue;
import org.ldncds.clinical.drug.DrugCatalogue.Product;
import org.ldncds.clinical.drug.DrugCatalogueBuilder;
import org.ldncds.clinical.drug.DrugRole;
import org.ldncds.clinical.drug.Form;
import org.ldncds.clinical.drug.Ingredient;
import org.ldncds.clinical.drug.Opioid;
import org.ldncds.clinical.drug.Opioid.Conflict;
import org.ldncds.clinical.drug.Release;
import org.ldncds.clinical.drug.Terminology;
import org.ldncds.knowledge.CsvRows.Row;

/** Reads the files under drugs/ into the catalogue. */
final class DrugsReader {

  private static final Map<String, Terminology> CODE_COLUMNS =
      Map.of(
          "rxnorm",
          Terminology.RXNORM,
          "atc",
          Terminology.ATC,
          "snomed",
          Terminology.SNOMED,
          "unii",
          Terminology.UNII);
  private static final Map<String, Conflict> CONFLICTS =
      Map.of(
          "block",
          Conflict.BLOCK,
          "warn",
          Conflict.WARN,
          "info",
          Conflict.INFO,
          "none",
          Conflict.NONE);

  private final KnowledgeFiles files;
  private final Set<String> sources;
  private final DrugCatalogueBuilder catalogue = new DrugCatalogueBuilder();
  private final Map<String, Ingredient> ingredients = new HashMap<>();
  private final Map<String, Release> releases =
      Arrays.stream(Release.values()).collect(Collectors.toMap(Release::label, release -> release));
  private final Map<String, List<Product>> productsByBrand = new LinkedHashMap<>();
  private DrugCatalogue names = catalogue.build();

  DrugsReader(KnowledgeFiles files, Set<String> sources) {
    this.files = files;
    this.sources = sources;
  }

  DrugCatalogue read() {
    new DrugWordsReader(files, catalogue).read();
    opioids();
    otherDrugs();
    precautionRows(files).forEach(row -> ingredient(row, DrugRole.PRECAUTION, Optional.empty()));
    names = catalogue.build();
    products(
        "drugs/opioid-products.csv",
        "rxnorm",
        "rxnorm",
        "name",
        "ingredients",
        "form",
        "release",
        "brand");
    products(
        "drugs/antagonist-products.csv",
        "code",
        "system",
        "code",
        "name",
        "ingredients",
        "form",
        "release");
    brands();
    return catalogue.build();
  }

  private void opioids() {
    List<Row> rows =
        CsvRows.read(
            files,
            "drugs/opioids.csv",
            "ingredient",
            "conflict",
            "washout_days",
            "washout_days_long_acting",
            "washout_days_single_dose",
            "patch_days",
            "label_daily_maximum",
            "washout_days_above_maximum",
            "names",
            "rxnorm",
            "atc",
            "snomed",
            "unii",
            "source");
    for (Row row : rows) {
      Opioid opioid =
          new Opioid(
              Objects.requireNonNull(CONFLICTS.get(row.textOf("conflict", CONFLICTS.keySet()))),
              row.count("washout_days")
                  .orElseThrow(
                      () -> row.wrong("washout_days", "this column is empty. Maybe write 10?")),
              row.count("washout_days_long_acting"),
              row.count("washout_days_single_dose"),
              row.count("patch_days"),
              row.dose("label_daily_maximum"),
              row.count("washout_days_above_maximum"));
      ingredient(row, DrugRole.OPIOID, Optional.of(opioid));
    }
  }

  private void otherDrugs() {
    Map<String, DrugRole> roles =
        Arrays.stream(DrugRole.values())
            .filter(role -> role != DrugRole.OPIOID && role != DrugRole.PRECAUTION)
            .collect(Collectors.toMap(DrugRole::label, role -> role));
    for (Row row :
        CsvRows.read(
            files,
            "drugs/other-drugs.csv",
            "ingredient",
            "role",
            "names",
            "rxnorm",
            "atc",
            "snomed",
            "unii",
            "source")) {
      DrugRole role = Objects.requireNonNull(roles.get(row.textOf("role", roles.keySet())));
      ingredient(row, role, Optional.empty());
    }
  }

  private static List<Row> precautionRows(KnowledgeFiles files) {
    return CsvRows.read(
        files,
        "drugs/precaution-drugs.csv",
        "ingredient",
        "class",
        "names",
        "rxnorm",
        "atc",
        "snomed",
        "unii",
        "source");
  }

  /** The ingredients of each class that precautions name. */
  static Map<String, Set<String>> precautionClasses(KnowledgeFiles files) {
    Map<String, Set<String>> classes = new LinkedHashMap<>();
    for (Row row : precautionRows(files)) {
      classes
          .computeIfAbsent(row.text("class"), name -> new LinkedHashSet<>())
          .add(row.text("ingredient"));
    }
    return classes;
  }

  private void ingredient(Row row, DrugRole role, Optional<Opioid> opioid) {
    Ingredient ingredient = new Ingredient(row.text("ingredient"), role, opioid);
    row.listOf("source", sources);
    row.text("source");
    if (ingredients.put(ingredient.name(), ingredient) != null) {
      throw row.wrong(
          "ingredient",
          "\"" + ingredient.name() + "\" stands here twice. Maybe join the two rows?");
    }
    List<Code> codes = new ArrayList<>();
    CODE_COLUMNS.forEach(
        (column, system) -> row.list(column).forEach(value -> codes.add(new Code(system, value))));
    catalogue.ingredient(ingredient, row.list("names"), codes);
  }

  private void products(String file, String codeColumn, String... columns) {
    boolean mixed = List.of(columns).contains("system");
    Map<String, Terminology> systems = Map.of("rxnorm", Terminology.RXNORM, "ndc", Terminology.NDC);
    for (Row row : CsvRows.read(files, file, columns)) {
      Terminology system =
          mixed ? systems.get(row.textOf("system", systems.keySet())) : Terminology.RXNORM;
      Product product = product(row, row.text("name"));
      if (!catalogue.product(
          new Code(Objects.requireNonNull(system), row.text(codeColumn)), product)) {
        throw row.wrong(
            codeColumn,
            "\"" + row.text(codeColumn) + "\" stands here twice. Maybe one row is a copy?");
      }
      if (!mixed && !row.optional("brand").isEmpty()) {
        productsByBrand.computeIfAbsent(row.text("brand"), brand -> new ArrayList<>()).add(product);
      }
    }
  }

  private Product product(Row row, String name) {
    List<Ingredient> active =
        row.listOf("ingredients", ingredients.keySet()).stream().map(this::known).toList();
    if (active.isEmpty()) {
      throw row.wrong("ingredients", "this column is empty. Maybe write \"oxycodone\"?");
    }
    String form = row.optional("form");
    String release = row.optional("release");
    Form parsed = form.isEmpty() ? Form.UNKNOWN : names.formOf(form);
    if (!form.isEmpty() && parsed == Form.UNKNOWN) {
      throw row.wrong(
          "form", "\"" + form + "\" is not known. Maybe add its words to drugs/forms.yaml?");
    }
    Release acts =
        release.isEmpty()
            ? Release.IMMEDIATE
            : releases.get(row.textOf("release", releases.keySet()));
    return new Product(name, active, parsed, Objects.requireNonNull(acts));
  }

  private Ingredient known(String name) {
    return Objects.requireNonNull(ingredients.get(name));
  }

  /**
   * A brand stands for what all its products share; where their forms differ, its form is not
   * known.
   */
  private void brands() {
    productsByBrand.forEach(
        (brand, products) -> {
          List<Ingredient> shared =
              products.stream().flatMap(p -> p.ingredients().stream()).distinct().toList();
          boolean oneForm = products.stream().map(Product::form).distinct().count() == 1;
          Release slowest =
              products.stream()
                  .map(Product::release)
                  .max(Enum::compareTo)
                  .orElse(Release.IMMEDIATE);
          boolean oneRelease = products.stream().map(Product::release).distinct().count() == 1;
          Form form = oneForm ? products.get(0).form() : Form.UNKNOWN;
          Product any = new Product(brand, shared, form, slowest);
          if (oneRelease) {
            catalogue.brand(brand, any);
          } else {
            catalogue.brandOfSeveralReleases(brand, any);
          }
        });
    for (Row row :
        CsvRows.read(files, "drugs/brands.csv", "brand", "ingredients", "form", "release")) {
      catalogue.brand(row.text("brand"), product(row, row.text("brand")));
    }
  }
}

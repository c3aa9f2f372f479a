package org.ldncds.knowledge;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.ldncds.clinical.drug.DrugCatalogue;
import org.ldncds.clinical.protocol.MorphineFactors;
import org.ldncds.clinical.protocol.MorphineFactors.Factor;
import org.ldncds.clinical.protocol.MorphineFactors.Route;
import org.ldncds.clinical.quantity.Dose;
import org.ldncds.knowledge.CsvRows.Row;

/** Reads drugs/mme.csv and protocols/mme.yaml: the factors of morphine equivalents. */
final class MorphineFactorsReader {

  private static final String TABLE = "drugs/mme.csv";
  private static final String THRESHOLDS = "protocols/mme.yaml";
  private static final Map<String, Route> ROUTES =
      Arrays.stream(Route.values())
          .collect(Collectors.toMap(r -> r.name().toLowerCase(Locale.ROOT), r -> r));

  private final KnowledgeFiles files;
  private final Set<String> sources;
  private final DrugCatalogue drugs;

  MorphineFactorsReader(KnowledgeFiles files, Set<String> sources, DrugCatalogue drugs) {
    this.files = files;
    this.sources = sources;
    this.drugs = drugs;
  }

  MorphineFactors read() {
    YamlMap file = YamlMap.read(THRESHOLDS, files.text(THRESHOLDS));
    int year = file.count("factors-of");
    YamlMap thresholds = file.map("thresholds");
    Dose caution = threshold(thresholds, "caution");
    Dose high = threshold(thresholds, "high");
    thresholds.done();
    file.done();
    if (!high.isAbove(caution)) {
      throw thresholds.wrong(
          "high", high + " is not above caution (" + caution + "). Maybe they are exchanged?");
    }
    Map<String, List<Factor>> factors = factors();
    if (factors.values().stream().flatMap(List::stream).noneMatch(f -> f.year() == year)) {
      throw file.wrong(
          "factors-of", "no row of " + TABLE + " is of " + year + ". Maybe a year is mistyped?");
    }
    return new MorphineFactors(year, factors, caution, high);
  }

  private Dose threshold(YamlMap thresholds, String name) {
    YamlMap figure = thresholds.map(name);
    figure.textsOf("sources", sources);
    figure.date("since");
    Dose value = figure.dose("value");
    figure.done();
    if (!value.isPositive()) {
      throw thresholds.wrong(name, value + " is no dose. Maybe a digit is missing?");
    }
    return value;
  }

  private Map<String, List<Factor>> factors() {
    Map<String, List<Factor>> factors = new LinkedHashMap<>();
    for (Row row :
        CsvRows.read(files, TABLE, "ingredient", "route", "factor", "unit", "year", "source")) {
      Factor factor = factor(row);
      List<Factor> others = factors.computeIfAbsent(ingredient(row), i -> new ArrayList<>());
      if (others.stream().anyMatch(f -> f.route() == factor.route() && f.year() == factor.year())) {
        throw row.wrong(
            "ingredient",
            "\"" + row.text("ingredient") + "\" has this route and year twice. Maybe a copy?");
      }
      others.add(factor);
    }
    return factors;
  }

  private Factor factor(Row row) {
    Route route = Objects.requireNonNull(ROUTES.get(row.textOf("route", ROUTES.keySet())));
    String unit = route == Route.PATCH ? "mcg/h" : "mg";
    if (!row.text("unit").equals(unit)) {
      throw row.wrong(
          "unit", "\"" + row.text("unit") + "\" does not fit the route. Maybe " + unit + "?");
    }
    row.textOf("source", sources);
    int year = row.count("year").orElse(0);
    if (year < 1990 || year > 2100) {
      throw row.wrong("year", year + " is no year. Maybe write 2022?");
    }
    return new Factor(route, number(row), year);
  }

  private static BigDecimal number(Row row) {
    String text = row.text("factor");
    if (!text.matches("\\d{1,4}(\\.\\d{1,4})?") || new BigDecimal(text).signum() == 0) {
      throw row.wrong("factor", "\"" + text + "\" is no factor. Maybe write 1.5?");
    }
    return new BigDecimal(text);
  }

  private String ingredient(Row row) {
    String name = row.text("ingredient");
    boolean known =
        drugs
            .find(List.of(), List.of(name))
            .filter(drug -> drug.opioid().isPresent())
            .filter(drug -> drug.lead().ingredient().name().equals(name))
            .isPresent();
    if (!known) {
      throw row.wrong(
          "ingredient",
          "\"" + name + "\" is no ingredient of drugs/opioids.csv. Maybe a spelling differs?");
    }
    return name;
  }
}

package org.ldncds.knowledge;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.ldncds.clinical.quantity.Units;
import org.ldncds.clinical.quantity.Units.Kind;
import org.ldncds.clinical.quantity.Units.Unit;

/** Reads drugs/units.yaml: how records write units, and the figures that turn them into others. */
final class UnitsReader {

  private static final String FILE = "drugs/units.yaml";
  private static final Map<String, BigDecimal> MILLIGRAMS =
      Map.of(
          "kg", new BigDecimal("1000000"),
          "g", new BigDecimal("1000"),
          "mg", BigDecimal.ONE,
          "ug", new BigDecimal("0.001"),
          "ng", new BigDecimal("0.000001"));
  private static final Map<String, BigDecimal> MILLILITRES =
      Map.of("L", new BigDecimal("1000"), "mL", BigDecimal.ONE);

  private final YamlMap file;
  private final Set<String> sources;
  private final Map<String, Unit> units = new HashMap<>();

  UnitsReader(KnowledgeFiles files, Set<String> sources) {
    this.file = YamlMap.read(FILE, files.text(FILE));
    this.sources = sources;
  }

  /**
   * What the file holds.
   *
   * @param weightDays how many days a body weight counts
   */
  record Read(Units units, int weightDays) {}

  Read read() {
    measured("mass", Kind.MASS, MILLIGRAMS);
    measured("volume", Kind.VOLUME, MILLILITRES);
    add(file, "pieces", new Unit(Kind.PIECE, BigDecimal.ONE));
    add(file, "patches", new Unit(Kind.PATCH, BigDecimal.ONE));
    add(file, "actuations", new Unit(Kind.ACTUATION, BigDecimal.ONE));
    add(file, "drops", new Unit(Kind.VOLUME, drop()));
    int weightDays = figure("body-weight-valid-days").count("value");
    file.done();
    return new Read(new Units(units), weightDays);
  }

  private void measured(String heading, Kind kind, Map<String, BigDecimal> factors) {
    YamlMap entries = file.map(heading);
    factors.forEach((code, factor) -> add(entries, code, new Unit(kind, factor)));
    entries.done();
  }

  private void add(YamlMap entries, String key, Unit unit) {
    List<String> spellings = entries.texts(key);
    for (String spelling : spellings) {
      Unit other = units.put(spelling.toLowerCase(Locale.ROOT), unit);
      if (other != null && !other.equals(unit)) {
        throw entries.wrong(
            key, "\"" + spelling + "\" stands under two units. Maybe remove one of them?");
      }
    }
  }

  /** The volume of one drop in millilitres. */
  private BigDecimal drop() {
    return figure("drop")
        .value(
            "value",
            text -> {
              String[] parts = text.split(" ", -1);
              if (parts.length != 2 || !parts[1].equals("mL") || !isAboveZero(parts[0])) {
                throw new IllegalArgumentException(
                    "\"" + text + "\" is no volume. Maybe write \"0.05 mL\"?");
              }
              return new BigDecimal(parts[0]);
            });
  }

  private static boolean isAboveZero(String number) {
    return number.matches("\\d{1,6}(\\.\\d{1,6})?") && new BigDecimal(number).signum() > 0;
  }

  private YamlMap figure(String name) {
    YamlMap figure = file.map(name);
    figure.textsOf("sources", sources);
    figure.date("since");
    figure.text("value");
    figure.done();
    return figure;
  }
}

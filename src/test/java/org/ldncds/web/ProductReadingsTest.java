package org.ldncds.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.ldncds.clinical.drug.Code;
import org.ldncds.clinical.drug.Drug;
import org.ldncds.clinical.drug.DrugCatalogue;
import org.ldncds.clinical.drug.DrugRole;
import org.ldncds.clinical.drug.Terminology;

/**
 * Every product of the tables is read with the right ingredients, strengths, form and release by
 * its code alone and by its name alone.
 */
class ProductReadingsTest {

  private static final DrugCatalogue DRUGS = TestPipeline.KNOWLEDGE.drugs();

  private static List<CSVRecord> rows(String file) throws IOException {
    CSVFormat format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
    try (CSVParser parser =
        CSVParser.parse(Files.readString(Path.of("cds-services/drugs", file)), format)) {
      return parser.getRecords();
    }
  }

  /** Readings made from other columns of the source tables than the names. */
  private static Map<String, String> readings(String file, String code) throws IOException {
    CSVFormat format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
    Map<String, String> readings = new HashMap<>();
    try (CSVParser parser =
        CSVParser.parse(Files.readString(Path.of("src/test/resources", file)), format)) {
      for (CSVRecord row : parser) {
        readings.put(
            row.get(code),
            sorted(row.get("strengths")) + ", " + row.get("form") + ", " + row.get("release"));
      }
    }
    return readings;
  }

  private static String sorted(String list) {
    return Arrays.stream(list.split(";", -1)).sorted().collect(Collectors.joining(";"));
  }

  private static String reading(Optional<Drug> drug) {
    return drug.map(
            d ->
                d.components().stream()
                        .filter(c -> c.ingredient().role() != DrugRole.PRECAUTION)
                        .map(
                            c ->
                                c.ingredient().name()
                                    + "="
                                    + c.strength().map(Object::toString).orElse("none"))
                        .sorted()
                        .collect(Collectors.joining(";"))
                    + ", "
                    + d.form().label()
                    + ", "
                    + d.release().label())
        .orElse("not recognised");
  }

  @Test
  void everyOpioidProductIsReadRightByCodeAndByName() throws IOException {
    Map<String, String> expected = readings("opioid-product-readings.csv", "rxnorm");
    List<String> missed = new ArrayList<>();
    for (CSVRecord row : rows("opioid-products.csv")) {
      String right = String.valueOf(expected.remove(row.get("rxnorm")));
      Code code = new Code(Terminology.RXNORM, row.get("rxnorm"));
      String byCode = reading(DRUGS.find(List.of(code), List.of()));
      String byName = reading(DRUGS.find(List.of(), List.of(row.get("name"))));
      if (!right.equals(byCode) || !right.equals(byName)) {
        missed.add(row.get("name") + ": " + right + " / " + byCode + " / " + byName);
      }
    }
    assertEquals(List.of(), missed);
    assertEquals(Map.of(), expected, "lost from the table");
  }

  @Test
  void everyAntagonistProductIsReadRightByCodeAndByName() throws IOException {
    Map<String, String> expected = readings("antagonist-product-readings.csv", "code");
    List<String> missed = new ArrayList<>();
    for (CSVRecord row : rows("antagonist-products.csv")) {
      Terminology system = row.get("system").equals("ndc") ? Terminology.NDC : Terminology.RXNORM;
      String right = String.valueOf(expected.remove(row.get("code")));
      String byCode = reading(DRUGS.find(List.of(new Code(system, row.get("code"))), List.of()));
      String byName = reading(DRUGS.find(List.of(), List.of(row.get("name"))));
      if (!right.equals(byCode) || !right.equals(byName)) {
        missed.add(row.get("name") + ": " + right + " / " + byCode + " / " + byName);
      }
    }
    assertEquals(List.of(), missed);
    assertEquals(Map.of(), expected, "lost from the table");
  }
}

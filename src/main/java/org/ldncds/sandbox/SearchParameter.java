package org.ldncds.sandbox;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * A search parameter of FHIR R4 that this server knows; they are listed in search-parameters.csv.
 *
 * @param type of resource; "knowledge" for all that hold knowledge
 * @param path from the resource to its values, by element names
 */
record SearchParameter(String type, String name, Kind kind, String path) {

  /** How values are compared. */
  enum Kind {
    TOKEN,
    REFERENCE,
    DATE,
    STRING,
    URI;

    /** The name in FHIR. */
    String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final String ALL = "*";
  private static final String KNOWLEDGE = "knowledge";
  private static final List<SearchParameter> PARAMETERS = read();

  private static List<SearchParameter> read() {
    List<SearchParameter> parameters = new ArrayList<>();
    try (InputStreamReader in =
            new InputStreamReader(
                Objects.requireNonNull(
                    SearchParameter.class.getResourceAsStream("/sandbox/search-parameters.csv")),
                StandardCharsets.UTF_8);
        CSVParser rows =
            CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get().parse(in)) {
      for (CSVRecord row : rows) {
        parameters.add(
            new SearchParameter(
                row.get("type"),
                row.get("name"),
                Kind.valueOf(row.get("kind").toUpperCase(Locale.ROOT)),
                row.get("path")));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return List.copyOf(parameters);
  }

  /** Types that patients' records are held in. */
  static List<String> patientTypes() {
    return PARAMETERS.stream()
        .map(SearchParameter::type)
        .filter(type -> !type.equals(ALL) && !type.equals(KNOWLEDGE))
        .distinct()
        .sorted()
        .toList();
  }

  /** The parameters of a type, by name. */
  static Map<String, SearchParameter> of(String type) {
    String group = patientTypes().contains(type) ? type : KNOWLEDGE;
    return PARAMETERS.stream()
        .filter(parameter -> parameter.type.equals(group) || parameter.type.equals(ALL))
        .collect(Collectors.toMap(SearchParameter::name, parameter -> parameter));
  }
}

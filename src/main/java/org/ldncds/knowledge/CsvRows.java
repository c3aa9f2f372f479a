package org.ldncds.knowledge;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.ldncds.clinical.quantity.Dose;

/**
 * One row of a CSV file, read column by column, each error with its file, line, column and advice.
 */
final class CsvRows {

  /** A row and the line it stands on. */
  record Row(String file, int line, CSVRecord values) {

    KnowledgeException wrong(String column, String problem) {
      return new KnowledgeException(file, line, column, problem);
    }

    String optional(String column) {
      return values.get(column).strip();
    }

    String text(String column) {
      String text = optional(column);
      if (text.isEmpty()) {
        throw wrong(column, "this column is empty. Maybe the row has too few commas?");
      }
      return text;
    }

    String textOf(String column, Set<String> allowed) {
      String text = text(column);
      if (!allowed.contains(text)) {
        throw wrong(column, "\"" + text + "\" is not known." + Nearest.advice(text, allowed));
      }
      return text;
    }

    /** The parts of a list written with semicolons. */
    List<String> list(String column) {
      return Arrays.stream(optional(column).split(";", -1))
          .map(String::strip)
          .filter(part -> !part.isEmpty())
          .toList();
    }

    List<String> listOf(String column, Set<String> allowed) {
      for (String part : list(column)) {
        if (!allowed.contains(part)) {
          throw wrong(column, "\"" + part + "\" is not known." + Nearest.advice(part, allowed));
        }
      }
      return list(column);
    }

    OptionalInt count(String column) {
      String text = optional(column);
      if (text.isEmpty()) {
        return OptionalInt.empty();
      }
      if (!text.matches("\\d{1,6}")) {
        throw wrong(column, "\"" + text + "\" is not a whole number. Maybe write 10?");
      }
      return OptionalInt.of(Integer.parseInt(text));
    }

    Optional<Dose> dose(String column) {
      try {
        return optional(column).isEmpty()
            ? Optional.empty()
            : Optional.of(Dose.parse(optional(column)));
      } catch (IllegalArgumentException e) {
        throw wrong(column, String.valueOf(e.getMessage()));
      }
    }
  }

  private CsvRows() {}

  /**
   * @throws KnowledgeException where the columns are not exactly these or a row has not as many
   */
  static List<Row> read(KnowledgeFiles files, String file, String... columns) {
    return read(files, file, row -> row, columns);
  }

  static <T> List<T> read(
      KnowledgeFiles files, String file, Function<Row, T> reader, String... columns) {
    CSVFormat format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
    List<T> rows = new ArrayList<>();
    try (CSVParser parser = CSVParser.parse(new StringReader(files.text(file)), format)) {
      if (!parser.getHeaderNames().equals(List.of(columns))) {
        throw new KnowledgeException(
            file,
            1,
            "",
            "the columns are "
                + parser.getHeaderNames()
                + ". Maybe they should be "
                + List.of(columns)
                + "?");
      }
      for (CSVRecord values : parser) {
        int line = (int) parser.getCurrentLineNumber();
        if (!values.isConsistent()) {
          throw new KnowledgeException(
              file,
              line,
              "",
              "the row has "
                  + values.size()
                  + " columns, not "
                  + columns.length
                  + ". Maybe a comma inside a value needs quotes?");
        }
        rows.add(reader.apply(new Row(file, line, values)));
      }
    } catch (IOException | UncheckedIOException e) {
      throw new KnowledgeException(
          file, 0, "", "this is no CSV: " + e.getMessage() + ". Maybe a quote is not closed?");
    }
    return rows;
  }
}

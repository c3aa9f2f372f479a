package org.ldncds.knowledge.rxnorm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.ldncds.clinical.drug.DrugCatalogue;
import org.ldncds.clinical.drug.ImportedProducts;
import org.ldncds.clinical.drug.ImportedProducts.Row;
import org.ldncds.clinical.drug.Ingredient;

/**
 * A table that was imported, read and proved whole.
 *
 * @param release date of the RxNorm release, or "unknown"
 * @param imported when it was imported
 */
public record RxNormTable(String release, String imported, ImportedProducts products) {

  private static final String AGAIN =
      " Maybe import the release again (--import-rxnorm=<folder>), or put the previous table back?";

  /**
   * @throws RxNormException where the file is damaged, cut off, or was made with other knowledge
   */
  public static RxNormTable read(Path file, DrugCatalogue drugs) {
    try {
      TableData data = new Reading(file, Files.readAllBytes(file), drugs).read();
      return new RxNormTable(data.release(), data.imported(), data.products());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The state of one file while it is read. */
  private static final class Reading {
    private final Path file;
    private final byte[] bytes;
    private final DrugCatalogue drugs;
    private final Map<String, Ingredient> ingredients = new HashMap<>();
    private int at;
    private int line;

    Reading(Path file, byte[] bytes, DrugCatalogue drugs) {
      this.file = file;
      this.bytes = bytes;
      this.drugs = drugs;
      drugs.ingredients().forEach(l -> ingredients.put(l.ingredient().name(), l.ingredient()));
    }

    TableData read() {
      requireWhole();
      requireLine(TableFile.FIRST_LINE, "this is no table that this version can read.");
      String release = after("release ");
      String imported = after("imported ");
      String fingerprint = after("knowledge ");
      if (!fingerprint.equals(Fingerprint.of(drugs))) {
        throw wrong(
            "the table was made with other knowledge of drugs than cds-services/drugs now holds, so it may call a drug harmless that is not."
                + AGAIN);
      }
      List<Row> rows = rows(count("products "));
      int codes = count("ndcs ");
      long[] ndcs = new long[codes];
      int[] rowOfNdc = new int[codes];
      int[] rxcuis = rows.stream().mapToInt(Row::rxcui).toArray();
      for (int i = 0; i < codes; i++) {
        ndcs[i] = number('|');
        rowOfNdc[i] = Arrays.binarySearch(rxcuis, (int) number('\n'));
      }
      int[] others = new int[count("others ")];
      for (int i = 0; i < others.length; i++) {
        others[i] = (int) number('\n');
      }
      long[] otherNdcs = new long[count("other-ndcs ")];
      for (int i = 0; i < otherNdcs.length; i++) {
        otherNdcs[i] = number('\n');
      }
      return new TableData(release, imported, fingerprint, rows, ndcs, rowOfNdc, others, otherNdcs);
    }

    /** The last line is the checksum of all before it. */
    private void requireWhole() {
      int end = bytes.length - 1;
      int from = Math.max(0, end);
      while (from > 0 && bytes[from - 1] != '\n') {
        from--;
      }
      String last = new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8);
      if (end < 0 || bytes[end] != '\n' || !last.startsWith(TableFile.CHECKSUM)) {
        throw new RxNormException(
            file, lines(bytes.length), "the table ends too early, without its checksum." + AGAIN);
      }
      MessageDigest digest = Fingerprint.sha256();
      digest.update(bytes, 0, from);
      String found = TableFile.CHECKSUM + HexFormat.of().formatHex(digest.digest()) + "\n";
      if (!found.equals(last)) {
        throw new RxNormException(
            file,
            lines(from) + 1,
            "the checksum does not fit: the table was damaged or changed after it was written."
                + AGAIN);
      }
    }

    private int lines(int to) {
      int count = 0;
      for (int i = 0; i < to; i++) {
        count += bytes[i] == '\n' ? 1 : 0;
      }
      return count;
    }

    private List<Row> rows(int count) {
      List<Row> rows = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        String[] fields = text().split("\\|", 4);
        if (fields.length < 4) {
          throw wrong("the row has too few columns." + AGAIN);
        }
        List<Ingredient> contained = new ArrayList<>();
        for (String name : fields[1].split(";", -1)) {
          Ingredient ingredient = ingredients.get(name);
          if (ingredient == null) {
            throw wrong("\"" + name + "\" is no ingredient of cds-services/drugs." + AGAIN);
          }
          contained.add(ingredient);
        }
        List<String> brands = fields[2].isEmpty() ? List.of() : List.of(fields[2].split(";", -1));
        rows.add(new Row(Integer.parseInt(fields[0]), fields[3], brands, contained));
      }
      return rows;
    }

    private int count(String heading) {
      return Integer.parseInt(after(heading));
    }

    private void requireLine(String expected, String otherwise) {
      if (!text().equals(expected)) {
        throw wrong(otherwise + AGAIN);
      }
    }

    private String after(String heading) {
      String text = text();
      if (!text.startsWith(heading)) {
        throw wrong("\"" + heading.strip() + "\" should stand here." + AGAIN);
      }
      return text.substring(heading.length());
    }

    private String text() {
      int from = at;
      while (at < bytes.length && bytes[at] != '\n') {
        at++;
      }
      line++;
      return new String(bytes, from, at++ - from, StandardCharsets.UTF_8);
    }

    private long number(char end) {
      long number = 0;
      while (at < bytes.length && bytes[at] >= '0' && bytes[at] <= '9') {
        number = number * 10 + bytes[at++] - '0';
      }
      line += end == '\n' ? 1 : 0;
      if (at >= bytes.length || bytes[at++] != end) {
        throw wrong("a number should stand here." + AGAIN);
      }
      return number;
    }

    private RxNormException wrong(String problem) {
      return new RxNormException(file, line, problem);
    }
  }
}

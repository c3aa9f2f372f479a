package org.ldncds.clinical.drug;

import java.util.Arrays;
import java.util.List;

/**
 * The products of an imported RxNorm release: those that matter with their names and ingredients,
 * and the codes of all other drugs as bare numbers. Sorted arrays, since a release has hundreds of
 * thousands of codes.
 */
public final class ImportedProducts {

  /**
   * A product that matters.
   *
   * @param rxcui its RxNorm number
   * @param name as the release writes it
   * @param brands under which it is sold besides, which may tell of a depot
   */
  public record Row(int rxcui, String name, List<String> brands, List<Ingredient> ingredients) {
    public Row {
      brands = List.copyOf(brands);
      ingredients = List.copyOf(ingredients);
    }
  }

  public static final ImportedProducts NONE =
      new ImportedProducts(List.of(), new long[0], new int[0], new int[0], new long[0]);

  private static final int LONGEST_NUMBER = 11;

  private final Row[] rows;
  private final long[] ndcs;
  private final int[] rowOfNdc;
  private final int[] others;
  private final long[] otherNdcs;

  /**
   * @param rows in order of their numbers
   * @param ndcs NDCs of eleven digits in order; one that stands for several products stands several
   *     times
   * @param rowOfNdc the place of each NDC's product in {@code rows}
   * @param others RxNorm numbers of drugs of no concern, in order
   * @param otherNdcs their NDCs, in order
   */
  public ImportedProducts(
      List<Row> rows, long[] ndcs, int[] rowOfNdc, int[] others, long[] otherNdcs) {
    this.rows = rows.toArray(Row[]::new);
    this.ndcs = ndcs.clone();
    this.rowOfNdc = rowOfNdc.clone();
    this.others = others.clone();
    this.otherNdcs = otherNdcs.clone();
  }

  /** The products that matter under this code; several only where the release is at odds. */
  List<Row> of(Code code) {
    long number = number(code);
    if (number < 0) {
      return List.of();
    }
    return switch (code.system()) {
      case RXNORM -> ofRxNorm(number);
      case NDC -> ofNdc(number);
      default -> List.of();
    };
  }

  private List<Row> ofRxNorm(long rxcui) {
    int low = 0;
    int high = rows.length - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int found = rows[middle].rxcui;
      if (found == rxcui) {
        return List.of(rows[middle]);
      }
      if (found < rxcui) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return List.of();
  }

  private List<Row> ofNdc(long ndc) {
    int at = Arrays.binarySearch(ndcs, ndc);
    if (at < 0) {
      return List.of();
    }
    int from = at;
    while (from > 0 && ndcs[from - 1] == ndc) {
      from--;
    }
    int to = at + 1;
    while (to < ndcs.length && ndcs[to] == ndc) {
      to++;
    }
    return Arrays.stream(rowOfNdc, from, to).mapToObj(row -> rows[row]).toList();
  }

  /** True where the release knows the code as that of another drug. */
  boolean isOfNoConcern(Code code) {
    long number = number(code);
    return switch (code.system()) {
      case RXNORM ->
          number >= 0
              && number <= Integer.MAX_VALUE
              && Arrays.binarySearch(others, (int) number) >= 0;
      case NDC -> number >= 0 && Arrays.binarySearch(otherNdcs, number) >= 0;
      default -> false;
    };
  }

  /** How many products matter. */
  public int size() {
    return rows.length;
  }

  /** How many RxNorm codes are those of other drugs. */
  public int otherCount() {
    return others.length;
  }

  /** The code as a number; -1 where it is none, or an NDC without eleven digits. */
  private static long number(Code code) {
    String value = code.value();
    boolean digits =
        !value.isEmpty()
            && value.length() <= LONGEST_NUMBER
            && value.chars().allMatch(c -> c >= '0' && c <= '9');
    boolean whole =
        code.system() == Terminology.NDC
            ? value.length() == LONGEST_NUMBER
            : !value.startsWith("0");
    return digits && whole ? Long.parseLong(value) : -1;
  }
}

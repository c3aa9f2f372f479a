package org.ldncds.knowledge.rxnorm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.function.LongConsumer;
import org.ldncds.clinical.drug.Code;
import org.ldncds.clinical.drug.Terminology;

/**
 * The NDCs of a release, out of RXNSAT.RRF, in eleven digits. One that stands both for a product
 * that matters and for another stands for the one that matters.
 */
final class NationalCodes {

  private static final int COLUMNS = 13;
  private static final int RXCUI = 0;
  private static final int ATN = 8;
  private static final int ATV = 10;
  private static final byte[] NDC = "NDC".getBytes(StandardCharsets.UTF_8);
  private static final int DIGITS = 11;

  private final Concepts concepts;
  private final BitSet concern;
  private final BitSet notKnown;
  private final Numbers ofConcern = new Numbers();
  private final Numbers ofOthers = new Numbers();
  private final Numbers ofNotKnown = new Numbers();
  private long[] sortedConcern = {};

  NationalCodes(Concepts concepts, BitSet concern, BitSet notKnown) {
    this.concepts = concepts;
    this.concern = concern;
    this.notKnown = notKnown;
  }

  void read(Path file, LongConsumer progress) throws IOException {
    int[] rowOfPlace = Names.rows(concern);
    try (RrfFile rows = new RrfFile(file, COLUMNS, progress)) {
      while (rows.next()) {
        if (!rows.is(ATN, NDC)) {
          continue;
        }
        int place = concepts.place(rows.number(RXCUI));
        long ndc = place < 0 ? -1 : digits(rows.text(ATV));
        if (ndc < 0) {
          continue;
        }
        if (concern.get(place)) {
          ofConcern.add(ndc << 26 | rowOfPlace[place]);
        } else {
          (notKnown.get(place) ? ofNotKnown : ofOthers).add(ndc);
        }
      }
    }
    sortedConcern = ofConcern.sorted();
  }

  /** The eleven digits; -1 where they do not follow from what is written. */
  private static long digits(String written) {
    String ndc = written.indexOf('-') < 0 ? written : new Code(Terminology.NDC, written).value();
    if (ndc.length() == DIGITS + 1 && ndc.startsWith("0")) {
      ndc = ndc.substring(1); // as the Veterans Administration writes it
    }
    boolean whole = ndc.length() == DIGITS && ndc.chars().allMatch(c -> c >= '0' && c <= '9');
    return whole ? Long.parseLong(ndc) : -1;
  }

  long[] concern() {
    return Arrays.stream(sortedConcern).map(n -> n >> 26).toArray();
  }

  int[] rowsOfConcern() {
    return Arrays.stream(sortedConcern).mapToInt(n -> (int) (n & 0x3FFFFFF)).toArray();
  }

  /** In order, without those that stand for a product that matters or may. */
  long[] others() {
    long[] concernCodes = concern();
    long[] notKnownCodes = ofNotKnown.sorted();
    return Arrays.stream(ofOthers.sorted())
        .filter(n -> Arrays.binarySearch(concernCodes, n) < 0)
        .filter(n -> Arrays.binarySearch(notKnownCodes, n) < 0)
        .toArray();
  }
}

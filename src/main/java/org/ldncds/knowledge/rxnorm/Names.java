package org.ldncds.knowledge.rxnorm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.function.LongConsumer;

/**
 * The names of the concepts that matter, out of a second pass over RXNCONSO.RRF, so that the names
 * of all others need no memory. A name in use goes before an obsolete one.
 */
final class Names {

  private static final byte[] IN_USE = "N".getBytes(StandardCharsets.UTF_8);

  private final Concepts concepts;
  private final BitSet concern;

  Names(Concepts concepts, BitSet concern) {
    this.concepts = concepts;
    this.concern = concern;
  }

  /** The names in the order of the concepts. */
  String[] read(Path file, LongConsumer progress) throws IOException {
    int[] rows = rows(concern);
    String[] names = new String[concern.cardinality()];
    Arrays.fill(names, "");
    try (RrfFile lines = new RrfFile(file, Concepts.COLUMNS, progress)) {
      while (lines.next()) {
        int place = concepts.place(lines.number(Concepts.RXCUI));
        if (place >= 0
            && concern.get(place)
            && lines.is(Concepts.SAB, Concepts.RXNORM)
            && TermType.of(lines.text(Concepts.TTY)) != null
            && (names[rows[place]].isEmpty() || lines.is(Concepts.SUPPRESS, IN_USE))) {
          names[rows[place]] = lines.text(Concepts.STR);
        }
      }
    }
    return names;
  }

  /** For each place in the set, the how-manieth it is. */
  static int[] rows(BitSet set) {
    int[] rows = new int[set.length()];
    int row = 0;
    for (int place = set.nextSetBit(0); place >= 0; place = set.nextSetBit(place + 1)) {
      rows[place] = row++;
    }
    return rows;
  }
}

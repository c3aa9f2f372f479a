package org.ldncds.knowledge.rxnorm;

import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.function.LongConsumer;

/**
 * Which drug concept contains which, out of RXNREL.RRF. The file writes each relation twice, once
 * in each direction, and a row reads "RXCUI2 RELA RXCUI1"; both have misled readers. So the
 * direction is taken from the kinds of the two concepts: the more general is in the more specific.
 */
final class Relations {

  static final int COLUMNS = 16;

  private static final int RXCUI1 = 0;
  private static final int RXCUI2 = 4;
  private static final int RELA = 7;

  /** Those along which an ingredient is handed on. */
  private static final Set<String> HAND_ON =
      Set.of(
          "has_ingredient",
          "ingredient_of",
          "has_ingredients",
          "ingredients_of",
          "has_precise_ingredient",
          "precise_ingredient_of",
          "has_part",
          "part_of",
          "consists_of",
          "constitutes",
          "has_tradename",
          "tradename_of",
          "contains",
          "contained_in",
          "isa",
          "inverse_isa",
          "has_form",
          "form_of",
          "has_quantified_form",
          "quantified_form_of");

  private final Concepts concepts;
  private int[] firstEdge = {0};
  private int[] targets = {};

  Relations(Concepts concepts) {
    this.concepts = concepts;
  }

  void read(Path file, LongConsumer progress) throws IOException {
    Numbers edges = new Numbers();
    try (RrfFile rows = new RrfFile(file, COLUMNS, progress)) {
      while (rows.next()) {
        int one = concepts.place(rows.number(RXCUI1));
        int other = one < 0 ? -1 : concepts.place(rows.number(RXCUI2));
        if (other >= 0 && one != other && HAND_ON.contains(rows.text(RELA))) {
          int order = concepts.type(one).compareTo(concepts.type(other));
          if (order <= 0) {
            edges.add((long) one << 32 | other);
          }
          if (order >= 0) {
            edges.add((long) other << 32 | one);
          }
        }
      }
    }
    arrange(edges);
  }

  private void arrange(Numbers edges) {
    int[] count = new int[concepts.size() + 1];
    for (int i = 0; i < edges.size(); i++) {
      count[(int) (edges.get(i) >> 32) + 1]++;
    }
    for (int i = 1; i < count.length; i++) {
      count[i] += count[i - 1];
    }
    firstEdge = count.clone();
    targets = new int[edges.size()];
    for (int i = 0; i < edges.size(); i++) {
      targets[count[(int) (edges.get(i) >> 32)]++] = (int) edges.get(i);
    }
  }

  /** All concepts that contain one of these, these among them. */
  BitSet containing(BitSet seeds) {
    BitSet found = (BitSet) seeds.clone();
    Numbers open = new Numbers();
    seeds.stream().forEach(open::add);
    for (int i = 0; i < open.size(); i++) {
      containing(
          (int) open.get(i),
          to -> {
            if (!found.get(to)) {
              found.set(to);
              open.add(to);
            }
          });
    }
    return found;
  }

  /** The concepts that directly contain this one, perhaps several times. */
  void containing(int place, IntConsumer visit) {
    for (int edge = firstEdge[place]; edge < firstEdge[place + 1]; edge++) {
      visit.accept(targets[edge]);
    }
  }
}

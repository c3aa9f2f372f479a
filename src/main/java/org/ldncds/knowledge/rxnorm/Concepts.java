package org.ldncds.knowledge.rxnorm;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.ldncds.clinical.drug.Code;
import org.ldncds.clinical.drug.Drug;
import org.ldncds.clinical.drug.DrugCatalogue;
import org.ldncds.clinical.drug.Ingredient;
import org.ldncds.clinical.drug.Terminology;
import org.ldncds.clinical.drug.Words;

/**
 * The drug concepts of a release, out of RXNCONSO.RRF, with those that are or name an ingredient of
 * the knowledge. Obsolete and suppressed ones are drugs like others: old records hold them.
 */
final class Concepts {

  static final int COLUMNS = 18;
  static final int RXCUI = 0;
  static final int SAB = 11;
  static final int TTY = 12;
  static final int STR = 14;
  static final int SUPPRESS = 16;
  static final byte[] RXNORM = "RXNORM".getBytes(UTF_8);

  private static final int CODE = 13;
  private static final byte[] ATC = "ATC".getBytes(UTF_8);
  private static final Set<String> SYNONYMS = Set.of("SY", "TMSY", "PSN");

  private final DrugCatalogue drugs;
  private final KnownWords words;
  private final Map<Ingredient, Integer> numbers = new HashMap<>();
  private final Map<Integer, Integer> ingredientOfCode = new HashMap<>();
  private final Map<List<String>, Integer> ingredientOfName = new HashMap<>();

  private final Numbers drugTypes = new Numbers();
  private final Numbers marks = new Numbers();
  private final Numbers opioidLike = new Numbers();

  private int[] rxcuis = {};
  private byte[] types = {};
  private Places places = new Places(rxcuis);

  Concepts(DrugCatalogue drugs) {
    this.drugs = drugs;
    this.words = new KnownWords(drugs);
    for (DrugCatalogue.Listed listed : drugs.ingredients()) {
      int number = numbers.size();
      numbers.put(listed.ingredient(), number);
      for (Code code : listed.codes()) {
        if (code.system() == Terminology.RXNORM) {
          ingredientOfCode.put(Integer.valueOf(code.value()), number);
        }
      }
      ingredientOfName.put(Words.of(listed.ingredient().name()), number);
      listed.names().forEach(name -> ingredientOfName.putIfAbsent(Words.of(name), number));
    }
  }

  void read(Path file, LongConsumer progress) throws IOException {
    try (RrfFile rows = new RrfFile(file, COLUMNS, progress)) {
      while (rows.next()) {
        int rxcui = rows.number(RXCUI);
        if (rxcui > 0 && rows.is(SAB, RXNORM)) {
          ofRxNorm(rows, rxcui);
        } else if (rxcui > 0 && rows.is(SAB, ATC)) {
          Code code = new Code(Terminology.ATC, rows.text(CODE));
          if (drugs.suspicion(List.of(code), List.of(), Optional.empty()).isPresent()) {
            opioidLike.add(rxcui);
          }
        }
      }
    }
    arrange();
  }

  private void ofRxNorm(RrfFile rows, int rxcui) {
    String tty = rows.text(TTY);
    TermType type = TermType.of(tty);
    if (type == null && !SYNONYMS.contains(tty)) {
      return;
    }
    String name = rows.text(STR);
    if (type != null) {
      drugTypes.add((long) rxcui << 8 | type.rank());
      if (type.isIngredient()) {
        mark(rxcui, ingredientOfCode.get(rxcui));
        mark(rxcui, ingredientOfName.get(Words.of(name)));
      }
    }
    if (type == TermType.BN || words.mayMatter(name)) { // a brand is known by all its words
      named(rxcui, name);
    }
  }

  private void named(int rxcui, String name) {
    Optional<Drug> drug = drugs.find(List.of(), List.of(name));
    if (drug.isPresent()) {
      drug.get().components().forEach(c -> mark(rxcui, numbers.get(c.ingredient())));
    } else if (drugs.suspicion(List.of(), List.of(name), Optional.empty()).isPresent()) {
      opioidLike.add(rxcui);
    }
  }

  private void mark(int rxcui, @Nullable Integer ingredient) {
    if (ingredient != null) {
      marks.add((long) rxcui << 16 | ingredient);
    }
  }

  private void arrange() {
    long[] sorted = drugTypes.sorted();
    int[] found = new int[sorted.length];
    byte[] kinds = new byte[sorted.length];
    int size = 0;
    for (long drug : sorted) {
      int rxcui = (int) (drug >> 8);
      if (size == 0 || found[size - 1] != rxcui) {
        found[size] = rxcui;
        kinds[size++] = (byte) drug;
      }
    }
    rxcuis = Arrays.copyOf(found, size);
    types = Arrays.copyOf(kinds, size);
    places = new Places(rxcuis);
  }

  int size() {
    return rxcuis.length;
  }

  int rxcui(int place) {
    return rxcuis[place];
  }

  TermType type(int place) {
    return TermType.ofRank(types[place]);
  }

  /**
   * @return -1 where the release has no such drug
   */
  int place(int rxcui) {
    return places.of(rxcui);
  }

  /** What its own code or name says: pairs of a concept's place and an ingredient's number. */
  long[] marks() {
    Numbers known = new Numbers();
    for (long mark : marks.sorted()) {
      int place = place((int) (mark >> 16));
      if (place >= 0) {
        known.add((long) place << 16 | (mark & 0xFFFF));
      }
    }
    return known.sorted();
  }

  /** The places of concepts that look like an opioid that the knowledge does not know. */
  int[] opioidLike() {
    Numbers known = new Numbers();
    for (long rxcui : opioidLike.sorted()) {
      int place = place((int) rxcui);
      if (place >= 0) {
        known.add(place);
      }
    }
    return Arrays.stream(known.sorted()).mapToInt(n -> (int) n).toArray();
  }
}

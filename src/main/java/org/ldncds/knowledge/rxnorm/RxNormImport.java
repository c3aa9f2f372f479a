package org.ldncds.knowledge.rxnorm;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import org.ldncds.clinical.drug.DrugCatalogue;
import org.ldncds.clinical.drug.DrugRole;
import org.ldncds.clinical.drug.ImportedProducts.Row;
import org.ldncds.clinical.drug.Ingredient;

/**
 * Makes the product table out of a release of RxNorm: every drug concept that contains an
 * ingredient of the knowledge, its NDCs, and the codes of all other drugs. A drug that looks like
 * an opioid the knowledge does not know stays out of the table, so that a card goes on saying it.
 */
public final class RxNormImport {

  /**
   * What came of it.
   *
   * @param release the release's date, or "unknown"
   */
  public record Summary(String release, int products, int ndcs, int others, int notKnown) {}

  private final DrugCatalogue drugs;
  private final List<Ingredient> ingredients;
  private final Path table;

  /**
   * @param table the file that the table takes the place of
   */
  public RxNormImport(DrugCatalogue drugs, Path table) {
    this.drugs = drugs;
    this.ingredients = drugs.ingredients().stream().map(DrugCatalogue.Listed::ingredient).toList();
    this.table = table;
  }

  /**
   * @param progress is told the number of bytes there are, and then of those read
   * @throws RxNormException where the release is not one, or is damaged; the old table stays
   */
  public Summary run(Path folder, LongFunction<LongConsumer> progress, Instant now)
      throws IOException {
    ReleaseFiles release = ReleaseFiles.in(folder);
    LongConsumer read = progress.apply(release.bytes());
    Concepts concepts = new Concepts(drugs);
    concepts.read(release.concepts(), read);
    Relations relations = new Relations(concepts);
    relations.read(release.relations(), read);
    Found found = find(release, concepts, relations);
    String[] names = new Names(concepts, found.concern).read(release.concepts(), read);
    NationalCodes codes = new NationalCodes(concepts, found.concern, found.notKnown);
    codes.read(release.attributes(), read);
    TableData data =
        new TableData(
            release.release(),
            now.toString(),
            Fingerprint.of(drugs),
            rows(concepts, relations, found, names),
            codes.concern(),
            codes.rowsOfConcern(),
            others(concepts, found),
            codes.others());
    TableFile.write(table, data);
    return new Summary(
        data.release(),
        data.rows().size(),
        data.ndcs().length,
        data.others().length,
        found.notKnown.cardinality());
  }

  /**
   * Which concepts matter, by ingredient.
   *
   * @param concern those with an ingredient that matters by itself
   * @param notKnown those that look like an opioid and are none the knowledge knows
   */
  private record Found(List<BitSet> having, BitSet concern, BitSet notKnown) {}

  private Found find(ReleaseFiles release, Concepts concepts, Relations relations) {
    List<BitSet> having = new ArrayList<>();
    ingredients.forEach(i -> having.add(new BitSet()));
    for (long mark : concepts.marks()) {
      having.get((int) (mark & 0xFFFF)).set((int) (mark >> 16));
    }
    BitSet concern = new BitSet();
    for (int i = 0; i < ingredients.size(); i++) {
      having.set(i, relations.containing(having.get(i)));
      if (ingredients.get(i).role() != DrugRole.COMPANION) {
        concern.or(having.get(i));
      }
      if (ingredients.get(i).role() == DrugRole.NALTREXONE) {
        requireProducts(release, concepts, having.get(i));
      }
    }
    BitSet seeds = new BitSet();
    Arrays.stream(concepts.opioidLike()).forEach(seeds::set);
    seeds.andNot(concern);
    BitSet notKnown = relations.containing(seeds);
    notKnown.andNot(concern);
    return new Found(having, concern, notKnown);
  }

  private static void requireProducts(ReleaseFiles release, Concepts concepts, BitSet naltrexone) {
    if (naltrexone.isEmpty()) {
      throw new RxNormException(
          release.concepts(),
          0,
          "there is no naltrexone in it. Maybe this is no release of RxNorm, or only a part of one?");
    }
    if (naltrexone.stream().noneMatch(place -> concepts.type(place) == TermType.SCD)) {
      throw new RxNormException(
          release.relations(),
          0,
          "no product with naltrexone follows from it. Maybe the files are of different releases?");
    }
  }

  private List<Row> rows(Concepts concepts, Relations relations, Found found, String[] names) {
    int[] rowOf = Names.rows(found.concern);
    List<Row> rows = new ArrayList<>();
    found.concern.stream()
        .forEach(
            place -> {
              List<String> sold = new ArrayList<>();
              if (concepts.type(place) == TermType.SCD) {
                relations.containing(
                    place,
                    other -> {
                      if (concepts.type(other) == TermType.SBD) {
                        sold.add(names[rowOf[other]]);
                      }
                    });
              }
              rows.add(
                  new Row(
                      concepts.rxcui(place),
                      names[rowOf[place]],
                      brands(sold),
                      ingredients(place, found.having)));
            });
    return rows;
  }

  private static int[] others(Concepts concepts, Found found) {
    return IntStream.range(0, concepts.size())
        .filter(place -> !found.concern.get(place) && !found.notKnown.get(place))
        .map(concepts::rxcui)
        .toArray();
  }

  private List<Ingredient> ingredients(int place, List<BitSet> having) {
    List<Ingredient> contained = new ArrayList<>();
    for (int i = 0; i < ingredients.size(); i++) {
      if (having.get(i).get(place)) {
        contained.add(ingredients.get(i));
      }
    }
    return contained;
  }

  /** The brands in names such as "... Prefilled Syringe [Sublocade]" that the knowledge knows. */
  private List<String> brands(List<String> names) {
    Set<String> brands = new TreeSet<>();
    for (String name : names) {
      int open = name.lastIndexOf('[');
      int close = name.lastIndexOf(']');
      if (open >= 0 && close > open) {
        brands.add(name.substring(open + 1, close));
      }
    }
    return brands.stream().filter(drugs::names).toList();
  }
}

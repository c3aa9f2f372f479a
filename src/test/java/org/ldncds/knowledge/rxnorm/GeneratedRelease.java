package org.ldncds.knowledge.rxnorm;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A release of any size, the same each time: opioids, naltrexone and many harmless drugs, each with
 * components, forms, clinical and branded drugs, packs, synonyms, names of other sources and NDCs.
 */
public final class GeneratedRelease {

  /** Every how-manieth ingredient matters. */
  public static final int EVERY = 40;

  private static final int OXYCODONE = 7804;
  private static final int NALTREXONE = 7243;
  private static final int STRENGTHS = 20;

  private final List<Integer> ofConcern = new ArrayList<>();
  private final List<Integer> harmless = new ArrayList<>();
  private int next = 3_000_000;
  private int rows;

  private GeneratedRelease() {}

  /** RxNorm numbers of clinical drugs with oxycodone or naltrexone. */
  public List<Integer> ofConcern() {
    return ofConcern;
  }

  /** RxNorm numbers of clinical drugs of other ingredients. */
  public List<Integer> harmless() {
    return harmless;
  }

  /** How many rows RXNCONSO.RRF has. */
  public int rows() {
    return rows;
  }

  /**
   * @param leastRows how many rows RXNCONSO.RRF has at least
   */
  public static GeneratedRelease write(Path folder, int leastRows) throws IOException {
    GeneratedRelease release = new GeneratedRelease();
    try (ReleaseWriter writer = new ReleaseWriter(folder)) {
      release.concept(writer, OXYCODONE, "IN", "oxycodone");
      release.concept(writer, NALTREXONE, "IN", "naltrexone");
      release.product(writer, NALTREXONE, "naltrexone", 0, release.ofConcern);
      for (int i = 0; release.rows < leastRows; i++) {
        if (i % EVERY == 0) {
          release.product(writer, OXYCODONE, "oxycodone", i, release.ofConcern);
        } else {
          int ingredient = release.next++;
          String name = "harmlessin" + ingredient;
          release.concept(writer, ingredient, "IN", name);
          release.product(writer, ingredient, name, i, release.harmless);
        }
      }
    }
    ReleaseWriter.version(folder, "261102");
    return release;
  }

  private void concept(ReleaseWriter writer, int rxcui, String tty, String name)
      throws IOException {
    writer.concept(rxcui, tty, name);
    rows++;
  }

  private void product(
      ReleaseWriter writer, int ingredient, String name, int series, List<Integer> clinicalDrugs)
      throws IOException {
    int form = next++;
    int brand = next++;
    concept(writer, form, "SCDF", name + " Oral Tablet");
    concept(writer, brand, "BN", "Brandin" + brand);
    writer.relation(form, "has_ingredient", "ingredient_of", ingredient);
    writer.relation(brand, "tradename_of", "has_tradename", ingredient);
    for (int i = 1; i <= STRENGTHS; i++) {
      int component = next++;
      int drug = next++;
      int branded = next++;
      String strength = name + " " + (series % 50 + i) + " MG";
      concept(writer, component, "SCDC", strength);
      writer.relation(component, "has_ingredient", "ingredient_of", ingredient);
      concept(writer, drug, "SCD", strength + " Oral Tablet");
      writer.relation(drug, "consists_of", "constitutes", component);
      writer.relation(drug, "isa", "inverse_isa", form);
      if (i % 5 == 0) {
        writer.obsolete(branded, "SBD", strength + " Oral Tablet [Brandin" + brand + "]");
        rows++;
      } else {
        concept(writer, branded, "SBD", strength + " Oral Tablet [Brandin" + brand + "]");
      }
      writer.relation(branded, "tradename_of", "has_tradename", drug);
      writer.relation(branded, "has_ingredient", "ingredient_of", brand);
      for (String source : List.of("MTHSPL", "MMSL", "NDDF", "VANDF")) {
        writer.atom(drug, source, "CD", "s" + drug, strength + " Tablet, comprimé " + source, "N");
        writer.relationRow(drug, "inactive_ingredient_of", ingredient);
        rows++;
      }
      writer.ndc(drug, "RXNORM", "%011d".formatted(10_000_000_000L + drug));
      writer.ndc(branded, "MTHSPL", "%05d-%04d-%02d".formatted(branded / 100, branded % 100, 1));
      writer.attribute(drug, "RXN_HUMAN_DRUG", "RXNORM", "US");
      clinicalDrugs.add(drug);
    }
  }
}

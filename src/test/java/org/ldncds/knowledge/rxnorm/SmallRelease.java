package org.ldncds.knowledge.rxnorm;

import java.io.IOException;
import java.nio.file.Path;

/** A release of a few invented products, each there for one question. */
public final class SmallRelease {

  public static final int OXYCODONE_TABLET = 9_000_004;
  public static final int UNKNOWN_FENTANIL_INJECTION = 9_000_061;
  public static final int AMOXICILLIN_CAPSULE = 9_000_081;

  private SmallRelease() {}

  public static Path write(Path folder) throws IOException {
    try (ReleaseWriter writer = new ReleaseWriter(folder)) {
      oxycodone(writer);
      naltrexone(writer);
      buprenorphine(writer);
      unknownOpioids(writer);
      harmless(writer);
    }
    ReleaseWriter.version(folder, "261102");
    return folder;
  }

  /** Each term type of RxNorm, none of which but the first is known without its relations. */
  private static void oxycodone(ReleaseWriter writer) throws IOException {
    writer.concept(7804, "IN", "oxycodone");
    writer.concept(9_000_001, "PIN", "salt one");
    writer.relation(9_000_001, "form_of", "has_form", 7804);
    writer.concept(9_000_002, "MIN", "paracetamolum / mixture");
    writer.relation(9_000_002, "has_part", "part_of", 7804);
    writer.concept(9_000_003, "SCDC", "component 5 MG");
    writer.relation(9_000_003, "has_precise_ingredient", "precise_ingredient_of", 9_000_001);
    writer.concept(OXYCODONE_TABLET, "SCD", "oxycodone hydrochloride 7.25 MG Oral Tablet");
    writer.relation(OXYCODONE_TABLET, "consists_of", "constitutes", 9_000_003);
    writer.concept(9_000_005, "SCDF", "form five");
    writer.relation(9_000_005, "inverse_isa", "isa", OXYCODONE_TABLET);
    writer.relation(9_000_005, "has_ingredient", "ingredient_of", 7804);
    writer.concept(9_000_006, "SCDG", "group six");
    writer.relation(9_000_006, "has_ingredient", "ingredient_of", 7804);
    writer.concept(9_000_007, "BN", "Brandseven");
    writer.relation(9_000_007, "tradename_of", "has_tradename", 7804);
    writer.concept(9_000_008, "SBDC", "component 5 MG [Brandseven]");
    writer.relation(9_000_008, "tradename_of", "has_tradename", 9_000_003);
    writer.concept(9_000_009, "SBD", "branded nine [Brandseven]");
    writer.relation(9_000_009, "tradename_of", "has_tradename", OXYCODONE_TABLET);
    writer.concept(9_000_010, "SBDF", "branded form [Brandseven]");
    writer.relation(9_000_010, "tradename_of", "has_tradename", 9_000_005);
    writer.concept(9_000_011, "SBDG", "branded group [Brandseven]");
    writer.relation(9_000_011, "has_ingredient", "ingredient_of", 9_000_007);
    writer.concept(9_000_012, "GPCK", "pack twelve");
    writer.relation(9_000_012, "contains", "contained_in", OXYCODONE_TABLET);
    writer.concept(9_000_013, "BPCK", "branded pack thirteen");
    writer.relation(9_000_013, "contains", "contained_in", 9_000_009);
    writer.concept(9_000_014, "SCD", "12 HR product fourteen Extended Release Oral Tablet");
    writer.relation(9_000_014, "quantified_form_of", "has_quantified_form", OXYCODONE_TABLET);
    writer.obsolete(9_000_015, "SCD", "oxycodone 3.5 MG Oral Capsule");
    writer.ndc(OXYCODONE_TABLET, "RXNORM", "00999000401");
    writer.ndc(OXYCODONE_TABLET, "MTHSPL", "0999-0004-02");
    writer.ndc(OXYCODONE_TABLET, "MTHSPL", "99990-004-03");
    writer.ndc(OXYCODONE_TABLET, "VANDF", "000999000404");
    writer.ndc(OXYCODONE_TABLET, "MTHSPL", "not a code");
    writer.ndc(OXYCODONE_TABLET, "RXNORM", "00999008199"); // also of amoxicillin
  }

  private static void naltrexone(ReleaseWriter writer) throws IOException {
    writer.concept(7243, "IN", "naltrexone");
    writer.concept(9_000_030, "SCD", "naltrexone hydrochloride 4.5 MG Oral Capsule");
    writer.relation(9_000_030, "has_ingredient", "ingredient_of", 7243);
    writer.concept(42_347, "IN", "bupropion"); // known to us by its name only
    writer.concept(9_000_031, "SCD", "two together Extended Release Oral Tablet");
    writer.relation(9_000_031, "has_ingredient", "ingredient_of", 7243);
    writer.relation(9_000_031, "has_ingredient", "ingredient_of", 42_347);
    writer.concept(9_000_032, "SCD", "bupropion alone");
    writer.relation(9_000_032, "has_ingredient", "ingredient_of", 42_347);
    writer.concept(29_899, "IN", "methylnaltrexone");
    writer.concept(9_000_033, "SCD", "methylnaltrexone bromide 150 MG Oral Tablet");
    writer.relation(9_000_033, "has_ingredient", "ingredient_of", 29_899);
  }

  private static void buprenorphine(ReleaseWriter writer) throws IOException {
    writer.concept(1819, "IN", "buprenorphine");
    writer.concept(9_000_050, "SCD", "0.9 ML buprenorphine 111 MG/ML Prefilled Syringe");
    writer.relation(9_000_050, "has_ingredient", "ingredient_of", 1819);
    writer.concept(
        9_000_051, "SBD", "0.9 ML buprenorphine 111 MG/ML Prefilled Syringe [Sublocade]");
    writer.relation(9_000_051, "tradename_of", "has_tradename", 9_000_050);
    writer.concept(1996184, "SCD", "0.5 ML buprenorphine 200 MG/ML Prefilled Syringe");
    writer.relation(1996184, "has_ingredient", "ingredient_of", 1819);
  }

  private static void unknownOpioids(ReleaseWriter writer) throws IOException {
    writer.concept(9_000_060, "IN", "zetafentanil");
    writer.concept(UNKNOWN_FENTANIL_INJECTION, "SCD", "zeta 1 MG/ML Injection");
    writer.relation(UNKNOWN_FENTANIL_INJECTION, "has_ingredient", "ingredient_of", 9_000_060);
    writer.ndc(UNKNOWN_FENTANIL_INJECTION, "RXNORM", "00999006101");
    writer.concept(9_000_062, "IN", "cryptonol");
    writer.atom(9_000_062, "ATC", "IN", "N02AX99", "cryptonol", "N");
    writer.concept(9_000_063, "SCD", "cryptonol 1 MG Oral Tablet");
    writer.relation(9_000_063, "has_ingredient", "ingredient_of", 9_000_062);
  }

  private static void harmless(ReleaseWriter writer) throws IOException {
    writer.concept(723, "IN", "amoxicillin");
    writer.atom(723, "ATC", "IN", "J01CA04", "amoxicilina sódica", "N");
    writer.concept(AMOXICILLIN_CAPSULE, "SCD", "amoxicillin 250 MG Oral Capsule");
    writer.relation(AMOXICILLIN_CAPSULE, "has_ingredient", "ingredient_of", 723);
    writer.ndc(AMOXICILLIN_CAPSULE, "RXNORM", "00999008101");
    writer.ndc(AMOXICILLIN_CAPSULE, "MTHSPL", "0999-0081-99");
    writer.concept(1043, "IN", "apomorphine");
    writer.concept(9_000_090, "DF", "Oral Tablet");
    writer.atom(9_000_091, "MMSL", "CD", "m1", "a product that RxNorm has no name for", "N");
  }
}

package org.ldncds.knowledge.rxnorm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ldncds.clinical.drug.Code;
import org.ldncds.clinical.drug.Drug;
import org.ldncds.clinical.drug.DrugCatalogue;
import org.ldncds.clinical.drug.DrugCatalogueBuilder;
import org.ldncds.clinical.drug.DrugRole;
import org.ldncds.clinical.drug.Ingredient;
import org.ldncds.clinical.drug.Terminology;
import org.ldncds.knowledge.Knowledge;
import org.ldncds.knowledge.KnowledgeFiles;

/** What becomes of a release: the right codes in the table, and a whole table or none. */
class RxNormImportTest {

  private static final DrugCatalogue DRUGS =
      Knowledge.drugs(KnowledgeFiles.in(Path.of("cds-services")));

  private final Path folder;

  RxNormImportTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private Path table() {
    return folder.resolve("data/rxnorm-table");
  }

  private RxNormImport.Summary run(Path release) throws IOException {
    return new RxNormImport(DRUGS, table())
        .run(release, total -> read -> {}, Instant.parse("2026-11-24T12:00:00Z"));
  }

  private DrugCatalogue imported() throws IOException {
    run(SmallRelease.write(folder.resolve("release")));
    return DRUGS.with(RxNormTable.read(table(), DRUGS).products());
  }

  private static Optional<Drug> find(DrugCatalogue drugs, Terminology system, String code) {
    return drugs.find(List.of(new Code(system, code)), List.of());
  }

  private static String ingredients(Optional<Drug> drug) {
    return drug.stream()
        .flatMap(d -> d.components().stream())
        .map(c -> c.ingredient().name())
        .sorted()
        .collect(Collectors.joining("+"));
  }

  @Test
  void everyKindOfConceptWithAnOpioidIsFound() throws IOException {
    DrugCatalogue drugs = imported();
    for (int rxcui = 9_000_001; rxcui <= 9_000_015; rxcui++) {
      Optional<Drug> drug = find(drugs, Terminology.RXNORM, String.valueOf(rxcui));
      assertEquals("oxycodone", ingredients(drug), "RxNorm " + rxcui);
      assertFalse(drugs.isOfNoConcern(new Code(Terminology.RXNORM, String.valueOf(rxcui))));
    }
    Drug tablet = find(drugs, Terminology.RXNORM, "9000004").orElseThrow();
    assertEquals("7.25 mg", tablet.strength().orElseThrow().toString());
    assertTrue(find(drugs, Terminology.RXNORM, "9000014").orElseThrow().isLongActing());
  }

  @ParameterizedTest
  @CsvSource({
    "RXNORM, 9000030, naltrexone",
    "RXNORM, 9000031, bupropion+naltrexone",
    "RXNORM, 9000033, methylnaltrexone",
    "NDC, 00999000401, oxycodone",
    "NDC, 0999-0004-02, oxycodone",
    "NDC, 00999000402, oxycodone",
    "NDC, 99990-0004-03, oxycodone",
    "NDC, 00999000404, oxycodone",
    "NDC, 00999008199, oxycodone"
  })
  void productsAndTheirNationalCodesAreFound(Terminology system, String code, String ingredients)
      throws IOException {
    assertEquals(ingredients, ingredients(find(imported(), system, code)));
  }

  @ParameterizedTest
  @CsvSource({
    "RXNORM, 723, true",
    "RXNORM, 9000081, true",
    "RXNORM, 9000032, true",
    "RXNORM, 1043, true",
    "NDC, 00999008101, true",
    "NDC, 00999008199, false",
    "RXNORM, 9000060, false",
    "RXNORM, 9000061, false",
    "RXNORM, 9000063, false",
    "NDC, 00999006101, false",
    "RXNORM, 9000090, false",
    "RXNORM, 9000091, false",
    "RXNORM, 9000099, false",
    "SNOMED, 723, false"
  })
  void otherDrugsAreOfNoConcernButNotThoseThatLookLikeOpioids(
      Terminology system, String code, boolean harmless) throws IOException {
    DrugCatalogue drugs = imported();
    assertEquals(harmless, drugs.isOfNoConcern(new Code(system, code)));
    assertTrue(harmless || code.equals("00999008199") || find(drugs, system, code).isEmpty());
  }

  @Test
  void aDepotIsKnownByItsBrandAndTheBundledRowWins() throws IOException {
    DrugCatalogue drugs = imported();
    assertTrue(find(drugs, Terminology.RXNORM, "9000050").orElseThrow().isDepot());
    assertTrue(find(drugs, Terminology.RXNORM, "9000051").orElseThrow().isDepot());
    assertEquals(
        find(DRUGS, Terminology.RXNORM, "1996184"), find(drugs, Terminology.RXNORM, "1996184"));
  }

  @Test
  void theDirectionInWhichRelationsAreWrittenDoesNotMatter() throws IOException {
    Path release = SmallRelease.write(folder.resolve("release"));
    run(release);
    List<String> asWritten = Files.readAllLines(table());
    Path relations = release.resolve("rrf/RXNREL.RRF");
    List<String> rows = Files.readAllLines(relations);
    Files.write(relations, rows.stream().map(RxNormImportTest::turned).toList());
    run(release);
    assertEquals(asWritten, Files.readAllLines(table()), "RXCUI1 and RXCUI2 changed places");
    for (int half = 0; half < 2; half++) {
      int kept = half;
      Files.write(
          relations,
          IntStream.range(0, rows.size()).filter(i -> i % 2 == kept).mapToObj(rows::get).toList());
      run(release);
      assertEquals(asWritten, Files.readAllLines(table()), "only one direction is written");
    }
  }

  private static String turned(String row) {
    String[] fields = row.split("\\|", -1);
    String first = fields[0];
    fields[0] = fields[4];
    fields[4] = first;
    return String.join("|", fields);
  }

  @Test
  void theReleaseIsNamedByItsFilesOrItsFolder() throws IOException {
    assertEquals("2026-11-02", run(SmallRelease.write(folder.resolve("a"))).release());
    Path named = SmallRelease.write(folder.resolve("RxNorm_full_10062025"));
    Files.delete(named.resolve("rrf/RXNSAB.RRF"));
    assertEquals("2025-10-06", run(named).release());
    Path bare = SmallRelease.write(folder.resolve("b"));
    Files.delete(bare.resolve("rrf/RXNSAB.RRF"));
    assertEquals("unknown", run(bare.resolve("rrf")).release());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "gone; RXNCONSO.RRF: this file is missing",
        "columns; RXNREL.RRF:3: the row has 17 columns, not 16",
        "bytes; RXNCONSO.RRF:2: the row is no UTF-8",
        "cut; RXNSAT.RRF:9: the last row is cut off",
        "naltrexone; there is no naltrexone in it",
        "relations; no product with naltrexone follows from it",
        "folder; there is no such folder"
      })
  void aBrokenReleaseIsToldWithFileAndLineAndTheOldTableStays(String fault, String told)
      throws IOException {
    run(SmallRelease.write(folder.resolve("good")));
    byte[] before = Files.readAllBytes(table());
    Path release = SmallRelease.write(folder.resolve("bad"));
    Path concepts = release.resolve("rrf/RXNCONSO.RRF");
    Path relations = release.resolve("rrf/RXNREL.RRF");
    switch (fault) {
      case "gone" -> Files.delete(concepts);
      case "columns" -> edit(relations, 3, row -> row + "|");
      case "bytes" -> edit(concepts, 2, row -> row.replace("salt", "\u00e9"));
      case "cut" -> {
        Path file = release.resolve("rrf/RXNSAT.RRF");
        String text = Files.readString(file);
        Files.writeString(file, text.substring(0, text.length() - 1));
      }
      case "naltrexone" -> Files.writeString(concepts, withoutNaltrexone(concepts));
      case "relations" -> {
        Files.writeString(relations, "");
        Files.writeString(
            concepts, Files.readString(concepts).replace("naltrexone hydrochloride 4.5", "x 4.5"));
      }
      default -> release = folder.resolve("nowhere");
    }
    Path broken = release;
    RxNormException refusal = assertThrows(RxNormException.class, () -> run(broken));
    assertTrue(String.valueOf(refusal.getMessage()).contains(told), refusal.getMessage());
    assertTrue(String.valueOf(refusal.getMessage()).contains("Maybe"), refusal.getMessage());
    assertArrayEquals(before, Files.readAllBytes(table()));
  }

  private static String withoutNaltrexone(Path concepts) throws IOException {
    return Files.readAllLines(concepts).stream()
        .filter(row -> !row.contains("naltrexone") && !row.startsWith("7243|"))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static void edit(Path file, int line, UnaryOperator<String> change) throws IOException {
    List<String> rows = Files.readAllLines(file);
    rows.set(line - 1, change.apply(rows.get(line - 1)));
    Files.write(file, rows, StandardCharsets.ISO_8859_1);
  }

  @Test
  void theTableBeforeIsKeptAndNothingUnfinishedStays() throws IOException {
    Path release = SmallRelease.write(folder.resolve("release"));
    run(release);
    byte[] first = Files.readAllBytes(table());
    ReleaseWriter.version(release, "261207");
    run(release);
    assertEquals("2026-12-07", RxNormTable.read(table(), DRUGS).release());
    assertArrayEquals(first, Files.readAllBytes(Path.of(table() + ".previous")));
    assertFalse(Files.exists(Path.of(table() + ".unfinished")));
  }

  @Test
  void everyFlippedByteAndEveryCutIsNoticed() throws IOException {
    run(SmallRelease.write(folder.resolve("release")));
    byte[] whole = Files.readAllBytes(table());
    Path damaged = folder.resolve("damaged");
    for (int i = 0; i < whole.length; i++) {
      byte[] flipped = whole.clone();
      flipped[i] ^= 1;
      Files.write(damaged, flipped);
      assertThrows(RxNormException.class, () -> RxNormTable.read(damaged, DRUGS), "byte " + i);
      Files.write(damaged, Arrays.copyOf(whole, i));
      assertThrows(RxNormException.class, () -> RxNormTable.read(damaged, DRUGS), "cut at " + i);
    }
  }

  @Test
  void aTableMadeWithOtherKnowledgeIsRefused() throws IOException {
    run(SmallRelease.write(folder.resolve("release")));
    DrugCatalogueBuilder other = new DrugCatalogueBuilder();
    other.ingredient(
        new Ingredient("naltrexone", DrugRole.NALTREXONE, Optional.empty()), List.of(), List.of());
    RxNormException refusal =
        assertThrows(RxNormException.class, () -> RxNormTable.read(table(), other.build()));
    assertTrue(
        String.valueOf(refusal.getMessage())
            .contains("rxnorm-table:4: the table was made with other"),
        refusal.getMessage());
  }
}

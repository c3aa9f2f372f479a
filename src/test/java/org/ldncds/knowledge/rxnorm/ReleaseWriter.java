package org.ldncds.knowledge.rxnorm;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes a folder with the shape of an RxNorm release: invented products of real ingredients, with
 * the relations that RxNorm writes, in both directions.
 */
public final class ReleaseWriter implements AutoCloseable {

  private final BufferedWriter concepts;
  private final BufferedWriter relations;
  private final BufferedWriter attributes;
  private int relationCount;
  private int atoms;

  public ReleaseWriter(Path folder) throws IOException {
    Path rrf = Files.createDirectories(folder.resolve("rrf"));
    concepts = Files.newBufferedWriter(rrf.resolve("RXNCONSO.RRF"));
    relations = Files.newBufferedWriter(rrf.resolve("RXNREL.RRF"));
    attributes = Files.newBufferedWriter(rrf.resolve("RXNSAT.RRF"));
  }

  /** Also writes the names of sources, with the version of the release. */
  public static void version(Path folder, String yymmdd) throws IOException {
    Files.writeString(
        folder.resolve("rrf/RXNSAB.RRF"),
        "C1||RXNORM_20AA_"
            + yymmdd
            + "F|RXNORM|RxNorm Vocabulary|RXNORM|20AA_"
            + yymmdd
            + "F|||||||||||||ENG|UTF-8|Y|Y|RxNorm|RxNorm|\n");
  }

  public void concept(int rxcui, String tty, String name) throws IOException {
    atom(rxcui, "RXNORM", tty, String.valueOf(rxcui), name, "N");
  }

  public void obsolete(int rxcui, String tty, String name) throws IOException {
    atom(rxcui, "RXNORM", tty, String.valueOf(rxcui), name, "O");
  }

  public void atom(int rxcui, String sab, String tty, String code, String name, String suppress)
      throws IOException {
    concepts.write(
        rxcui
            + "|ENG||||||"
            + ++atoms
            + "||||"
            + sab
            + "|"
            + tty
            + "|"
            + code
            + "|"
            + name
            + "||"
            + suppress
            + "||\n");
  }

  /**
   * The two rows of "part relation whole": as RxNorm has it, RXCUI2 stands in the relation to
   * RXCUI1.
   */
  public void relation(int whole, String relation, String inverse, int part) throws IOException {
    relationRow(part, relation, whole);
    relationRow(whole, inverse, part);
  }

  /** "second relation first". */
  public void relationRow(int first, String relation, int second) throws IOException {
    relations.write(
        first
            + "||CUI|RO|"
            + second
            + "||CUI|"
            + relation
            + "|"
            + ++relationCount
            + "||RXNORM|RXNORM||||4096|\n");
  }

  public void ndc(int rxcui, String sab, String ndc) throws IOException {
    attribute(rxcui, "NDC", sab, ndc);
  }

  public void attribute(int rxcui, String name, String sab, String value) throws IOException {
    attributes.write(
        rxcui
            + "|||"
            + rxcui
            + "|AUI|"
            + rxcui
            + "|||"
            + name
            + "|"
            + sab
            + "|"
            + value
            + "|N|4096|\n");
  }

  @Override
  public void close() throws IOException {
    concepts.close();
    relations.close();
    attributes.close();
  }
}

package org.ldncds.web;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ldncds.clinical.drug.Code;
import org.ldncds.clinical.drug.DrugCatalogue;
import org.ldncds.clinical.drug.Terminology;
import org.ldncds.knowledge.rxnorm.GeneratedRelease;
import org.ldncds.knowledge.rxnorm.RxNormTable;

/**
 * The import of a million rows in a process of its own with 1 GB of heap: out of the packaged jar
 * where it is built, else out of the classes. {@code -Dproof.cases} sets the number of rows.
 */
@Tag("proof")
class RxNormImportProofTest {

  private static final int ROWS = 1_000_000;
  private static final Path JAR = Path.of("target/ldn-cds.jar");

  /** Minutes would mean that something is read again and again; a busy machine is no fault. */
  private static final long MOST_SECONDS = 120;

  private final Path folder;

  RxNormImportProofTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private Process start(Path release, Path table) throws IOException {
    List<String> command =
        new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin/java").toString()));
    command.add("-Xmx1g");
    if (Files.exists(JAR)) {
      command.addAll(List.of("-jar", JAR.toString()));
    } else {
      command.addAll(
          List.of("-cp", System.getProperty("java.class.path"), LdnCdsApplication.class.getName()));
    }
    command.addAll(List.of("--import-rxnorm=" + release, "--cds.rxnorm-table=" + table));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("log").toFile())
        .start();
  }

  /** The most memory the process held, in kilobytes; 0 where this system does not tell. */
  private static long peak(Process process) {
    try {
      return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0;
    }
  }

  @Test
  void aMillionRowsInSecondsWithinAGigabyte() throws Exception {
    int rows = Integer.getInteger("proof.cases", 0);
    GeneratedRelease written =
        GeneratedRelease.write(folder.resolve("release"), rows == 0 ? ROWS : rows);
    Path table = folder.resolve("data/table");
    long begin = System.nanoTime();
    Process process = start(folder.resolve("release"), table);
    long peak = 0;
    while (!process.waitFor(20, TimeUnit.MILLISECONDS)) {
      peak = Math.max(peak, peak(process));
    }
    long milliseconds = (System.nanoTime() - begin) / 1_000_000;
    assertEquals(0, process.exitValue(), Files.readString(folder.resolve("log")));
    long reading = System.nanoTime();
    RxNormTable imported = RxNormTable.read(table, TestPipeline.KNOWLEDGE.drugs());
    long read = (System.nanoTime() - reading) / 1_000_000;
    System.out.printf(
        "RxNorm import: %d rows of RXNCONSO in %d ms, peak memory %d MB; the table has %d KB and is read in %d ms%n",
        written.rows(), milliseconds, peak / 1024, Files.size(table) / 1024, read);
    assertTrue(milliseconds < MOST_SECONDS * 1000, milliseconds + " ms");
    requireAll(written, TestPipeline.KNOWLEDGE.drugs().with(imported.products()));
  }

  private static void requireAll(GeneratedRelease written, DrugCatalogue drugs) {
    for (int rxcui : written.ofConcern()) {
      Code code = new Code(Terminology.RXNORM, String.valueOf(rxcui));
      assertTrue(drugs.find(List.of(code), List.of()).isPresent(), code.toString());
      assertFalse(drugs.isOfNoConcern(code), code.toString());
    }
    for (int rxcui : written.harmless()) {
      Code code = new Code(Terminology.RXNORM, String.valueOf(rxcui));
      assertTrue(drugs.find(List.of(code), List.of()).isEmpty(), code.toString());
      assertTrue(drugs.isOfNoConcern(code), code.toString());
    }
  }

  @Test
  void anImportThatIsKilledLeavesTheOldTable() throws Exception {
    Path release = folder.resolve("release");
    GeneratedRelease.write(release, 100_000);
    Path table = folder.resolve("table");
    assertEquals(0, start(release, table).waitFor());
    byte[] before = Files.readAllBytes(table);
    for (int after = 200; ; after += 150) {
      Process process = start(release, table);
      boolean ended = process.waitFor(after, TimeUnit.MILLISECONDS);
      process.destroyForcibly().waitFor();
      if (ended) {
        assertEquals(0, process.exitValue());
        break;
      }
      byte[] now = Files.readAllBytes(table);
      RxNormTable.read(table, TestPipeline.KNOWLEDGE.drugs());
      if (!Files.exists(Path.of(table + ".previous"))) {
        assertArrayEquals(before, now);
      }
    }
  }
}

package org.ldncds.clinical.sig;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Dosages as people write them, each with the one reading it has, or the reason why it has none.
 */
class SigReaderTest {

  private static final String NAMED_BUT_NOT_READ = "? ";

  /** Rows of sigs.csv: product, text, the reading. */
  @ParameterizedTest(name = "{1}")
  @CsvFileSource(resources = "/sigs.csv", delimiter = '~', quoteCharacter = '^')
  void isReadExactlyOrNotAtAll(String product, String text, String expected) {
    String reading =
        expected.startsWith(NAMED_BUT_NOT_READ)
            ? expected.substring(NAMED_BUT_NOT_READ.length())
            : expected;
    assertEquals(reading, WrittenSig.read(text.replace("\\n", "\n"), product));
  }

  @Test
  void nineTenthsOfWhatMakesSenseAreRead() throws IOException {
    List<String> rows =
        Files.readAllLines(Path.of("src/test/resources/sigs.csv")).stream()
            .filter(row -> !row.startsWith("#"))
            .map(row -> row.substring(row.lastIndexOf('~')))
            .toList();
    long read =
        rows.stream()
            .filter(row -> row.contains(" mg daily") || row.contains(" mg a day,"))
            .count();
    long missed = rows.stream().filter(row -> row.contains("~ ^" + NAMED_BUT_NOT_READ)).count();
    System.out.printf(
        "%d sigs: %d make sense and are read, %d make sense and are not read, %d are rightly not"
            + " read%n",
        rows.size(), read, missed, rows.size() - read - missed);
    assertTrue(rows.size() >= 500, "rows: " + rows.size());
    assertTrue(read >= 9 * (read + missed) / 10.0, read + " of " + (read + missed));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\n", "\u00a0 "})
  void nothingWrittenIsMissing(String text) {
    assertEquals("MISSING", WrittenSig.read(text, "naltrexone capsule"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "4.5 mg nightly",
        "4500 mcg nightly",
        "0.0045 g nightly",
        "4.5 mL of 1 mg/mL nightly",
        "three capsules of 1.5 mg nightly"
      })
  void theSameAmountHasTheSameReading(String text) {
    assertEquals("4.5 mg daily", WrittenSig.read(text, "naltrexone"));
  }

  @Test
  void aTextIsReadUpToTheLimitOnly() {
    String text = "4.5 mg nightly";
    int room = WrittenSig.WORDS.longestText() - text.length();
    assertEquals("4.5 mg daily", WrittenSig.read(text + " ".repeat(room), "naltrexone"));
    assertEquals("TEXT_NOT_UNDERSTOOD", WrittenSig.read(text + " ".repeat(room + 1), "naltrexone"));
  }
}

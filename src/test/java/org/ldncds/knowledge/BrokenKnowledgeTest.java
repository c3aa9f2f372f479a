package org.ldncds.knowledge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way to break a knowledge file stops the start with file, line, field, value and advice. */
class BrokenKnowledgeTest {

  private static final KnowledgeFiles GOOD = KnowledgeFiles.in(Path.of("cds-services"));
  private static final Set<String> CHECKS =
      Set.of(
          "opioid-conflict",
          "opioid-order",
          "contraindication",
          "precaution",
          "morphine-equivalents",
          "dose-range",
          "duplicate-therapy",
          "baseline-tests",
          "indication",
          "follow-up");
  private static final Set<String> KEYS =
      Set.of(
          "patient",
          "medicationRequests",
          "medicationStatements",
          "medicationDispenses",
          "medicationAdministrations",
          "conditions",
          "allergies",
          "observations",
          "serviceRequests");

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(resources = "/broken-knowledge.csv", delimiter = '~', quoteCharacter = '^')
  void stopsTheStart(String name, String file, String written, String instead, String says) {
    String find = unescaped(written);
    String put = unescaped(instead);
    String text = GOOD.text(file);
    assertTrue(text.contains(find), "the row must break something: " + find);
    int at = text.indexOf(find);
    String broken = text.substring(0, at) + put + text.substring(at + find.length());
    KnowledgeException stop = assertThrows(KnowledgeException.class, () -> load(file, broken));
    String message = String.valueOf(stop.getMessage());
    assertTrue(message.startsWith(file), message);
    for (String said : says.split(" && ", -1)) {
      assertTrue(message.contains(said), said + " in " + message);
    }
  }

  @ParameterizedTest(name = "{0} is missing")
  @MethodSource("needed")
  void aMissingFileStopsTheStart(String file) {
    SortedMap<String, String> texts = new TreeMap<>(GOOD.texts());
    texts.remove(file);
    KnowledgeException stop =
        assertThrows(
            KnowledgeException.class,
            () -> Knowledge.load(new KnowledgeFiles(texts), CHECKS, KEYS));
    assertEquals(
        file + ": this file is missing.",
        String.valueOf(stop.getMessage()).replaceFirst(" Maybe.*", ""));
  }

  static Stream<String> needed() {
    return GOOD.texts().keySet().stream()
        .filter(name -> name.endsWith(".yaml") || name.endsWith(".csv"))
        .filter(
            name ->
                !name.startsWith("cases/")
                    && !name.startsWith("services/")
                    && !name.startsWith("protocols/titration/"));
  }

  @Test
  void aMissingFolderStopsTheStart() {
    KnowledgeException stop =
        assertThrows(KnowledgeException.class, () -> KnowledgeFiles.in(Path.of("no-such-folder")));
    assertTrue(String.valueOf(stop.getMessage()).contains("Maybe cds.knowledge is mistyped"));
  }

  @Test
  void theFilesAsTheyStandAreRight() {
    assertTrue(Knowledge.load(GOOD, CHECKS, KEYS).drugs().productCount() > 1_200);
  }

  private static String unescaped(String cell) {
    return cell.replace("\\n", "\n").replace("\\t", "\t");
  }

  private static void load(String file, String text) {
    SortedMap<String, String> texts = new TreeMap<>(GOOD.texts());
    texts.put(file, text);
    Knowledge.load(new KnowledgeFiles(texts), CHECKS, KEYS);
  }
}

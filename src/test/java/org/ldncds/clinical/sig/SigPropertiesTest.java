package org.ldncds.clinical.sig;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.ldncds.clinical.sig.SigPlans.Plan;

/** What holds for every written dosage: those people write and thousands made up from a seed. */
class SigPropertiesTest {

  private static final int PLANS = 3_000;

  private record Row(String product, String text) {
    String read() {
      return WrittenSig.read(text, product);
    }

    String readAs(String other) {
      return WrittenSig.read(other, product);
    }
  }

  private static List<Row> rows() throws IOException {
    List<Row> rows = new ArrayList<>();
    for (String line : Files.readAllLines(Path.of("src/test/resources/sigs.csv"))) {
      String[] cells = line.split("\\^ ~ \\^", -1);
      if (!line.startsWith("#") && cells.length == 3) {
        rows.add(new Row(cells[0].substring(1), cells[1].replace("\\n", "\n")));
      }
    }
    return rows;
  }

  @Test
  void whatIsWrittenFromAPlanIsReadAsThePlan() {
    SigPlans plans = new SigPlans(20261124);
    for (int i = 0; i < PLANS; i++) {
      Plan plan = plans.plan();
      String text = plans.written(plan);
      assertEquals(
          WrittenSig.steps(plan.expected()),
          WrittenSig.read(text, "naltrexone").replace(" (morning)", ""),
          text);
    }
  }

  @Test
  void milligramsAndMicrogramsAreTheSame() {
    SigPlans plans = new SigPlans(4_500);
    for (int i = 0; i < PLANS / 5; i++) {
      var step = plans.plan().steps().get(0);
      String milligrams = step.milligrams().toPlainString() + " mg qhs";
      String micrograms = step.milligrams().movePointRight(3).toPlainString() + " mcg qhs";
      assertEquals(
          WrittenSig.read(milligrams, "naltrexone"),
          WrittenSig.read(micrograms, "naltrexone"),
          milligrams);
    }
  }

  @Test
  void aWordNobodyKnowsNeverChangesWhatIsRead() throws IOException {
    int notRead = 0;
    int same = 0;
    for (Row row : rows()) {
      String before = row.read();
      if (!WrittenSig.isRead(before)) {
        continue;
      }
      List<Integer> places = new ArrayList<>(List.of(0));
      for (int i = 0; i < row.text.length(); i++) {
        if (row.text.charAt(i) == ' ') {
          places.add(i);
        }
      }
      for (int place : places) {
        String text = row.text.substring(0, place) + " xqzt " + row.text.substring(place);
        String after = row.readAs(text);
        assertTrue(!WrittenSig.isRead(after) || after.equals(before), text + " => " + after);
        notRead += WrittenSig.isRead(after) ? 0 : 1;
        same += WrittenSig.isRead(after) ? 1 : 0;
      }
    }
    System.out.printf("an unknown word: %d not read, %d the same%n", notRead, same);
    assertTrue(notRead > 3_000 && same < 100, notRead + ", " + same);
  }

  @Test
  void aSignOrWordThatMayChangeTheDoseIsNeverPassedOver() throws IOException {
    Random random = new Random(7);
    for (Row row : rows()) {
      String before = row.read();
      if (!WrittenSig.isRead(before) || row.text.contains("ndication") || row.text.contains("dx")) {
        continue;
      }
      for (String word : List.of("not", "except", "hold", "double", "%", "\ufffd", "kg")) {
        String[] words = row.text.split(" ", -1);
        int place = random.nextInt(words.length);
        words[place] = words[place] + " " + word + " ";
        String text = String.join(" ", words);
        assertTrue(!WrittenSig.isRead(row.readAs(text)), text + " => " + row.readAs(text));
      }
    }
  }

  @Test
  void letterCaseBlanksAndFullStopsDoNotMatter() throws IOException {
    for (Row row : rows()) {
      String before = row.read();
      assertEquals(
          before, row.readAs(row.text.toUpperCase(Locale.ROOT).replace("SS", "ss")), row.text);
      assertEquals(before, row.readAs(row.text.toLowerCase(Locale.ROOT)), row.text);
      assertEquals(before, row.readAs("  " + row.text + "  "), row.text);
      assertEquals(before, row.readAs(row.text.replace(' ', '\u00a0')), row.text);
      if (!row.text.contains("1 000")) {
        assertEquals(before, row.readAs(row.text.replace(" ", "   ")), row.text);
      }
      if (!row.text.endsWith(".")) {
        assertEquals(before, row.readAs(row.text + "."), row.text);
      }
    }
  }

  @Test
  void fullStopsAfterWordsChangeNoReading() throws IOException {
    for (Row row : rows()) {
      String before = row.read();
      String stopped = row.text.replaceAll("(?<=[a-zA-Z]{2}) ", ". ");
      String after = row.readAs(stopped);
      assertTrue(
          !WrittenSig.isRead(after) || after.equals(before),
          stopped + ": " + after + " instead of " + before);
    }
  }
}

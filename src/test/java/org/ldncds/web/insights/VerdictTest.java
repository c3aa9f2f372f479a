package org.ldncds.web.insights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.ldncds.store.Tally;

/** What is said of the rules. */
class VerdictTest {

  @Test
  void aVerdictNeedsEnoughCards() {
    TreeMap<String, Tally> rules = new TreeMap<>();
    rules.put("DR-1", new Tally(0, 19, 0));
    assertTrue(new Verdict(rules, 20).sentence().startsWith("No rule was shown 20 times or more"));
    rules.put("DR-2", new Tally(0, 0, 20));
    assertEquals(
        "No rule that was shown 20 times or more was overridden. None was taken over.",
        new Verdict(rules, 20).sentence());
    rules.put("DR-3", new Tally(2, 10, 8));
    rules.put("DR-4", new Tally(3, 12, 15));
    assertEquals(
        "Annoys most: DR-3, overridden 10 of 20 times (50 %)."
            + " Helps most: DR-4, taken over 3 of 30 times (10 %).",
        new Verdict(rules, 20).sentence());
  }
}

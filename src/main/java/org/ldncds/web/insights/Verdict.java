package org.ldncds.web.insights;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.ToLongFunction;
import org.ldncds.store.Tally;

/** Which rule annoys most and which helps most, said only where there are enough cards to tell. */
record Verdict(SortedMap<String, Tally> rules, int enough) {

  String sentence() {
    boolean any = rules.values().stream().anyMatch(tally -> tally.shown() >= enough);
    if (!any) {
      return "No rule was shown "
          + enough
          + " times or more: too few to say which annoys most and which helps most.";
    }
    return most(Tally::overridden)
            .map(rule -> "Annoys most: " + told(rule, Tally::overridden, "overridden"))
            .orElse("No rule that was shown " + enough + " times or more was overridden.")
        + " "
        + most(Tally::accepted)
            .map(rule -> "Helps most: " + told(rule, Tally::accepted, "taken over"))
            .orElse("None was taken over.");
  }

  /** The rule with the largest share; of equal ones the more frequent. */
  private Optional<Map.Entry<String, Tally>> most(ToLongFunction<Tally> part) {
    Comparator<Map.Entry<String, Tally>> byShare =
        (a, b) ->
            Long.compare(
                part.applyAsLong(a.getValue()) * b.getValue().shown(),
                part.applyAsLong(b.getValue()) * a.getValue().shown());
    return rules.entrySet().stream()
        .filter(rule -> rule.getValue().shown() >= enough)
        .filter(rule -> part.applyAsLong(rule.getValue()) > 0)
        .max(byShare.thenComparing(rule -> rule.getValue().shown()));
  }

  private static String told(
      Map.Entry<String, Tally> rule, ToLongFunction<Tally> part, String done) {
    long cards = part.applyAsLong(rule.getValue());
    long shown = rule.getValue().shown();
    return rule.getKey()
        + ", "
        + done
        + " "
        + cards
        + " of "
        + shown
        + " times ("
        + Math.round(100.0 * cards / shown)
        + " %).";
  }
}

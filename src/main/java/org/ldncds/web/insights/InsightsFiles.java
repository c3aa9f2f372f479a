package org.ldncds.web.insights;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.ldncds.store.Insights;
import org.ldncds.store.Tally;
import tools.jackson.databind.json.JsonMapper;

/** The counts for other programs: JSON, and CSV for a spreadsheet. */
final class InsightsFiles {

  private static final JsonMapper JSON = new JsonMapper();

  private InsightsFiles() {}

  static byte[] json(Insights insights, String verdict) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("first", insights.first().toString());
    all.put("last", insights.last().toString());
    all.put("verdict", verdict);
    all.put("total", counts(insights.total()));
    all.put("byTopic", counts(insights.byTopic()));
    all.put("byRule", counts(insights.byRule()));
    all.put("byService", counts(insights.byService()));
    all.put("byIndicator", counts(insights.byIndicator()));
    all.put("byWeek", counts(insights.byWeek()));
    all.put("overrideReasons", insights.reasons());
    all.put("silent", insights.silent());
    all.put("quieted", insights.quieted());
    all.put("unmatchedFeedback", insights.unmatched());
    return JSON.writeValueAsBytes(all);
  }

  private static Map<String, Object> counts(SortedMap<?, Tally> tallies) {
    Map<String, Object> all = new LinkedHashMap<>();
    tallies.forEach((key, tally) -> all.put(key.toString(), counts(tally)));
    return all;
  }

  private static Map<String, Object> counts(Tally tally) {
    Map<String, Object> counts = new LinkedHashMap<>();
    counts.put("shown", tally.shown());
    counts.put("accepted", tally.accepted());
    counts.put("overridden", tally.overridden());
    counts.put("ignored", tally.ignored());
    return counts;
  }

  /** One line a count: by what, which, and the numbers. */
  static String csv(Insights insights) {
    StringWriter text = new StringWriter();
    try (CSVPrinter csv = new CSVPrinter(text, CSVFormat.EXCEL)) {
      csv.printRecord("by", "key", "more", "shown", "accepted", "overridden", "ignored");
      lines(csv, "topic", insights.byTopic());
      lines(csv, "rule", insights.byRule());
      lines(csv, "service", insights.byService());
      lines(csv, "indicator", insights.byIndicator());
      lines(csv, "week", insights.byWeek());
      for (Insights.Reason reason : insights.reasons()) {
        csv.printRecord(
            "override reason",
            harmless(reason.topic()),
            harmless(reason.code().isEmpty() ? reason.display() : reason.code()),
            "",
            "",
            reason.cards(),
            "");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static void lines(CSVPrinter csv, String by, SortedMap<?, Tally> tallies)
      throws IOException {
    for (Map.Entry<?, Tally> entry : tallies.entrySet()) {
      Tally tally = entry.getValue();
      csv.printRecord(
          by,
          harmless(entry.getKey().toString()),
          "",
          tally.shown(),
          tally.accepted(),
          tally.overridden(),
          tally.ignored());
    }
  }

  /** A spreadsheet would compute what begins like a formula, and reasons come from EHRs. */
  private static String harmless(String text) {
    return !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
  }
}

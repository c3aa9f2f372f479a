package org.ldncds.hooks;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.ldncds.clinical.check.EquivalentsCounter;
import org.ldncds.clinical.check.Finding;
import org.ldncds.clinical.check.MorphineEquivalents;
import org.ldncds.clinical.check.MorphineEquivalents.Line;
import org.ldncds.clinical.check.MorphineEquivalents.NotCounted;
import org.ldncds.clinical.check.Rule;
import org.ldncds.clinical.check.Rule.Scope;
import org.ldncds.clinical.facts.ClinicalFacts;
import org.ldncds.clinical.quantity.DailyDose;
import org.ldncds.knowledge.Wording;

/** The morphine equivalents of an ordered opioid as lines of a card. */
public final class EquivalentsWords {

  private static final int HOURS_A_DAY = 24;

  private final Wording wording;
  private final EquivalentsCounter counter;
  private final int year;

  /**
   * @param year of the table whose factors count
   */
  public EquivalentsWords(Wording wording, EquivalentsCounter counter, int year) {
    this.wording = wording;
    this.counter = counter;
    this.year = year;
  }

  /** Empty for cards on which no opioid is ordered, and where there is nothing to count. */
  String of(List<Finding> findings, ClinicalFacts facts) {
    if (findings.stream().noneMatch(EquivalentsWords::isOfAnOrderedOpioid)) {
      return "";
    }
    MorphineEquivalents equivalents = counter.count(facts);
    List<String> lines = new ArrayList<>();
    equivalents.lines().forEach(line -> lines.add(line(line)));
    equivalents.notCounted().forEach(notCounted -> lines.add(notCounted(notCounted)));
    if (lines.isEmpty()) {
      return "";
    }
    if (!equivalents.lines().isEmpty()) {
      String total = equivalents.total().toString();
      lines.add(wording.phrase("equivalents.total", Map.of("equivalents", total)));
    }
    String head = wording.phrase("equivalents.head", Map.of("year", String.valueOf(year)));
    return head + "\n\n- " + String.join("\n- ", lines);
  }

  private static boolean isOfAnOrderedOpioid(Finding finding) {
    return finding.rule() == Rule.OC_15
        || finding.rule().scope() == Scope.OPIOID_ORDERED
        || finding.rule().scope() == Scope.EQUIVALENTS;
  }

  private String line(Line line) {
    Map<String, String> values =
        Map.of(
            "drug", line.drug(),
            "record", line.record().toString(),
            "ordered", line.ordered() ? "yes" : "",
            "amount", line.patch() ? microgramsAnHour(line.amount()) : line.amount().toString(),
            "factor", line.factor().stripTrailingZeros().toPlainString(),
            "equivalents", line.equivalents().toString());
    return wording.phrase(line.patch() ? "equivalents.patch" : "equivalents.line", values);
  }

  private static String microgramsAnHour(DailyDose givenOff) {
    BigDecimal hours =
        BigDecimal.valueOf(givenOff.days()).multiply(BigDecimal.valueOf(HOURS_A_DAY));
    return givenOff
        .total()
        .times(1000)
        .milligrams()
        .divide(hours, new MathContext(6))
        .stripTrailingZeros()
        .toPlainString();
  }

  private String notCounted(NotCounted notCounted) {
    Map<String, String> values =
        Map.of(
            "drug", notCounted.drug(),
            "record", notCounted.record().toString(),
            "ordered", notCounted.ordered() ? "yes" : "",
            "reason",
                wording.phrase("equivalents-reasons." + notCounted.reason().name(), Map.of()));
    return wording.phrase("equivalents.not-counted", values);
  }
}

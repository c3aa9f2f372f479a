package org.ldncds.clinical.check;

import java.math.BigDecimal;
import java.util.List;
import org.ldncds.clinical.facts.RecordReference;
import org.ldncds.clinical.quantity.DailyDose;
import org.ldncds.clinical.quantity.Dose;

/**
 * The daily morphine equivalents of the opioids ordered and taken, line by line. They never decide
 * whether naltrexone and an opioid conflict.
 *
 * @param notCounted opioids that are missing from the sum, each with the reason
 */
public record MorphineEquivalents(List<Line> lines, List<NotCounted> notCounted) {

  private static final DailyDose NOTHING = DailyDose.daily(Dose.ZERO);

  /**
   * One order or record of the sum.
   *
   * @param ordered true for an order under review, false for what is taken
   * @param amount milligrams a day, for a patch given off in a day; the high end of a range
   * @param patch true where the factor is for micrograms an hour
   * @param equivalents milligrams of oral morphine a day
   */
  public record Line(
      String drug,
      RecordReference record,
      boolean ordered,
      DailyDose amount,
      boolean patch,
      BigDecimal factor,
      DailyDose equivalents) {}

  /** Why an opioid is not in the sum. */
  public enum Reason {
    NO_FACTOR,
    OUTDATED_FACTOR,
    DOSE_NOT_READABLE,
    PATCH_STRENGTH_NOT_KNOWN
  }

  /** An opioid that is not in the sum. */
  public record NotCounted(String drug, RecordReference record, boolean ordered, Reason reason) {

    /** True where the record, not the drug, is why. */
    public boolean isUnreadable() {
      return reason == Reason.DOSE_NOT_READABLE || reason == Reason.PATCH_STRENGTH_NOT_KNOWN;
    }
  }

  public MorphineEquivalents {
    lines = List.copyOf(lines);
    notCounted = List.copyOf(notCounted);
  }

  public DailyDose total() {
    return sum(lines);
  }

  /** Exact, unless the records are so strange that no calendar holds their common period. */
  static DailyDose sum(List<Line> lines) {
    try {
      return lines.stream().map(Line::equivalents).reduce(NOTHING, DailyDose::plus);
    } catch (ArithmeticException e) {
      return lines.stream()
          .map(line -> DailyDose.daily(line.equivalents.rounded()))
          .reduce(NOTHING, DailyDose::plus);
    }
  }
}

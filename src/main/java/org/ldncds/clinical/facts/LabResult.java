package org.ldncds.clinical.facts;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A result of a test that rules look at.
 *
 * @param test what was measured
 * @param code the LOINC code it came under
 * @param value in the test's unit; empty for coded results and for those that cannot be judged
 * @param upperLimit of the reference range, in the same unit
 * @param positive for coded results; empty where the result says neither
 * @param date the day it was taken, else the day it was issued
 */
public record LabResult(
    LabTest test,
    String code,
    Optional<BigDecimal> value,
    Optional<BigDecimal> upperLimit,
    Optional<Boolean> positive,
    LocalDate date,
    RecordReference record,
    Reading reading) {

  /** The group of body weights, in kilograms. */
  public static final String BODY_WEIGHT = "body-weight";

  /** Whether the value itself was measured, or only that it lies below or above. */
  public enum Bound {
    EXACT,
    BELOW,
    ABOVE
  }

  /** Why a result cannot be judged. */
  public enum Lack {
    NO_VALUE,
    UNIT_NOT_KNOWN,
    UNCLEAR
  }

  /**
   * How the result stands in its record.
   *
   * @param written the value with its unit as sent
   * @param lack set where it cannot be judged
   * @param time the moment it was taken, where more than the day is known
   * @param preliminary true where it may still change
   */
  public record Reading(
      String written,
      Bound bound,
      Optional<Lack> lack,
      Optional<Instant> time,
      boolean preliminary) {}

  /** A plain figure of which nothing more is known. */
  public LabResult(
      String group,
      Optional<BigDecimal> value,
      Optional<BigDecimal> upperLimit,
      Optional<Boolean> positive,
      LocalDate date,
      RecordReference record) {
    this(
        new LabTest(group, "", group),
        "",
        value,
        upperLimit,
        positive,
        date,
        record,
        new Reading("", Bound.EXACT, Optional.empty(), Optional.empty(), false));
  }

  public String group() {
    return test.group();
  }
}

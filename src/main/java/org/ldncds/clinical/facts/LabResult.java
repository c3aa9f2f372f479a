package org.ldncds.clinical.facts;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A result of a test that rules look at.
 *
 * @param group the group of its LOINC code in the knowledge files
 * @param value in the unit that the knowledge files name for the code; empty for coded results
 * @param upperLimit of the reference range, in the same unit
 * @param positive for coded results; empty where the result says neither
 */
public record LabResult(
    String group,
    Optional<BigDecimal> value,
    Optional<BigDecimal> upperLimit,
    Optional<Boolean> positive,
    LocalDate date,
    RecordReference record) {

  /** The group of body weights, in kilograms. */
  public static final String BODY_WEIGHT = "body-weight";
}

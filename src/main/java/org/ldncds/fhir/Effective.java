package org.ldncds.fhir;

import java.time.LocalDate;
import java.util.Optional;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Type;
import org.jspecify.annotations.Nullable;

/**
 * The effective[x] of a statement or an administration: a day, or a period that may be open.
 *
 * @param firstDay the earliest first day that it allows
 * @param latestStart the latest first day that a partial date allows: the safe side for a last dose
 * @param end the last day that a period allows; empty for a single day and an open period
 * @param isPeriod true for a period
 * @param isPartial true where one of its dates names no day
 */
record Effective(
    Optional<LocalDate> firstDay,
    Optional<LocalDate> latestStart,
    Optional<LocalDate> end,
    boolean isPeriod,
    boolean isPartial) {

  boolean isEmpty() {
    return firstDay.isEmpty() && end.isEmpty();
  }

  static Effective of(@Nullable Type effective, Days days) {
    if (effective instanceof Period period) {
      return new Effective(
          days.earliest(period.getStartElement()),
          days.latest(period.getStartElement()),
          days.latest(period.getEndElement()),
          true,
          period.hasEnd()
              ? Days.isPartial(period.getEndElement())
              : Days.isPartial(period.getStartElement()));
    }
    DateTimeType day = effective instanceof DateTimeType dateTime ? dateTime : null;
    return new Effective(
        days.earliest(day), days.latest(day), Optional.empty(), false, Days.isPartial(day));
  }
}

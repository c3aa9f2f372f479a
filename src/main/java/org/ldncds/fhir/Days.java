package org.ldncds.fhir;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Optional;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.jspecify.annotations.Nullable;

/**
 * The days of one request: today, and the zone in which instants become days. A record's instant
 * near midnight may be another day where the order is signed; a date without a time is a day
 * everywhere.
 *
 * @param zone empty where days are taken as they are written
 */
record Days(LocalDate today, Optional<ZoneId> zone) {

  static Days in(ZoneId zone, LocalDate today) {
    return new Days(today, Optional.of(zone));
  }

  /** Days as they are written, of which none is later than today. */
  static Days asWritten() {
    return new Days(LocalDate.MAX, Optional.empty());
  }

  /** The latest day that a date allows: the end of its month or year where no day is given. */
  Optional<LocalDate> latest(@Nullable BaseDateTimeType date) {
    return seen(date).or(() -> FhirDates.latest(date));
  }

  /** The earliest day that a date allows. */
  Optional<LocalDate> earliest(@Nullable BaseDateTimeType date) {
    return seen(date).or(() -> FhirDates.earliest(date));
  }

  /** The latest day that a date of the past allows, but no later than today. */
  Optional<LocalDate> past(@Nullable BaseDateTimeType date) {
    return latest(date).map(this::notAfterToday);
  }

  LocalDate notAfterToday(LocalDate day) {
    return day.isAfter(today) ? today : day;
  }

  boolean isPast(LocalDate day) {
    return day.isBefore(today);
  }

  /** True where the date names no day. */
  static boolean isPartial(@Nullable BaseDateTimeType date) {
    String text = date == null ? null : date.getValueAsString();
    return text != null && text.length() < "2026-11-23".length();
  }

  private Optional<LocalDate> seen(@Nullable BaseDateTimeType date) {
    String text = date == null ? null : date.getValueAsString();
    if (zone.isEmpty() || text == null || FhirDates.offset(date).isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(OffsetDateTime.parse(text).atZoneSameInstant(zone.get()).toLocalDate());
    } catch (DateTimeException e) { // a leap second and the like: its written day counts
      return Optional.empty();
    }
  }
}

package org.ldncds.sandbox;

import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.hl7.fhir.r4.model.Period;

/**
 * The time that a date of FHIR stands for: a year, a month, a day (in UTC) or a second.
 *
 * @param from first instant
 * @param to first instant after it
 */
record TimeSpan(Instant from, Instant to) {

  private static final String YEAR = "-01-01";

  /** The date search of FHIR R4; a value without a date meets none. */
  static boolean isMet(Base value, String parameter, String wanted) {
    boolean bare = wanted.isEmpty() || Character.isDigit(wanted.charAt(0));
    String prefix = bare ? "eq" : wanted.substring(0, Math.min(2, wanted.length()));
    TimeSpan search = asked(parameter, bare ? wanted : wanted.substring(prefix.length()));
    if (value instanceof Period period && !period.isEmpty()) {
      Instant begin =
          period.hasStart() ? of(period.getStartElement().getValueAsString()).from : Instant.MIN;
      Instant end =
          period.hasEnd() ? of(period.getEndElement().getValueAsString()).to : Instant.MAX;
      return new TimeSpan(begin, end).meets(prefix, search, parameter);
    }
    return value instanceof BaseDateTimeType date
        && date.hasValue()
        && of(date.getValueAsString()).meets(prefix, search, parameter);
  }

  private boolean meets(String prefix, TimeSpan search, String parameter) {
    return switch (prefix) {
      case "eq" -> from.isBefore(search.to) && search.from.isBefore(to);
      case "ge" -> search.from.isBefore(to);
      case "gt" -> search.to.isBefore(to);
      case "le" -> from.isBefore(search.to);
      case "lt" -> from.isBefore(search.from);
      default -> throw refused(parameter);
    };
  }

  private static TimeSpan asked(String parameter, String text) {
    try {
      return of(text);
    } catch (DateTimeException e) {
      throw refused(parameter);
    }
  }

  private static InvalidRequestException refused(String parameter) {
    return new InvalidRequestException(
        parameter
            + " is no date of FHIR, or has another prefix than eq, ge, gt, le, lt. Maybe write "
            + parameter
            + "=ge2026-11-23?");
  }

  /**
   * @throws DateTimeException where it is no date of FHIR
   */
  static TimeSpan of(String text) {
    return switch (text.length()) {
      case 4 -> days(LocalDate.parse(text + YEAR), LocalDate.parse(text + YEAR).plusYears(1));
      case 7 -> days(LocalDate.parse(text + "-01"), LocalDate.parse(text + "-01").plusMonths(1));
      case 10 -> days(LocalDate.parse(text), LocalDate.parse(text).plusDays(1));
      default -> {
        Instant second = OffsetDateTime.parse(text).toInstant();
        yield new TimeSpan(second, second.plusSeconds(1));
      }
    };
  }

  private static TimeSpan days(LocalDate from, LocalDate to) {
    return new TimeSpan(
        from.atStartOfDay(ZoneOffset.UTC).toInstant(), to.atStartOfDay(ZoneOffset.UTC).toInstant());
  }
}

package org.ldncds.fhir;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.jspecify.annotations.Nullable;

/** FHIR dates, which may be partial, as the day they mean in their own offset. */
final class FhirDates {

  private FhirDates() {}

  /** The latest day that a date of the past allows, but no later than today. */
  static Optional<LocalDate> past(@Nullable BaseDateTimeType date, LocalDate today) {
    return latest(date).map(day -> day.isAfter(today) ? today : day);
  }

  /** The latest day that a date allows: the end of its month or year where no day is given. */
  static Optional<LocalDate> latest(@Nullable BaseDateTimeType date) {
    return of(date, true);
  }

  /** The same of a date as it was sent; empty where it is none. */
  static Optional<LocalDate> latest(String text) {
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(of(text, true));
    } catch (UnreadableException e) {
      return Optional.empty();
    }
  }

  /**
   * True where the records are listed newest first and the last of them is older than a day: what
   * is not listed is older still. Records without a date tell nothing.
   */
  static boolean reachBackInOrder(List<RawResource> records, LocalDate day) {
    List<LocalDate> dates =
        records.stream().flatMap(record -> latest(record.written()).stream()).toList();
    List<LocalDate> newestFirst = dates.stream().sorted(Comparator.reverseOrder()).toList();
    return !dates.isEmpty()
        && dates.equals(newestFirst)
        && dates.get(dates.size() - 1).isBefore(day);
  }

  /** The earliest day that a date allows. */
  static Optional<LocalDate> earliest(@Nullable BaseDateTimeType date) {
    return of(date, false);
  }

  private static Optional<LocalDate> of(@Nullable BaseDateTimeType date, boolean latest) {
    String text = date == null ? null : date.getValueAsString();
    return text == null ? Optional.empty() : Optional.of(of(text, latest));
  }

  private static LocalDate of(String text, boolean latest) {
    try {
      return switch (text.length()) {
        case 4 -> LocalDate.of(Integer.parseInt(text), latest ? 12 : 1, latest ? 31 : 1);
        case 7 -> latest ? YearMonth.parse(text).atEndOfMonth() : YearMonth.parse(text).atDay(1);
        default -> LocalDate.parse(text.substring(0, 10));
      };
    } catch (DateTimeException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new UnreadableException("a date is not valid");
    }
  }

  /** True where the date tells a moment, not only a day. */
  static boolean hasTime(BaseDateTimeType date) {
    String text = date.getValueAsString();
    return text != null && text.length() > 10;
  }

  /** The offset a date-time carries; empty for dates and for times without one. */
  static Optional<ZoneOffset> offset(@Nullable BaseDateTimeType date) {
    String text = date == null ? null : date.getValueAsString();
    if (text == null || text.length() < 20) {
      return Optional.empty();
    }
    if (text.endsWith("Z")) {
      return Optional.of(ZoneOffset.UTC);
    }
    try {
      return Optional.of(ZoneOffset.of(text.substring(text.length() - 6)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}

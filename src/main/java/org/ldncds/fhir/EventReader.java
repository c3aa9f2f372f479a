package org.ldncds.fhir;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Timing;
import org.ldncds.clinical.facts.DosageReading.Unreadable;
import org.ldncds.clinical.quantity.Frequency;
import org.ldncds.fhir.TimingReader.Schedule;

/**
 * Reads a Timing that lists its administrations by date. As many a day on days at even distances
 * have an average; others have not, and are not read.
 */
final class EventReader {

  private static final int LENGTH_OF_A_DAY = 10;

  private EventReader() {}

  static Schedule schedule(Timing timing) {
    if (timing.hasRepeat() || timing.hasCode()) {
      throw new NotReadException(Unreadable.TIMING_NOT_UNDERSTOOD);
    }
    TreeMap<LocalDate, Long> days =
        timing.getEvent().stream()
            .map(EventReader::text)
            .distinct()
            .collect(Collectors.groupingBy(text -> day(text), TreeMap::new, Collectors.counting()));
    long aDay = days.firstEntry().getValue();
    long gap = gap(List.copyOf(days.keySet()));
    if (days.values().stream().anyMatch(count -> count != aDay)) {
      throw new NotReadException(Unreadable.TIMING_NOT_UNDERSTOOD);
    }
    Frequency frequency = new Frequency(aDay, gap);
    return new Schedule(frequency, frequency, OptionalLong.of(aDay * days.size()), 7);
  }

  private static String text(DateTimeType event) {
    String text = event.getValueAsString();
    if (text == null || text.length() < LENGTH_OF_A_DAY) {
      throw new NotReadException(Unreadable.TIMING_NOT_UNDERSTOOD);
    }
    return text;
  }

  private static LocalDate day(String text) {
    return FhirDates.earliest(new DateTimeType(text)).orElseThrow();
  }

  /** Days from each to the next. */
  private static long gap(List<LocalDate> days) {
    long gap = days.size() == 1 ? 1 : ChronoUnit.DAYS.between(days.get(0), days.get(1));
    for (int i = 1; i < days.size(); i++) {
      if (ChronoUnit.DAYS.between(days.get(i - 1), days.get(i)) != gap) {
        throw new NotReadException(Unreadable.TIMING_NOT_UNDERSTOOD);
      }
    }
    return gap;
  }
}

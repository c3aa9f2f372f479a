package org.ldncds.fhir;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.ldncds.clinical.facts.Witness;
import org.ldncds.clinical.facts.Witness.Note;
import org.ldncds.clinical.protocol.Windows;

/** The last dose of a record that says it has ended. */
final class Endings {

  private Endings() {}

  /**
   * A stated end, else the day a stop was written down or the usual supply after the first day,
   * whichever is later; never after today. Without any date it is uncertain.
   *
   * @param stated the latest end that the record states
   * @param from the latest first day that it allows
   * @param stopped the day on which a stop was written down
   */
  static Witness of(
      WitnessDraft draft,
      Optional<LocalDate> stated,
      Optional<LocalDate> from,
      Optional<LocalDate> stopped,
      Windows windows,
      Days days) {
    if (stated.isPresent()) {
      return draft.ended(days.notAfterToday(stated.get()));
    }
    Optional<LocalDate> assumed =
        from.map(
            day -> days.notAfterToday(days.notAfterToday(day).plusDays(windows.assumedSupply())));
    Optional<LocalDate> last = latest(assumed, stopped);
    if (last.isEmpty()) {
      return draft.uncertain(Note.NO_DATE);
    }
    boolean onlyAssumed = last.equals(assumed) && !last.equals(stopped);
    return draft.noting(onlyAssumed, Note.SUPPLY_ASSUMED).ended(last.get());
  }

  static Optional<LocalDate> latest(Optional<LocalDate> a, Optional<LocalDate> b) {
    return Stream.of(a, b).flatMap(Optional::stream).max(Comparator.naturalOrder());
  }
}

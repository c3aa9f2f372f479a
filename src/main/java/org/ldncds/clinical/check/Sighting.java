package org.ldncds.clinical.check;

import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ldncds.clinical.facts.RecordReference;

/**
 * One record that shows what a caution looks for.
 *
 * @param shown what the record says: a name, or a result with its unit and limit
 * @param date since when, or of what day; empty where the record does not say
 * @param known the latest day on the record: what is newer than a course was not known at its start
 * @param record empty for the patient
 * @param test the group of the test it is a result of; empty for other records
 */
record Sighting(
    String shown,
    Optional<LocalDate> date,
    Optional<LocalDate> known,
    Optional<RecordReference> record,
    String test,
    Set<Weakness> weaknesses) {

  /**
   * Why a record is less than sure; each is a placeholder of the wording file, filled with what
   * such records say.
   */
  enum Weakness {
    NAME_ONLY("nameOnly"),
    NOT_CONFIRMED("notConfirmed"),
    MAYBE_PAST("maybePast"),
    /** Not taken yet: an order of the same signature. */
    ORDERED_NOW("orderedNow"),
    PRELIMINARY("preliminary"),
    ASSUMED_LIMIT("assumedLimit");

    private final String placeholder;

    Weakness(String placeholder) {
      this.placeholder = placeholder;
    }

    String placeholder() {
      return placeholder;
    }
  }

  Sighting {
    weaknesses = Set.copyOf(weaknesses);
  }

  /** For the card: "Acute hepatitis (2026-11-02, Condition/7)". */
  String line() {
    return Stream.of(date.map(LocalDate::toString), record.map(RecordReference::toString))
        .flatMap(Optional::stream)
        .collect(Collectors.joining(", ", shown + " (", ")"));
  }
}

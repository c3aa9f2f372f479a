package org.ldncds.clinical.check;

import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.ldncds.clinical.facts.Exposure;
import org.ldncds.clinical.facts.Witness;

/**
 * One line of a card's table: a drug, when it was last taken, from which records, and when
 * naltrexone or the opioid is free.
 *
 * @param witness the record that the finding rests on
 * @param days days to wait; empty where no number is safe or none is needed
 * @param freeFrom the day on which the window is over; empty while the drug is current or no number
 *     is safe
 */
public record Evidence(
    Exposure exposure, Witness witness, OptionalInt days, Optional<LocalDate> freeFrom) {

  /** All records of the drug, the one that the finding rests on first. */
  public Stream<Witness> witnesses() {
    return Stream.concat(
        Stream.of(witness), exposure.witnesses().stream().filter(other -> !other.equals(witness)));
  }
}

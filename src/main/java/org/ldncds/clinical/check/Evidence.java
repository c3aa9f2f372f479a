package org.ldncds.clinical.check;

import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalInt;
import org.ldncds.clinical.facts.Witness;

/**
 * One line of a card's table: a drug, when it was last taken, from which record, and when
 * naltrexone or the opioid is free.
 *
 * @param witness the decisive record
 * @param moreRecords how many other records say the same
 * @param days days to wait; empty where no number is safe or none is needed
 * @param freeFrom the day on which the window is over; empty while the drug is current or no number
 *     is safe
 */
public record Evidence(
    Witness witness, int moreRecords, OptionalInt days, Optional<LocalDate> freeFrom) {}

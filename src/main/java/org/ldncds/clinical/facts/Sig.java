package org.ldncds.clinical.facts;

/**
 * A dosage as it is written out, and what was read of it.
 *
 * @param text as the record has it; never logged
 * @param inTheMorning true where the text says so
 */
public record Sig(String text, DosageReading reading, boolean inTheMorning) {}

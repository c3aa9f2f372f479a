package org.ldncds.clinical.facts;

import java.util.Optional;

/**
 * One dosage instruction of an order, read twice: from its structured parts and from its text.
 *
 * @param structured not read where the instruction has no structured parts
 * @param sig empty where it has no text
 */
public record Instruction(DosageReading structured, Optional<Sig> sig) {}

package org.ldncds.clinical.facts;

import java.time.LocalDate;
import java.util.Optional;

/**
 * Surgery that is ordered and not done yet.
 *
 * @param name as the order writes it, for cards
 * @param day empty where the order does not say
 */
public record PlannedSurgery(String name, Optional<LocalDate> day, RecordReference record) {}

package org.ldncds.clinical.facts;

import java.time.LocalDate;

/**
 * That a test was done and its result is there, whatever the result says.
 *
 * @param group what was measured, as in {@link LabTest}
 */
public record DoneTest(String group, LocalDate date) {}

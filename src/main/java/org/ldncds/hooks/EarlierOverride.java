package org.ldncds.hooks;

import java.time.LocalDate;

/**
 * That a clinician overrode the same card before.
 *
 * @param reasonCode one of this service's codes, or the EHR's own
 * @param reasonDisplay as the EHR sent it; may be empty
 */
public record EarlierOverride(LocalDate day, String reasonCode, String reasonDisplay) {}

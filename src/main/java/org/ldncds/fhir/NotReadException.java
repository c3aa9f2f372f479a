package org.ldncds.fhir;

import org.ldncds.clinical.facts.DosageReading.Unreadable;

/** A dosage cannot be read in full, so none of it is used. */
final class NotReadException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Unreadable reason;

  NotReadException(Unreadable reason) {
    super(reason.name());
    this.reason = reason;
  }

  Unreadable reason() {
    return reason;
  }
}

package org.ldncds.clinical.sig;

import org.ldncds.clinical.facts.DosageReading.Unreadable;

/** A written dosage cannot be read surely, so none of it is used. */
final class NotUnderstoodException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Unreadable reason;

  NotUnderstoodException(Unreadable reason) {
    super(reason.name(), null, false, false);
    this.reason = reason;
  }

  NotUnderstoodException() {
    this(Unreadable.TEXT_NOT_UNDERSTOOD);
  }

  Unreadable reason() {
    return reason;
  }
}

package org.ldncds.web;

/** The settings do not allow a safe start. */
final class StartRefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  StartRefusedException(String message) {
    super(message);
  }
}

package org.ldncds.web;

/** The settings do not allow a safe start. */
public final class StartRefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public StartRefusedException(String message) {
    super(message);
  }
}

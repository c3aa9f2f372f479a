package org.ldncds.fhir;

/**
 * One resource cannot be read. The message names the element, never a value, since values may be
 * patient data.
 */
final class UnreadableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnreadableException(String element) {
    super(element);
  }
}

package org.ldncds.fhir;

/**
 * A draft order is for another patient than the request. The message holds the order's reference
 * only.
 */
public final class OtherPatientException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  OtherPatientException(String record) {
    super(record);
  }
}

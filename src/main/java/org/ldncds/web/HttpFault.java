package org.ldncds.web;

import org.springframework.http.HttpStatus;

/** A request that is refused before its content is looked at. */
final class HttpFault extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final HttpStatus status;
  private final String code;

  /**
   * @param code an issue type of FHIR
   */
  HttpFault(HttpStatus status, String code, String message) {
    super(message);
    this.status = status;
    this.code = code;
  }

  HttpStatus status() {
    return status;
  }

  String code() {
    return code;
  }
}

package org.ldncds.web;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/** A request that is refused before its content is looked at. */
final class HttpFault extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final HttpStatus status;
  private final String code;
  private final int retryAfter;

  /**
   * @param code an issue type of FHIR
   */
  HttpFault(HttpStatus status, String code, String message) {
    this(status, code, message, 0);
  }

  private HttpFault(HttpStatus status, String code, String message, int retryAfter) {
    super(message);
    this.status = status;
    this.code = code;
    this.retryAfter = retryAfter;
  }

  /** Too many calls now, from one client (429) or from all (503): try again in a second. */
  static HttpFault tooBusy(HttpStatus status, String message) {
    return new HttpFault(status, "throttled", message, 1);
  }

  HttpStatus status() {
    return status;
  }

  String code() {
    return code;
  }

  HttpHeaders headers() {
    HttpHeaders headers = new HttpHeaders();
    if (retryAfter > 0) {
      headers.set(HttpHeaders.RETRY_AFTER, Integer.toString(retryAfter));
    }
    return headers;
  }
}

package org.ldncds.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.ldncds.fhir.OperationOutcomes;
import org.ldncds.hooks.InvalidRequestException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/**
 * Answers every error with an OperationOutcome that names the field at fault and holds neither
 * stack trace nor patient data.
 */
@RestControllerAdvice
class ErrorAnswers {

  private static final Logger LOG = LoggerFactory.getLogger(ErrorAnswers.class);

  @ExceptionHandler
  ResponseEntity<byte[]> invalid(InvalidRequestException fault) {
    return answer(
        HttpStatusCode.valueOf(fault.status()),
        new HttpHeaders(),
        "invalid",
        fault.field(),
        String.valueOf(fault.getMessage()));
  }

  @ExceptionHandler
  ResponseEntity<byte[]> refused(HttpFault fault) {
    return answer(
        fault.status(), fault.headers(), fault.code(), "", String.valueOf(fault.getMessage()));
  }

  /** The EHR broke off while sending. */
  @ExceptionHandler
  ResponseEntity<byte[]> brokenOff(IOException fault) {
    return answer(
        HttpStatus.BAD_REQUEST,
        new HttpHeaders(),
        "incomplete",
        "",
        "The request ended too early.");
  }

  @ExceptionHandler
  ResponseEntity<byte[]> other(Exception fault) {
    if (fault instanceof RequestRejectedException) {
      return answer(
          HttpStatus.BAD_REQUEST, new HttpHeaders(), "invalid", "", "The address is not valid.");
    }
    if (fault instanceof ErrorResponse known && known.getStatusCode().is4xxClientError()) {
      HttpStatusCode status = known.getStatusCode();
      String code = status.value() == 404 ? "not-found" : "not-supported";
      HttpStatus named = HttpStatus.resolve(status.value());
      return answer(
          status,
          known.getHeaders(),
          code,
          "",
          named == null ? "Refused." : named.getReasonPhrase() + ".");
    }
    StackTraceElement[] trace = fault.getStackTrace();
    LOG.error(
        "request failed: {} at {}", fault.getClass().getName(), trace.length == 0 ? "?" : trace[0]);
    return answer(
        HttpStatus.INTERNAL_SERVER_ERROR,
        new HttpHeaders(),
        "exception",
        "",
        "The service failed. Nothing was checked.");
  }

  /** Where nothing more is known than the status. */
  static ResponseEntity<byte[]> plain(HttpStatus status) {
    String code =
        switch (status) {
          case NOT_FOUND -> "not-found";
          case FORBIDDEN -> "forbidden";
          case REQUEST_TIMEOUT -> "timeout";
          default -> status.is5xxServerError() ? "exception" : "not-supported";
        };
    return answer(status, new HttpHeaders(), code, "", status.getReasonPhrase() + ".");
  }

  private static ResponseEntity<byte[]> answer(
      HttpStatusCode status, HttpHeaders headers, String code, String field, String message) {
    return ResponseEntity.status(status)
        .headers(headers)
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .contentType(MediaType.APPLICATION_JSON)
        .body(OperationOutcomes.json(code, field, message).getBytes(StandardCharsets.UTF_8));
  }
}

package org.ldncds.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.ldncds.hooks.ServiceDefinition;
import org.ldncds.knowledge.Knowledge;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** What every call of a CDS service must be, whether it asks for cards or tells of them. */
@Component
class ServiceCalls {

  private static final int CHUNK = 16 * 1024;
  private static final int GROWTH = 4;

  private final Map<String, ServiceDefinition> services;
  private final int largestBody;
  private final Duration bodyTime;

  ServiceCalls(Knowledge knowledge, CdsProperties settings) {
    this.services =
        knowledge.services().stream()
            .collect(Collectors.toMap(ServiceDefinition::id, Function.identity()));
    this.largestBody = Math.toIntExact(settings.limits().body().toBytes());
    this.bodyTime = settings.limits().bodyTime();
  }

  /**
   * @throws HttpFault 404
   */
  ServiceDefinition service(String id) {
    ServiceDefinition service = services.get(id);
    if (service == null) {
      throw new HttpFault(
          HttpStatus.NOT_FOUND,
          "not-found",
          "There is no CDS service of this id. GET /cds-services lists them.");
    }
    return service;
  }

  /**
   * The bytes of the JSON that was sent.
   *
   * @throws HttpFault 408, 413 or 415
   */
  byte[] body(HttpServletRequest request) throws IOException {
    requireJson(request);
    if (request.getContentLengthLong() > largestBody) {
      throw tooLarge();
    }
    long deadline = System.nanoTime() + bodyTime.toNanos();
    int announced = (int) request.getContentLengthLong();
    byte[] body = new byte[announced < 0 ? CHUNK : Math.min(CHUNK, announced)];
    int length = 0;
    InputStream in = request.getInputStream();
    while (true) {
      if (length == body.length && length != announced) {
        body = Arrays.copyOf(body, larger(length, announced));
      }
      int read = length == announced ? -1 : in.read(body, length, body.length - length);
      if (read < 0) {
        return length == body.length ? body : Arrays.copyOf(body, length);
      }
      length += read;
      if (length > largestBody) {
        throw tooLarge();
      }
      if (System.nanoTime() > deadline) {
        throw new HttpFault(
            HttpStatus.REQUEST_TIMEOUT,
            "timeout",
            "The request did not arrive within " + bodyTime.toSeconds() + " s.");
      }
    }
  }

  /** Room grows with what has come, not with what was announced, but no further than that. */
  private static int larger(int length, int announced) {
    int grown = GROWTH * length;
    return announced < 0 ? grown : Math.min(grown, announced);
  }

  private static void requireJson(HttpServletRequest request) {
    String type = Optional.ofNullable(request.getContentType()).orElse("").toLowerCase(Locale.ROOT);
    boolean json = type.startsWith("application/json") || type.startsWith("application/fhir+json");
    boolean packed = request.getHeader(HttpHeaders.CONTENT_ENCODING) != null;
    if (!json || packed) {
      throw new HttpFault(
          HttpStatus.UNSUPPORTED_MEDIA_TYPE,
          "not-supported",
          "Send the request as application/json, uncompressed.");
    }
  }

  private HttpFault tooLarge() {
    return new HttpFault(
        HttpStatus.CONTENT_TOO_LARGE,
        "too-long",
        "The request is larger than " + largestBody + " bytes (cds.limits.body).");
  }
}

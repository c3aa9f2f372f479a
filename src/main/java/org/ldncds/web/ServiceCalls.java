package org.ldncds.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
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

  private final Map<String, ServiceDefinition> services;
  private final int largestBody;

  ServiceCalls(Knowledge knowledge, CdsProperties settings) {
    this.services =
        knowledge.services().stream()
            .collect(Collectors.toMap(ServiceDefinition::id, Function.identity()));
    this.largestBody = Math.toIntExact(settings.limits().body().toBytes());
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
   * @throws HttpFault 413 or 415
   */
  byte[] body(HttpServletRequest request) throws IOException {
    requireJson(request);
    if (request.getContentLengthLong() > largestBody) {
      throw tooLarge();
    }
    try (InputStream in = request.getInputStream()) {
      byte[] body = in.readNBytes(largestBody + 1);
      if (body.length > largestBody) {
        throw tooLarge();
      }
      return body;
    }
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

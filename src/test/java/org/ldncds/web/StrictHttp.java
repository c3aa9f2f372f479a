package org.ldncds.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import org.ldncds.fhir.TestFhir;
import org.springframework.web.util.ContentCachingRequestWrapper;
import org.springframework.web.util.ContentCachingResponseWrapper;
import tools.jackson.databind.JsonNode;

/** What every HTTP answer of the CDS Hooks endpoints must hold, beside what its cards must. */
final class StrictHttp {

  private static final Set<Integer> DOCUMENTED =
      Set.of(200, 204, 400, 401, 403, 404, 405, 408, 412, 413, 415, 422, 429, 500, 503);

  private StrictHttp() {}

  static void check(ContentCachingRequestWrapper request, ContentCachingResponseWrapper response) {
    int status = response.getStatus();
    byte[] body = response.getContentAsByteArray();
    boolean feedback = request.getRequestURI().replaceAll("/+$", "").endsWith("/feedback");
    assertTrue(DOCUMENTED.contains(status), "status " + status);
    if (request.getMethod().equals("OPTIONS") || request.getMethod().equals("HEAD")) {
      return;
    }
    if (status == 401) {
      assertEquals(0, body.length, "nothing is told to strangers");
    } else if (status == 503 || status == 429) {
      assertFalse(response.getHeader("Retry-After") == null, "when to try again");
      outcome(response, body);
    } else if (status >= 400) {
      outcome(response, body);
    } else if (request.getMethod().equals("GET")) {
      json(response);
      services(TestRequests.JSON.readTree(body));
    } else if (!feedback) {
      json(response);
      assertEquals("no-store", response.getHeader("Cache-Control"), "not to be kept");
      JsonNode answer = StrictAnswer.shape(body, StrictAnswer.ANY_DIALECT);
      StrictAnswer.fits(request.getContentAsByteArray(), answer);
    }
  }

  private static void json(ContentCachingResponseWrapper response) {
    String type = Objects.requireNonNullElse(response.getContentType(), "");
    assertTrue(type.startsWith("application/json"), "media type " + type);
  }

  /** Browsers that are refused get Spring's plain sentence; all else is an OperationOutcome. */
  private static void outcome(ContentCachingResponseWrapper response, byte[] body) {
    String text = new String(body, StandardCharsets.UTF_8);
    if (response.getStatus() == 403 && text.equals("Invalid CORS request")) {
      return;
    }
    assertTrue(
        Objects.requireNonNullElse(response.getContentType(), "").contains("json"),
        "media type of an error");
    JsonNode outcome = TestRequests.JSON.readTree(body);
    assertEquals("OperationOutcome", outcome.path("resourceType").asString(""));
    StrictAnswer.nothingEmpty(outcome, "outcome");
    TestFhir.requireReadable(text);
    assertFalse(text.contains("Exception") || text.contains("\tat "), "no stack trace");
  }

  private static void services(JsonNode discovery) {
    assertTrue(discovery.path("services").isArray(), "services must be an array");
    for (JsonNode service : discovery.get("services")) {
      StrictAnswer.nothingEmpty(service, "service");
      for (String field : new String[] {"hook", "id", "title", "description"}) {
        StrictAnswer.text(service, field);
      }
      service
          .path("prefetch")
          .properties()
          .forEach(template -> assertTrue(template.getValue().isString(), template.getKey()));
    }
  }
}

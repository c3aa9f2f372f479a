package org.ldncds.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.ldncds.hooks.Client;
import org.ldncds.hooks.HookJson;
import org.ldncds.hooks.HookResponse;
import org.ldncds.hooks.Pipeline;
import org.ldncds.hooks.ServiceDefinition;
import org.ldncds.hooks.Stage;
import org.ldncds.knowledge.Knowledge;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The CDS Hooks endpoints: discovery and the services. */
@RestController
class CdsServicesController {

  private static final int CHUNK = 16 * 1024;
  private static final Duration DISCOVERY_FRESH = Duration.ofMinutes(1);

  private final Map<String, ServiceDefinition> services;
  private final byte[] discovery;
  private final Pipeline pipeline;
  private final Clock clock;
  private final Load load;
  private final Decisions decisions;
  private final int largestBody;
  private final Duration bodyTime;

  CdsServicesController(
      Knowledge knowledge,
      Pipeline pipeline,
      Clock clock,
      Load load,
      Decisions decisions,
      CdsProperties settings) {
    this.services =
        knowledge.services().stream()
            .collect(Collectors.toMap(ServiceDefinition::id, Function.identity()));
    this.discovery = HookJson.discovery(knowledge.services());
    this.pipeline = pipeline;
    this.clock = clock;
    this.load = load;
    this.decisions = decisions;
    this.bodyTime = settings.limits().bodyTime();
    this.largestBody = Math.toIntExact(settings.limits().body().toBytes());
  }

  @GetMapping({"/cds-services", "/cds-services/"})
  ResponseEntity<byte[]> discovery() {
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_JSON)
        .cacheControl(CacheControl.maxAge(DISCOVERY_FRESH))
        .body(discovery);
  }

  @PostMapping({"/cds-services/{id}", "/cds-services/{id}/", "/cds-services//{id}"})
  ResponseEntity<byte[]> answer(@PathVariable String id, HttpServletRequest request)
      throws IOException {
    ServiceDefinition service = services.get(id);
    if (service == null) {
      throw new HttpFault(
          HttpStatus.NOT_FOUND,
          "not-found",
          "There is no CDS service of this id. GET /cds-services lists them.");
    }
    requireJson(request);
    byte[] body = body(request);
    byte[] answer = load.in(() -> answer(service, body));
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_JSON)
        .cacheControl(CacheControl.noStore())
        .body(answer);
  }

  private byte[] answer(ServiceDefinition service, byte[] body) {
    Optional<Client> caller = Callers.current();
    HookResponse response = pipeline.answer(service, body, clock.instant(), caller);
    long begin = System.nanoTime();
    byte[] written = HookJson.write(response);
    decisions.took(Stage.WRITE, System.nanoTime() - begin);
    decisions.made(service, caller, response);
    return written;
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

  private byte[] body(HttpServletRequest request) throws IOException {
    if (request.getContentLengthLong() > largestBody) {
      throw tooLarge();
    }
    long deadline = System.nanoTime() + bodyTime.toNanos();
    ByteArrayOutputStream body = new ByteArrayOutputStream(CHUNK);
    byte[] chunk = new byte[CHUNK];
    InputStream in = request.getInputStream();
    for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
      body.write(chunk, 0, read);
      if (body.size() > largestBody) {
        throw tooLarge();
      }
      if (System.nanoTime() > deadline) {
        throw new HttpFault(
            HttpStatus.REQUEST_TIMEOUT,
            "timeout",
            "The request did not arrive within " + bodyTime.toSeconds() + " s.");
      }
    }
    return body.toByteArray();
  }

  private HttpFault tooLarge() {
    return new HttpFault(
        HttpStatus.CONTENT_TOO_LARGE,
        "too-long",
        "The request is larger than " + largestBody + " bytes (cds.limits.body).");
  }
}

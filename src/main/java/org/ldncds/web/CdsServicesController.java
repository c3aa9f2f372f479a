package org.ldncds.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.ldncds.hooks.Client;
import org.ldncds.hooks.Dialect;
import org.ldncds.hooks.HookJson;
import org.ldncds.hooks.HookResponse;
import org.ldncds.hooks.Pipeline;
import org.ldncds.hooks.ServiceDefinition;
import org.ldncds.hooks.Stage;
import org.ldncds.knowledge.Knowledge;
import org.springframework.http.CacheControl;
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

  private static final Duration DISCOVERY_FRESH = Duration.ofMinutes(1);

  private static final String SERVER_TIMING = "Server-Timing";
  private static final String DIALECT = "dialect";

  private final byte[] discovery;
  private final ServiceCalls calls;
  private final Pipeline pipeline;
  private final Clock clock;
  private final Load load;
  private final Decisions decisions;
  private final StageTimes times;
  private final StartCheck start;

  CdsServicesController(
      Knowledge knowledge,
      ServiceCalls calls,
      Pipeline pipeline,
      Clock clock,
      Load load,
      Decisions decisions,
      StageTimes times,
      StartCheck start) {
    this.calls = calls;
    this.discovery = HookJson.discovery(knowledge.services());
    this.pipeline = pipeline;
    this.clock = clock;
    this.load = load;
    this.decisions = decisions;
    this.times = times;
    this.start = start;
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
    ServiceDefinition service = calls.service(id);
    Optional<Client> caller = caller(request);
    byte[] body = calls.body(request);
    byte[] answer = load.in(() -> answer(service, body, caller));
    ResponseEntity.BodyBuilder response =
        ResponseEntity.ok()
            .contentType(MediaType.APPLICATION_JSON)
            .cacheControl(CacheControl.noStore());
    String took = times.header();
    if (!took.isEmpty()) {
      response.header(SERVER_TIMING, took);
    }
    return response.body(answer);
  }

  /**
   * Where nobody proves who they are, they may say how they would be spoken to: {@code
   * ?dialect=epic}. In production only {@code cds.clients[n].dialect} tells.
   *
   * @throws HttpFault 400
   */
  private Optional<Client> caller(HttpServletRequest request) {
    String asked = request.getParameter(DIALECT);
    if (start.production() || asked == null) {
      return Callers.current();
    }
    return Optional.of(
        Dialect.named(asked)
            .map(Client.UNKNOWN::speaking)
            .orElseThrow(
                () ->
                    new HttpFault(
                        HttpStatus.BAD_REQUEST,
                        "invalid",
                        "dialect must be one of " + Dialect.names() + ".")));
  }

  private byte[] answer(ServiceDefinition service, byte[] body, Optional<Client> caller) {
    HookResponse response = pipeline.answer(service, body, clock.instant(), caller);
    long begin = System.nanoTime();
    byte[] written = HookJson.write(response);
    decisions.took(Stage.WRITE, System.nanoTime() - begin);
    decisions.made(service, caller, response);
    return written;
  }
}

package org.ldncds.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.ldncds.hooks.Client;
import org.ldncds.hooks.HookJson;
import org.ldncds.hooks.HookResponse;
import org.ldncds.hooks.Pipeline;
import org.ldncds.hooks.ServiceDefinition;
import org.ldncds.hooks.Stage;
import org.ldncds.knowledge.Knowledge;
import org.springframework.http.CacheControl;
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

  private final byte[] discovery;
  private final ServiceCalls calls;
  private final Pipeline pipeline;
  private final Clock clock;
  private final Load load;
  private final Decisions decisions;

  CdsServicesController(
      Knowledge knowledge,
      ServiceCalls calls,
      Pipeline pipeline,
      Clock clock,
      Load load,
      Decisions decisions) {
    this.calls = calls;
    this.discovery = HookJson.discovery(knowledge.services());
    this.pipeline = pipeline;
    this.clock = clock;
    this.load = load;
    this.decisions = decisions;
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
    byte[] body = calls.body(request);
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
}

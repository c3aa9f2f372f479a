package org.ldncds.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import org.ldncds.hooks.HookJson;
import org.ldncds.hooks.Pipeline;
import org.ldncds.hooks.ServiceDefinition;
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

  CdsServicesController(Knowledge knowledge, ServiceCalls calls, Pipeline pipeline, Clock clock) {
    this.calls = calls;
    this.discovery = HookJson.discovery(knowledge.services());
    this.pipeline = pipeline;
    this.clock = clock;
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
    byte[] answer = HookJson.write(pipeline.answer(service, calls.body(request), clock.instant()));
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_JSON)
        .cacheControl(CacheControl.noStore())
        .body(answer);
  }
}

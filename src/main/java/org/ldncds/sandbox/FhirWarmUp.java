package org.ldncds.sandbox;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.ldncds.knowledge.Knowledge;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Asks the sandbox's own FHIR server what the hooks will ask it. Its first answers in a fresh JVM
 * take longer than a hook may wait. The start does not wait for this.
 */
@Component
@Profile("!production")
class FhirWarmUp {

  private static final Logger LOG = LoggerFactory.getLogger(FhirWarmUp.class);
  private static final Duration LONGEST = Duration.ofSeconds(20);
  private static final String OF_A_PATIENT = "patient={{context.patientId}}";

  private final List<String> searches;
  private final Environment environment;

  FhirWarmUp(Knowledge knowledge, Environment environment) {
    this.environment = environment;
    this.searches =
        knowledge.services().stream()
            .flatMap(service -> service.prefetch().values().stream())
            .filter(template -> template.contains(OF_A_PATIENT))
            .map(template -> template.replace(OF_A_PATIENT, "_format=json"))
            .distinct()
            .toList();
  }

  @EventListener
  void ready(ApplicationReadyEvent event) {
    String port = environment.getProperty("local.server.port", "");
    if (port.isEmpty() || environment.getProperty("server.ssl.enabled", Boolean.class, false)) {
      return;
    }
    Thread thread = new Thread(() -> ask("http://127.0.0.1:" + port + "/fhir/"), "fhir-warm-up");
    thread.setDaemon(true);
    thread.start();
  }

  private void ask(String base) {
    HttpClient client = HttpClient.newBuilder().connectTimeout(LONGEST).build();
    try {
      for (String search : searches) {
        client.send(
            HttpRequest.newBuilder(URI.create(base + search)).timeout(LONGEST).build(),
            BodyHandlers.discarding());
      }
    } catch (IOException e) {
      LOG.debug("the FHIR server is not warmed up");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

package org.ldncds.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.ldncds.knowledge.Knowledge;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** Descendants are loaded once the service is ready, until it ends, and metrics tell how far. */
class TerminologyLinkTest extends TerminologyTest {

  private static final String EXPAND = "/fhir/ValueSet/$expand";
  private static final String LOADED = "cds.terminology.descendants.loaded";
  private static final String MISSING = "cds.terminology.descendants.missing";
  private static final int LISTED = 121;

  private final MeterRegistry metrics = new SimpleMeterRegistry();

  private AnnotationConfigApplicationContext service(String url) {
    CdsProperties settings =
        new Binder(new MapConfigurationPropertySource(Map.of("cds.terminology.url", url)))
            .bind("cds", CdsProperties.class)
            .get();
    AnnotationConfigApplicationContext service = new AnnotationConfigApplicationContext();
    service.registerBean(Knowledge.class, () -> TestPipeline.KNOWLEDGE);
    service.registerBean(CdsProperties.class, () -> settings);
    service.registerBean(MeterRegistry.class, () -> metrics);
    service.register(TerminologyLink.class);
    service.refresh();
    return service;
  }

  private static void ready(AnnotationConfigApplicationContext service) {
    service.publishEvent(
        new ApplicationReadyEvent(
            new SpringApplication(), new String[0], service, Duration.ofSeconds(1)));
  }

  private int gauge(String name) {
    return (int) metrics.get(name).gauge().value();
  }

  private int expansions(String outcome) {
    return (int)
        metrics.get("cds.terminology.expansions").tag("outcome", outcome).counter().count();
  }

  private static void until(BooleanSupplier done) throws InterruptedException {
    long latest = System.nanoTime() + PLENTY.toNanos();
    while (!done.getAsBoolean()) {
      assertTrue(System.nanoTime() < latest, "it took too long");
      Thread.sleep(10);
    }
  }

  private static boolean isLoading() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().startsWith("descendants-"));
  }

  @Test
  void whenTheServiceIsReadyAllListedCodesAreLoadedAndWhenItEndsNothingIsLeft() throws Exception {
    on(
        EXPAND,
        fhir(
            200,
            "{'resourceType':'ValueSet','status':'active','expansion':{'timestamp':'2026-11-25','total':1,"
                + "'contains':[{'system':'http://snomed.info/sct','code':'900000001'}]}}"));
    AnnotationConfigApplicationContext service = service(server.baseUrl() + "/fhir");
    assertEquals(0, calls(), "nothing is asked for before it is ready");
    assertEquals(LISTED, gauge(MISSING));
    ready(service);
    until(() -> gauge(LOADED) == LISTED);
    assertEquals(0, gauge(MISSING));
    assertEquals(LISTED, expansions("loaded"));
    assertEquals(LISTED, calls(), "each code once, also the one that stands in two rows");
    service.close();
    until(() -> !isLoading());
  }

  @Test
  void readinessDoesNotWaitForASlowServer() throws Exception {
    on(EXPAND, outcome(503, "transient").withFixedDelay(1_500));
    AnnotationConfigApplicationContext service = service(server.baseUrl() + "/fhir");
    long begin = System.nanoTime();
    ready(service);
    long took = Duration.ofNanos(System.nanoTime() - begin).toMillis();
    assertTrue(took < 1_000, took + " ms");
    until(() -> expansions("failed") >= 4);
    assertEquals(0, gauge(LOADED));
    assertEquals(LISTED, gauge(MISSING));
    service.close();
    until(() -> !isLoading());
  }

  @Test
  void withoutAServerNothingIsLoadedAndNothingIsMissing() {
    AnnotationConfigApplicationContext service = service("");
    ready(service);
    assertEquals(0, gauge(LOADED));
    assertEquals(0, gauge(MISSING));
    assertTrue(service.getBean(TerminologyLink.class).server().isEmpty());
    assertTrue(!isLoading());
    service.close();
  }

  @Test
  void anUnsafeAddressStopsTheStart() {
    CdsProperties settings =
        new Binder(
                new MapConfigurationPropertySource(
                    Map.of("cds.terminology.url", "http://terminology.example/fhir")))
            .bind("cds", CdsProperties.class)
            .get();
    StartRefusedException refused =
        assertThrows(
            StartRefusedException.class,
            () -> new TerminologyLink(TestPipeline.KNOWLEDGE, settings, metrics));
    assertTrue(String.valueOf(refused.getMessage()).contains("cds.terminology.url"));
  }
}

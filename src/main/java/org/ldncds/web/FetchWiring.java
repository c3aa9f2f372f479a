package org.ldncds.web;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.ldncds.fhir.FetchListener;
import org.ldncds.fhir.FetchOutcome;
import org.ldncds.fhir.FhirFetch;
import org.ldncds.fhir.FhirLimits;
import org.ldncds.fhir.FhirServer;
import org.ldncds.fhir.FhirServers;
import org.ldncds.hooks.EhrData;
import org.ldncds.knowledge.Knowledge;
import org.springframework.boot.thread.Threading;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/** Puts together what fetches from the EHRs' FHIR servers, and which of them may be called. */
@Configuration
class FetchWiring {

  private static final String OWN = "/fhir";

  @Bean
  EhrData ehrData(
      Knowledge knowledge,
      CdsProperties settings,
      Environment environment,
      MeterRegistry meters,
      Traces traces,
      Load load) {
    boolean production = environment.acceptsProfiles(Profiles.of("production"));
    FhirServers servers =
        new FhirServers(
            byClient(settings.clients(), production),
            !production,
            production ? List::of : own(settings, environment));
    FhirFetch.Knowledge known =
        new FhirFetch.Knowledge(
            knowledge.drugs(),
            knowledge.units(),
            knowledge.windows(),
            settings.terminology().url() != null);
    return new EhrData(
        servers,
        new FhirFetch(
            known,
            limits(settings.limits()),
            executor(environment),
            listener(meters, traces, load)));
  }

  private static Map<String, List<FhirServer>> byClient(
      List<CdsProperties.ClientProperties> clients, boolean production) {
    Map<String, List<FhirServer>> servers = new HashMap<>();
    for (CdsProperties.ClientProperties client : clients) {
      servers.put(
          client.name(),
          client.fhirServers().stream()
              .map(address -> server(client, address, production))
              .toList());
    }
    return servers;
  }

  private static FhirServer server(
      CdsProperties.ClientProperties client, String address, boolean production) {
    String setting = "fhir-servers " + address + " of the client " + client.name();
    FhirServer server = server(setting, address, client.openFhir(), client.privateFhir());
    if (production && server.isPlainOverNetwork()) {
      throw new StartRefusedException(
          setting + " would send patient data unencrypted. Maybe https?");
    }
    return server;
  }

  private static FhirServer server(
      String setting, String address, boolean open, boolean privateAddress) {
    try {
      return FhirServer.of(address, open, privateAddress);
    } catch (IllegalArgumentException e) {
      throw new StartRefusedException(setting + " cannot be called: " + e.getMessage() + ".");
    }
  }

  /** The service's own FHIR server needs no token; its port is known once the service listens. */
  private static Supplier<List<FhirServer>> own(CdsProperties settings, Environment environment) {
    String url = ClientSettings.publicUrl(settings.publicUrl()) + OWN;
    FhirServer named = server("cds.public-url " + url, url, true, true);
    return () -> {
      List<FhirServer> own = new ArrayList<>(List.of(named));
      String port = environment.getProperty("local.server.port", "");
      if (!port.isEmpty()) {
        own.add(FhirServer.of("http://localhost:" + port + OWN, true, true));
        own.add(FhirServer.of("http://127.0.0.1:" + port + OWN, true, true));
      }
      return own;
    };
  }

  private static FhirLimits limits(CdsProperties.Limits limits) {
    return new FhirLimits(
        limits.fhirTime(),
        limits.fhirPages(),
        limits.fhirCalls(),
        limits.fhirMedications(),
        Math.toIntExact(limits.fhirAnswer().toBytes()),
        limits.fhirTotal().toBytes());
  }

  /** Waiting for names and servers costs next to nothing on virtual threads (JDK 21 and later). */
  private static Executor executor(Environment environment) {
    if (!Threading.VIRTUAL.isActive(environment)) {
      CustomizableThreadFactory threads = new CustomizableThreadFactory("fhir-");
      threads.setDaemon(true);
      return Executors.newCachedThreadPool(threads);
    }
    SimpleAsyncTaskExecutor executor = new SimpleAsyncTaskExecutor("fhir-");
    executor.setVirtualThreads(true);
    return executor;
  }

  private static FetchListener listener(MeterRegistry registry, Traces traces, Load load) {
    return new FetchListener() {
      @Override
      public void fetched(FetchOutcome outcome, Duration took) {
        count(registry, outcome, took);
      }

      /** Answers are heard on other threads, which know nothing of the call. */
      @Override
      public FetchListener ofRequest() {
        return traces.on() ? traced(registry, traces, load, Context.current()) : this;
      }

      @Override
      public Runnable waiting() {
        return load.pause();
      }
    };
  }

  private static FetchListener traced(
      MeterRegistry registry, Traces traces, Load load, Context call) {
    return new FetchListener() {
      @Override
      public void fetched(FetchOutcome outcome, Duration took) {
        count(registry, outcome, took);
        traces.fetched(call, outcome, took);
      }

      @Override
      public Runnable waiting() {
        return load.pause();
      }
    };
  }

  private static void count(MeterRegistry registry, FetchOutcome outcome, Duration took) {
    Timer.builder("cds.fhir.fetch")
        .description("Calls to EHRs' FHIR servers")
        .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
        .register(registry)
        .record(took);
  }
}

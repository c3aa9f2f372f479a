package org.ldncds.web;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.ldncds.fhir.DescendantsLoader;
import org.ldncds.fhir.Expansion.Outcome;
import org.ldncds.fhir.TerminologyServer;
import org.ldncds.knowledge.Knowledge;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * The terminology server that the deployer names, if any. Once the service is ready, descendants of
 * conditions are loaded from it in the background; metrics tell how far that got.
 */
@Component
class TerminologyLink implements DisposableBean {

  private final Optional<TerminologyServer> server;
  private final Optional<DescendantsLoader> loader;

  TerminologyLink(Knowledge knowledge, CdsProperties settings, MeterRegistry metrics) {
    this.server = server(settings.terminology(), knowledge);
    Map<Outcome, Counter> counters = new EnumMap<>(Outcome.class);
    for (Outcome outcome : Outcome.values()) {
      counters.put(
          outcome,
          Counter.builder("cds.terminology.expansions")
              .description("Listed codes whose descendants were asked for")
              .tag("outcome", outcome.label())
              .register(metrics));
    }
    this.loader =
        server.map(
            asked ->
                new DescendantsLoader(
                    asked, knowledge.conditions(), outcome -> count(counters.get(outcome))));
    gauge(
        "cds.terminology.descendants.loaded",
        "Listed SNOMED CT codes whose descendants are loaded",
        DescendantsLoader::loaded,
        metrics);
    gauge(
        "cds.terminology.descendants.missing",
        "Listed SNOMED CT codes whose descendants are not loaded",
        l -> l.listed() - l.loaded(),
        metrics);
  }

  private static void count(@Nullable Counter counter) {
    if (counter != null) {
      counter.increment();
    }
  }

  private void gauge(
      String name, String what, ToDoubleFunction<DescendantsLoader> figure, MeterRegistry metrics) {
    Gauge.builder(name, () -> loader.map(figure::applyAsDouble).orElse(0.0))
        .description(what)
        .register(metrics);
  }

  private static Optional<TerminologyServer> server(
      CdsProperties.Terminology asked, Knowledge knowledge) {
    if (asked.url() == null || asked.url().isBlank()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new TerminologyServer(
              new TerminologyServer.Settings(
                  new URI(asked.url()), asked.time(), asked.codes(), asked.remember()),
              knowledge.drugs()));
    } catch (URISyntaxException | IllegalArgumentException e) {
      throw new StartRefusedException(
          "cds.terminology.url=" + asked.url() + " cannot be asked: " + e.getMessage() + ".");
    }
  }

  Optional<TerminologyServer> server() {
    return server;
  }

  /** Readiness does not wait for it. */
  @EventListener(ApplicationReadyEvent.class)
  void load() {
    loader.ifPresent(DescendantsLoader::start);
  }

  @Override
  public void destroy() {
    loader.ifPresent(DescendantsLoader::close);
  }
}

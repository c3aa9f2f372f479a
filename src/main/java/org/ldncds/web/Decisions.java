package org.ldncds.web;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.ldncds.hooks.Card;
import org.ldncds.hooks.Client;
import org.ldncds.hooks.HookResponse;
import org.ldncds.hooks.ServiceDefinition;
import org.ldncds.hooks.Stage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The record of what was answered: one log line a decision, and figures. Neither names a patient,
 * an order or a drug: only topics, rules and the version of the knowledge.
 */
@Component
class Decisions {

  private static final Logger LOG = LoggerFactory.getLogger("org.ldncds.decisions");

  private final MeterRegistry metrics;
  private final Traces traces;
  private final String knowledgeVersion;
  private final Map<Stage, Timer> stages = new EnumMap<>(Stage.class);

  private final StageTimes times;

  Decisions(MeterRegistry metrics, Traces traces, CdsProperties settings, StageTimes times) {
    this.metrics = metrics;
    this.traces = traces;
    this.times = times;
    this.knowledgeVersion = Folders.find(settings.knowledge(), "cds-services").version();
    for (Stage stage : Stage.values()) {
      stages.put(
          stage,
          Timer.builder("cds.stage")
              .description("Time of each stage of an answer")
              .tag("stage", stage.name().toLowerCase(Locale.ROOT))
              .serviceLevelObjectives(
                  Duration.ofMillis(1),
                  Duration.ofMillis(10),
                  Duration.ofMillis(100),
                  Duration.ofMillis(500))
              .register(metrics));
    }
  }

  void took(Stage stage, long nanoseconds) {
    times.took(stage, nanoseconds);
    Timer timer = stages.get(stage);
    if (timer != null) {
      timer.record(nanoseconds, TimeUnit.NANOSECONDS);
    }
    traces.stage(stage, nanoseconds);
  }

  void made(ServiceDefinition service, Optional<Client> caller, HookResponse response) {
    for (Card card : response.cards()) {
      metrics
          .counter(
              "cds.cards",
              "service",
              service.id(),
              "topic",
              card.source().topic().code(),
              "indicator",
              card.indicator())
          .increment();
    }
    String client = caller.map(Client::name).orElse("-");
    List<String> cards =
        response.cards().stream()
            .map(card -> card.source().topic().code() + "/" + card.indicator())
            .toList();
    LOG.atInfo()
        .addKeyValue("service", service.id())
        .addKeyValue("client", client)
        .addKeyValue("cards", cards)
        .addKeyValue("rules", response.rules())
        .addKeyValue("knowledge", knowledgeVersion)
        .log(
            "decision: {} for {}: cards {} by rules {}, knowledge {}",
            service.id(),
            client,
            cards,
            response.rules(),
            knowledgeVersion);
  }
}

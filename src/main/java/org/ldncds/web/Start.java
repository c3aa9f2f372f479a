package org.ldncds.web;

import java.time.Clock;
import org.ldncds.hooks.Pipeline;
import org.ldncds.knowledge.Knowledge;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Warms the service up before it takes requests, and says where it is once it does. */
@Component
class Start implements InitializingBean {

  private static final Logger LOG = LoggerFactory.getLogger(Start.class);
  private static final int ROUNDS = 5;
  private static final String FIRST_STORY = "short-acting-opioid-current";

  private final Knowledge knowledge;
  private final Pipeline pipeline;
  private final Clock clock;
  private final SeedRequests requests;
  private final StartCheck startCheck;

  Start(
      Knowledge knowledge,
      Pipeline pipeline,
      Clock clock,
      CdsProperties settings,
      StartCheck startCheck) {
    this.knowledge = knowledge;
    this.pipeline = pipeline;
    this.clock = clock;
    this.startCheck = startCheck;
    this.requests = SeedRequests.in(Folders.find(settings.seeds(), "seeds"));
  }

  /** The first parse of FHIR in a fresh JVM takes seconds; no clinician shall wait for it. */
  @Override
  public void afterPropertiesSet() {
    if (startCheck.production()) {
      TokenWarmUp.run(clock);
    }
    for (int round = 0; round < ROUNDS; round++) {
      requests.rehearse(knowledge, pipeline, clock);
    }
  }

  @EventListener
  void ready(ApplicationReadyEvent event) {
    if (!(event.getApplicationContext() instanceof ServletWebServerApplicationContext context)
        || context.getWebServer() == null) {
      return;
    }
    String address = "http://127.0.0.1:" + context.getWebServer().getPort();
    if (!startCheck.production() && !startCheck.loopbackOnly()) {
      LOG.warn(
          "The sandbox is open to other machines (cds.sandbox.expose=true) and checks no one's identity: synthetic data only.");
    }
    if (startCheck.production()) {
      LOG.info(
          "LDN CDS is ready: {} products known. The rules have not been clinically reviewed.",
          knowledge.drugs().productCount());
      return;
    }
    LOG.info(
        """
        LDN CDS is ready: {} products, {} cases, {} seeds known. The rules have not been clinically reviewed.

          Playground: {}/
          Services:   {}/cds-services
          A plan:     {}/titration-plan
          A card:     curl -s -H 'Content-Type: application/json' -d @seeds/{}/order-sign.request.json {}/cds-services/{}
        """,
        knowledge.drugs().productCount(),
        knowledge.cases().size(),
        requests.files().size(),
        address,
        address,
        address,
        FIRST_STORY,
        address,
        knowledge.services().get(0).id());
  }
}

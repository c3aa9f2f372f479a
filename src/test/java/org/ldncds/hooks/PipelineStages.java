package org.ldncds.hooks;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.ldncds.clinical.check.Outcome;
import org.ldncds.clinical.titration.TitrationOffer;
import org.ldncds.fhir.FactsReader.ReadFacts;

/** The stages of one request, each to be run again and again by itself. */
public final class PipelineStages {

  private final Pipeline pipeline;
  private final ServiceDefinition service;
  private final byte[] body;
  private final Instant now;
  private final HookRequest request;
  private final ReadFacts read;
  private final List<Outcome> outcomes;
  private final List<TitrationOffer> offers;
  private final Call call;
  private final Orderer orderer;
  private final HookResponse response;

  public PipelineStages(Pipeline pipeline, ServiceDefinition service, byte[] body, Instant now) {
    this.pipeline = pipeline;
    this.service = service;
    this.body = body;
    this.now = now;
    this.request = HookRequestReader.read(body, service);
    this.read = pipeline.facts(request.records(), now);
    this.outcomes = pipeline.judge(service, read.facts());
    this.offers = pipeline.offers(service, read.facts(), outcomes);
    this.call =
        new Call(service, Client.UNKNOWN, request.userId(), request.records().patientId(), now);
    this.orderer = Orderer.of(request);
    this.response = HookResponse.of(pipeline.cards(read, outcomes, offers, call, orderer));
  }

  public Object read() {
    return HookRequestReader.read(body, service);
  }

  public Object facts() {
    return pipeline.facts(request.records(), now);
  }

  public Object checks() {
    return pipeline.judge(service, read.facts());
  }

  public Object plans() {
    return pipeline.offers(service, read.facts(), outcomes);
  }

  public Object cards() {
    return pipeline.cards(read, outcomes, offers, call, orderer);
  }

  /** All checks, the plans and the cards. */
  public Object judgement() {
    List<Outcome> found = pipeline.judge(service, read.facts());
    List<TitrationOffer> offered = pipeline.offers(service, read.facts(), found);
    return pipeline.cards(read, found, offered, call, orderer);
  }

  public Object bytes() {
    return HookJson.write(response);
  }

  public byte[] whole() {
    return HookJson.write(pipeline.answer(service, body, now, Optional.empty()));
  }
}

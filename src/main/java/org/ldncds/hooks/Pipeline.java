package org.ldncds.hooks;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ObjLongConsumer;
import java.util.function.Supplier;
import org.ldncds.clinical.check.Check;
import org.ldncds.clinical.check.Outcome;
import org.ldncds.clinical.facts.ClinicalFacts;
import org.ldncds.clinical.facts.Gap;
import org.ldncds.clinical.titration.TitrationOffer;
import org.ldncds.clinical.titration.TitrationPlanner;
import org.ldncds.fhir.FactsReader;
import org.ldncds.fhir.OtherPatientException;
import org.ldncds.fhir.PatientRecords;

/** The way of the data, from the bytes of a request to the cards of its answer. */
public final class Pipeline {

  private static final System.Logger LOG = System.getLogger(Pipeline.class.getName());
  private static final String PLANNER = "titration-plan";

  private final FactsReader factsReader;
  private final Map<String, Check> checks;
  private final TitrationPlanner planner;
  private final CardWriter cardWriter;
  private final CardSettings settings;
  private final Clients clients;
  private final ZoneId zone;
  private final Optional<EhrData> ehr;
  private final CardMemory memory;
  private final ObjLongConsumer<Stage> times;

  /**
   * @param checks by the name under which services list them
   * @param ehr fetches what a request lacks; empty where nothing is ever fetched
   * @param times told how many nanoseconds each stage took
   */
  public Pipeline(
      FactsReader factsReader,
      Map<String, Check> checks,
      TitrationPlanner planner,
      CardWriter cardWriter,
      CardSettings settings,
      Clients clients,
      ZoneId zone,
      Optional<EhrData> ehr,
      CardMemory memory,
      ObjLongConsumer<Stage> times) {
    this.factsReader = factsReader;
    this.checks = Map.copyOf(checks);
    this.planner = planner;
    this.cardWriter = cardWriter;
    this.settings = settings;
    this.clients = clients;
    this.zone = zone;
    this.ehr = ehr;
    this.memory = memory;
    this.times = times;
  }

  /** For a caller who did not prove who it is. */
  public HookResponse answer(ServiceDefinition service, byte[] body, Instant now) {
    return answer(service, body, now, Optional.empty());
  }

  /**
   * @param caller who signed the request; where nobody did, its FHIR server tells the client
   * @throws InvalidRequestException where the request cannot be answered as it is
   */
  public HookResponse answer(
      ServiceDefinition service, byte[] body, Instant now, Optional<Client> caller) {
    HookRequest request = timed(Stage.READ, () -> HookRequestReader.read(body, service));
    return answer(service, request, now, caller);
  }

  HookResponse answer(
      ServiceDefinition service, HookRequest request, Instant now, Optional<Client> caller) {
    Client client = caller.orElseGet(() -> clients.of(request));
    Call call = new Call(service, client, request.userId(), request.records().patientId(), now);
    PatientRecords records = timed(Stage.FETCH, () -> records(request, call));
    FactsReader.ReadFacts read = timed(Stage.FACTS, () -> facts(records, now));
    List<Outcome> outcomes = timed(Stage.CHECKS, () -> judge(service, read.facts()));
    List<TitrationOffer> offers = timed(Stage.PLANS, () -> offers(service, read.facts(), outcomes));
    List<WrittenCard> cards =
        timed(Stage.CARDS, () -> cards(read, outcomes, offers, call, Orderer.of(request)));
    memory.shown(call, cards);
    return HookResponse.of(cards);
  }

  private <T> T timed(Stage stage, Supplier<T> work) {
    long begin = System.nanoTime();
    T done = work.get();
    times.accept(stage, System.nanoTime() - begin);
    return done;
  }

  private PatientRecords records(HookRequest request, Call call) {
    return ehr.map(e -> e.complete(call.service(), request, call.client(), call.now()))
        .orElse(request.records());
  }

  FactsReader.ReadFacts facts(PatientRecords records, Instant now) {
    try {
      FactsReader.ReadFacts read = factsReader.read(records, now, zone);
      if (settings.strict() && isListMissing(read.facts())) {
        throw new InvalidRequestException(
            412,
            "prefetch.medicationRequests",
            "The medication list is needed and was not available.");
      }
      return read;
    } catch (OtherPatientException e) {
      throw new InvalidRequestException(
          422,
          "context.draftOrders",
          "The draft " + e.getMessage() + " is for another patient than context.patientId.");
    }
  }

  /** A list that was read in part is no reason to refuse: its cards say what is missing. */
  private static boolean isListMissing(ClinicalFacts facts) {
    return !facts.medicationListKnown()
        && facts.gaps().stream().noneMatch(g -> g.kind() == Gap.Kind.MEDICATION_LIST_IN_PART);
  }

  List<Outcome> judge(ServiceDefinition service, ClinicalFacts facts) {
    List<Outcome> outcomes = new ArrayList<>();
    for (String name : service.checks()) {
      Check check = Objects.requireNonNull(checks.get(name), name);
      try {
        outcomes.addAll(check.check(facts));
      } catch (RuntimeException e) {
        outcomes.add(failed(name, e));
      }
    }
    return outcomes;
  }

  /** No plan is offered where a check failed: what it would have forbidden is not known. */
  List<TitrationOffer> offers(
      ServiceDefinition service, ClinicalFacts facts, List<Outcome> outcomes) {
    boolean failed =
        outcomes.stream()
            .anyMatch(
                o ->
                    o instanceof Outcome.Undetermined u && u.gap().kind() == Gap.Kind.CHECK_FAILED);
    if (!service.offersPlans() || failed) {
      return List.of();
    }
    try {
      return planner.offers(facts, outcomes);
    } catch (RuntimeException e) {
      outcomes.add(failed(PLANNER, e));
      return List.of();
    }
  }

  List<WrittenCard> cards(
      FactsReader.ReadFacts read,
      List<Outcome> outcomes,
      List<TitrationOffer> offers,
      Call call,
      Orderer orderer) {
    return cardWriter.write(read, outcomes, offers, call, orderer, memory);
  }

  /** The fault is logged by its kind and place only: its message may hold patient data. */
  private static Outcome failed(String check, RuntimeException fault) {
    StackTraceElement[] trace = fault.getStackTrace();
    LOG.log(
        System.Logger.Level.ERROR,
        "check {0} failed: {1} at {2}",
        check,
        fault.getClass().getName(),
        trace.length == 0 ? "?" : trace[0]);
    return new Outcome.Undetermined(check, Gap.of(Gap.Kind.CHECK_FAILED, check));
  }
}

package org.ldncds.fhir;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.ldncds.clinical.drug.DrugCatalogue;
import org.ldncds.clinical.facts.Gap;
import org.ldncds.clinical.protocol.Windows;
import org.ldncds.clinical.quantity.Units;
import org.ldncds.fhir.FhirServers.Access;
import org.ldncds.fhir.PatientRecords.Prefetched;

/**
 * Fetches from the EHR's FHIR server what prefetch lacks, in one deadline. Whatever fails is told
 * with the records, so that the card says what was not checked; a server that failed again and
 * again is left alone for a while.
 */
public final class FhirFetch {

  /**
   * What a service asks for.
   *
   * @param templates of its prefetch, by key
   * @param tokens values of the templates' tokens, by name
   * @param always true where the patient matters whatever is ordered
   */
  public record Wanted(Map<String, String> templates, Map<String, String> tokens, boolean always) {}

  /** What the records are judged by, to see whether anything has to be fetched. */
  public record Knowledge(
      DrugCatalogue drugs, Units units, Windows windows, boolean codesAreLookedUp) {}

  private static final System.Logger LOG = System.getLogger(FhirFetch.class.getName());
  private static final int REQUESTS_THAT_OPEN = 5;
  private static final Duration LEFT_ALONE = Duration.ofSeconds(30);

  private final Knowledge knowledge;
  private final Judgements<DrugResolver.Found> knownDrugs = new Judgements<>();
  private final FhirSession.Tools tools;
  private final Map<String, CircuitBreaker> breakers = new ConcurrentHashMap<>();

  /**
   * @param executor for short pieces of work, and for names that are looked up
   */
  public FhirFetch(
      Knowledge knowledge, FhirLimits limits, Executor executor, FetchListener listener) {
    this(knowledge, limits, executor, listener, new AddressRules());
  }

  FhirFetch(
      Knowledge knowledge,
      FhirLimits limits,
      Executor executor,
      FetchListener listener,
      AddressRules addresses) {
    this.knowledge = knowledge;
    HttpClient http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1) // no upgrade in the middle of parallel calls
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(limits.time())
            .executor(executor)
            .build();
    this.tools = new FhirSession.Tools(http, executor, addresses, limits, listener);
  }

  /** The records with what could be fetched; what could not is named in them. */
  public PatientRecords complete(
      PatientRecords records,
      Wanted wanted,
      Access access,
      Optional<FhirAuthorization> token,
      Instant now) {
    Map<PrefetchKey, String> searches = searches(wanted);
    if (access instanceof Access.Refused refused) {
      tools.listener().fetched(FetchOutcome.NOT_CALLED, Duration.ZERO);
      return without(records, searches, Gap.Kind.SERVER_NOT_CALLED, refused.reason());
    }
    if (!(access instanceof Access.Allowed allowed)) {
      return records;
    }
    CircuitBreaker breaker =
        breakers.computeIfAbsent(allowed.server().base().text(), FhirFetch::breaker);
    if (!breaker.tryAcquirePermission()) {
      tools.listener().fetched(FetchOutcome.NOT_CALLED, Duration.ZERO);
      return without(
          records, searches, Gap.Kind.SERVER_UNREACHABLE, "it failed before and is left alone");
    }
    long begin = System.nanoTime();
    FhirSession session = new FhirSession(tools, allowed, token);
    try (session) {
      return new FetchRun(session, searches, this::orders, lookBack(now))
          .complete(records, wanted.always());
    } finally {
      note(breaker, session, System.nanoTime() - begin);
    }
  }

  private static Map<PrefetchKey, String> searches(Wanted wanted) {
    Map<PrefetchKey, String> searches = new EnumMap<>(PrefetchKey.class);
    wanted
        .templates()
        .forEach(
            (key, template) ->
                PrefetchKey.of(key)
                    .ifPresent(
                        known ->
                            PrefetchTemplate.fill(template, wanted.tokens())
                                .ifPresent(filled -> searches.put(known, filled))));
    return searches;
  }

  private static PatientRecords without(
      PatientRecords records, Map<PrefetchKey, String> searches, Gap.Kind kind, String reason) {
    MissingKeys missing = new MissingKeys(records);
    Map<String, Prefetched> none = new LinkedHashMap<>();
    searches.keySet().stream()
        .filter(missing::isMissing)
        .forEach(
            key ->
                none.put(
                    key.key(),
                    new Prefetched.NotFetched(kind, reason, missing.sentAllTheSame(key))));
    return records.with(none);
  }

  private OrdersAtHand orders(PatientRecords records) {
    CodeLookup noServer = new CodeLookup(knowledge.drugs(), Optional.empty(), knownDrugs);
    return new OrdersAtHand(
        records,
        new DrugResolver(knowledge.drugs(), noServer, knowledge.units()),
        knowledge.codesAreLookedUp());
  }

  /** A day earlier than any order's own today makes it. */
  private LocalDate lookBack(Instant now) {
    return LocalDate.ofInstant(now, ZoneOffset.UTC)
        .minusDays(knowledge.windows().recordLookBack() + 1L);
  }

  /** Counts requests, not calls: one slow moment is one failure, however much was asked for. */
  private static CircuitBreaker breaker(String server) {
    CircuitBreaker breaker =
        CircuitBreaker.of(
            server,
            CircuitBreakerConfig.custom()
                .slidingWindowSize(REQUESTS_THAT_OPEN)
                .minimumNumberOfCalls(REQUESTS_THAT_OPEN)
                .waitDurationInOpenState(LEFT_ALONE)
                .permittedNumberOfCallsInHalfOpenState(1)
                .build());
    breaker
        .getEventPublisher()
        .onStateTransition(
            event ->
                LOG.log(
                    System.Logger.Level.WARNING,
                    "FHIR server {0}: {1}",
                    server,
                    event.getStateTransition().getToState()));
    return breaker;
  }

  private static void note(CircuitBreaker breaker, FhirSession session, long took) {
    if (session.hasAnswered()) {
      breaker.onSuccess(took, TimeUnit.NANOSECONDS);
    } else if (session.hasFailed()) {
      breaker.onError(took, TimeUnit.NANOSECONDS, new IllegalStateException("no answer"));
    } else {
      breaker.releasePermission();
    }
  }
}

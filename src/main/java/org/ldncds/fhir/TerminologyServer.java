package org.ldncds.fhir;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.ldncds.clinical.drug.Code;
import org.ldncds.clinical.drug.DrugCatalogue;
import org.ldncds.clinical.drug.DrugRole;
import org.ldncds.clinical.drug.Terminology;

/**
 * Asks a FHIR terminology server what a code stands for: CodeSystem/$lookup, $validate-code where
 * that is not supported, and $subsumes against the drugs we know for SNOMED CT. Nothing but the
 * code and its system is sent. Answers are kept; a server that fails is left alone for a while.
 */
public final class TerminologyServer {

  /**
   * How it is asked.
   *
   * @param base of its FHIR addresses
   * @param time the most that all look-ups of one request wait together
   * @param codes the most codes one request asks for
   * @param remember how long what was found is kept
   */
  public record Settings(URI base, Duration time, int codes, Duration remember) {}

  private static final Set<DrugRole> MATTER = EnumSet.of(DrugRole.OPIOID, DrugRole.NALTREXONE);
  private static final int LARGEST_ANSWER = 256 * 1024;
  private static final int MOST_AT_ONCE = 256;
  private static final int FAILURES_THAT_OPEN = 5;
  private static final Duration LEFT_ALONE = Duration.ofSeconds(30);
  private static final Duration FAILURE_KEPT = Duration.ofSeconds(10);
  private static final long MOST_KEPT = 100_000;

  /** A call goes on a while after its request was answered without it: the next one profits. */
  private static final Duration LONGEST_CALL = Duration.ofSeconds(5);

  private final Settings settings;
  private final DrugCatalogue drugs;
  private final List<Code> snomed;
  private final TerminologyCalls calls;
  private final Descendants descendants = new Descendants();
  private final CircuitBreaker breaker =
      CircuitBreaker.of(
          "terminology",
          CircuitBreakerConfig.custom()
              .slidingWindowSize(FAILURES_THAT_OPEN)
              .minimumNumberOfCalls(FAILURES_THAT_OPEN)
              .waitDurationInOpenState(LEFT_ALONE)
              .permittedNumberOfCallsInHalfOpenState(1)
              .build());
  private final AtomicInteger underWay = new AtomicInteger();
  private final AsyncCache<Code, LookedUp> answers;

  /**
   * @throws IllegalArgumentException where the address is not one that may be asked
   */
  public TerminologyServer(Settings settings, DrugCatalogue drugs) {
    this.calls = new TerminologyCalls(settings.base);
    this.settings = settings;
    this.drugs = drugs;
    this.snomed =
        drugs.ingredients().stream()
            .filter(listed -> MATTER.contains(listed.ingredient().role()))
            .flatMap(listed -> listed.codes().stream())
            .filter(code -> code.system() == Terminology.SNOMED)
            .distinct()
            .toList();
    this.answers =
        Caffeine.newBuilder()
            .maximumSize(MOST_KEPT)
            .expireAfter(
                Expiry.<Code, LookedUp>creating(
                    (code, answer) ->
                        answer instanceof LookedUp.Failed ? FAILURE_KEPT : settings.remember))
            .buildAsync();
  }

  Settings settings() {
    return settings;
  }

  TerminologyCalls calls() {
    return calls;
  }

  /** Those of conditions, as far as they were loaded. */
  Descendants descendants() {
    return descendants;
  }

  /** What it says of the code; never completes with an exception. */
  CompletableFuture<LookedUp> find(Code code) {
    return answers.get(code, (c, executor) -> ask(c));
  }

  private CompletableFuture<LookedUp> ask(Code code) {
    String uri = code.system().uri();
    return call("$lookup", Map.of("system", uri, "code", code.value()))
        .thenCompose(
            answer -> {
              if (answer.isDone()) {
                return CompletableFuture.completedFuture((LookedUp) answer.found(code.system()));
              }
              return answer.isNotSupported()
                  ? validate(code)
                  : CompletableFuture.completedFuture(without(answer));
            })
        .thenCompose(
            found -> code.system() == Terminology.SNOMED ? subsumed(code, found) : done(found))
        .exceptionally(fault -> new LookedUp.Failed());
  }

  private static CompletableFuture<LookedUp> done(LookedUp found) {
    return CompletableFuture.completedFuture(found);
  }

  private static LookedUp without(TerminologyAnswer answer) {
    return answer.saysNotKnown() ? new LookedUp.NotKnown() : new LookedUp.Failed();
  }

  private CompletableFuture<LookedUp> validate(Code code) {
    return call("$validate-code", Map.of("url", code.system().uri(), "code", code.value()))
        .thenApply(
            answer -> {
              if (!answer.isDone()) {
                return without(answer);
              }
              return answer.value("result").equals("true")
                  ? answer.found(code.system())
                  : new LookedUp.NotKnown();
            });
  }

  /** Where neither name nor property of a SNOMED CT code helped: is it one of those we know? */
  private CompletableFuture<LookedUp> subsumed(Code code, LookedUp found) {
    if (!(found instanceof LookedUp.Known known)
        || drugs.find(known.codes(), known.names()).isPresent()) {
      return done(found);
    }
    List<CompletableFuture<Boolean>> asked = new ArrayList<>();
    for (Code ours : snomed) {
      asked.add(
          call(
                  "$subsumes",
                  Map.of(
                      "system", code.system().uri(), "codeA", ours.value(), "codeB", code.value()))
              .thenApply(TerminologyServer::isSubsumed));
    }
    return CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new))
        .thenApply(
            all -> {
              List<Code> codes = new ArrayList<>(known.codes());
              for (int i = 0; i < asked.size(); i++) {
                if (asked.get(i).join()) {
                  codes.add(snomed.get(i));
                }
              }
              return new LookedUp.Known(known.names(), codes);
            });
  }

  private static boolean isSubsumed(TerminologyAnswer answer) {
    if (!answer.isSound()) {
      throw new IllegalStateException("no answer");
    }
    String outcome = answer.value("outcome");
    return answer.isDone() && (outcome.equals("subsumes") || outcome.equals("equivalent"));
  }

  private CompletableFuture<TerminologyAnswer> call(String operation, Map<String, String> query) {
    if (underWay.incrementAndGet() > MOST_AT_ONCE || !breaker.tryAcquirePermission()) {
      underWay.decrementAndGet();
      return CompletableFuture.failedFuture(new IllegalStateException("not asked"));
    }
    long begin = System.nanoTime();
    return calls
        .get("CodeSystem/" + operation, query, LARGEST_ANSWER, LONGEST_CALL)
        .whenComplete(
            (answer, fault) -> {
              underWay.decrementAndGet();
              if (fault == null && answer.isSound()) {
                breaker.onSuccess(System.nanoTime() - begin, TimeUnit.NANOSECONDS);
              } else {
                breaker.onError(
                    System.nanoTime() - begin,
                    TimeUnit.NANOSECONDS,
                    fault == null ? new IllegalStateException("no answer") : fault);
              }
            });
  }
}

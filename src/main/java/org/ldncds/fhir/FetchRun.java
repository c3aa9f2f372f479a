package org.ldncds.fhir;

import java.time.LocalDate;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.ldncds.fhir.PatientRecords.Prefetched;

/**
 * One request's fetching: where an order matters, all that is missing at once, then the drugs that
 * orders and records refer to.
 */
final class FetchRun {

  /** Under which the Medications stand that were read one by one; no key of a service. */
  private static final String MEDICATIONS = "(medications)";

  private static final Fetched TOO_SLOW = new Fetched.Failed(FetchOutcome.TOO_SLOW, "");

  private final FhirSession session;
  private final Map<PrefetchKey, String> searches;
  private final Function<PatientRecords, OrdersAtHand> judge;
  private final LocalDate goesBackTo;
  private final MedicationReads medications;

  /**
   * @param searches what may be asked for, by key, relative to the server's base
   * @param goesBackTo what was written before that day is of no concern
   */
  FetchRun(
      FhirSession session,
      Map<PrefetchKey, String> searches,
      Function<PatientRecords, OrdersAtHand> judge,
      LocalDate goesBackTo) {
    this.session = session;
    this.searches = searches;
    this.judge = judge;
    this.goesBackTo = goesBackTo;
    this.medications = new MedicationReads(session);
  }

  /**
   * @param always true where the patient matters whatever is ordered
   */
  PatientRecords complete(PatientRecords records, boolean always) {
    OrdersAtHand orders = judge.apply(records);
    if (orders.areForAnother()) {
      return records;
    }
    if (always || orders.matter()) {
      return everything(records, orders);
    }
    Set<String> unknown = orders.medicationsOfOrders();
    if (unknown.isEmpty()) {
      return records;
    }
    PatientRecords told = withMedications(records, unknown);
    OrdersAtHand toldOrders = judge.apply(told);
    return toldOrders.matter() ? everything(told, toldOrders) : told;
  }

  private PatientRecords everything(PatientRecords records, OrdersAtHand orders) {
    Map<PrefetchKey, CompletableFuture<Fetched>> asked = ask(new MissingKeys(records));
    medications.ask(orders.medications());
    Map<String, Prefetched> results = new LinkedHashMap<>();
    MissingKeys missing = new MissingKeys(records);
    asked.forEach(
        (key, answer) ->
            results.put(key.key(), missing.result(key, session.await(answer, () -> TOO_SLOW))));
    PatientRecords found = records.with(results);
    return withMedications(found, judge.apply(found).medications());
  }

  private Map<PrefetchKey, CompletableFuture<Fetched>> ask(MissingKeys missing) {
    Map<PrefetchKey, CompletableFuture<Fetched>> asked = new EnumMap<>(PrefetchKey.class);
    searches.forEach(
        (key, search) -> {
          FhirSearch reader = new FhirSearch(session, key, goesBackTo);
          Optional<RawResource> page = missing.cutOff(key);
          if (missing.isMissing(key)) {
            WebAddress.of(session.base().text() + "/" + search)
                .ifPresent(address -> asked.put(key, reader.start(address)));
          } else if (page.isPresent()) {
            asked.put(key, reader.goOn(page.get()));
          }
        });
    return asked;
  }

  private PatientRecords withMedications(PatientRecords records, Set<String> references) {
    medications.ask(references);
    session.await(medications.all(), () -> null);
    return medications
        .found()
        .map(bundle -> records.with(Map.of(MEDICATIONS, new Prefetched.Answer(bundle))))
        .orElse(records);
  }
}

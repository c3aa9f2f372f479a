package org.ldncds.clinical.facts;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.ldncds.clinical.drug.Drug;

/**
 * All that was read of one request, resolved and ready to be judged.
 *
 * @param today the day in the order's own offset, else in the service's zone
 * @param birthDate the latest day a partial birth date allows
 * @param female true where the record says so
 * @param orders those under review, and those planned beside them
 * @param medicationListKnown false where interactions cannot be ruled out because no list was given
 * @param answered the kinds of record that were given in full, even without an entry
 */
public record ClinicalFacts(
    LocalDate today,
    Optional<LocalDate> birthDate,
    boolean female,
    List<Order> orders,
    List<Exposure> exposures,
    List<Problem> problems,
    List<LabResult> labs,
    List<Allergy> allergies,
    Workup workup,
    boolean medicationListKnown,
    List<Gap> gaps,
    Set<Answered> answered) {

  /** Kinds of record of which it matters whether none was found or none was sought. */
  public enum Answered {
    DISPENSES,
    RESULTS
  }

  public ClinicalFacts {
    orders = List.copyOf(orders);
    exposures = List.copyOf(exposures);
    problems = List.copyOf(problems);
    labs = List.copyOf(labs);
    allergies = List.copyOf(allergies);
    gaps = List.copyOf(gaps);
    answered = Set.copyOf(answered);
  }

  /** No order was of concern, so nothing else was read. */
  public static ClinicalFacts ofNoConcern(LocalDate today, List<Gap> gaps) {
    return new ClinicalFacts(
        today,
        Optional.empty(),
        false,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Workup.NONE,
        true,
        gaps,
        Set.of());
  }

  /** The same where no medication list was given. */
  public ClinicalFacts withoutMedicationList() {
    return new ClinicalFacts(
        today, birthDate, female, orders, exposures, problems, labs, allergies, workup, false, gaps,
        answered);
  }

  /** Those under review. */
  public List<Order> naltrexoneOrders() {
    return orders(false, drug -> drug.naltrexone().isPresent());
  }

  /** Those under review. */
  public List<Order> opioidOrders() {
    return orders(false, drug -> drug.opioid().isPresent());
  }

  /** Those that are not under review themselves. */
  public List<Order> plannedOrders(Predicate<Drug> drug) {
    return orders(true, drug);
  }

  private List<Order> orders(boolean planned, Predicate<Drug> drug) {
    return orders.stream()
        .filter(order -> order.planned() == planned && drug.test(order.drug()))
        .toList();
  }

  public List<Exposure> exposuresTo(Predicate<Drug> drug) {
    return exposures.stream().filter(exposure -> drug.test(exposure.drug())).toList();
  }
}

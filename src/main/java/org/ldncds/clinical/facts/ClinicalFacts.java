package org.ldncds.clinical.facts;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.ldncds.clinical.drug.Drug;

/**
 * All that was read of one request, resolved and ready to be judged.
 *
 * @param today the day in the order's own offset, else in the service's zone
 * @param birthDate the latest day a partial birth date allows
 * @param female true where the record says so
 * @param medicationListKnown false where interactions cannot be ruled out because no list was given
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
    List<Gap> gaps) {

  public ClinicalFacts {
    orders = List.copyOf(orders);
    exposures = List.copyOf(exposures);
    problems = List.copyOf(problems);
    labs = List.copyOf(labs);
    allergies = List.copyOf(allergies);
    gaps = List.copyOf(gaps);
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
        gaps);
  }

  public List<Order> naltrexoneOrders() {
    return orders.stream().filter(order -> order.drug().naltrexone().isPresent()).toList();
  }

  public List<Order> opioidOrders() {
    return orders.stream().filter(order -> order.drug().opioid().isPresent()).toList();
  }

  public List<Exposure> exposuresTo(Predicate<Drug> drug) {
    return exposures.stream().filter(exposure -> drug.test(exposure.drug())).toList();
  }
}

package org.ldncds.clinical.check;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ldncds.clinical.check.Sighting.Weakness;
import org.ldncds.clinical.drug.Drug;
import org.ldncds.clinical.drug.Form;
import org.ldncds.clinical.facts.ClinicalFacts;
import org.ldncds.clinical.facts.Exposure;
import org.ldncds.clinical.facts.Order;
import org.ldncds.clinical.facts.Witness;

/**
 * Finds medicines that cautions name: those that are taken, and those that are ordered in the same
 * signature as naltrexone, since from then on they are taken together. Rules PR-4 and PR-5.
 */
record MedicineSigns(ClinicalFacts facts) {

  /** One that is taken already is told once, by its record; an order settles what is in doubt. */
  List<Sighting> of(Sign.Medicines sign) {
    List<Exposure> exposures = facts.exposuresTo(drug -> isNamed(sign, drug));
    List<Order> orders = ordered(sign);
    Set<String> taken =
        identities(exposures.stream().filter(Exposure::isCurrent).map(Exposure::drug));
    Set<String> ordered = identities(orders.stream().map(Order::drug));
    Predicate<Exposure> counts =
        exposure ->
            exposure.isCurrent()
                || (exposure.isInDoubt() && !ordered.contains(exposure.drug().identity()));
    return Stream.concat(
            exposures.stream().filter(counts).map(MedicineSigns::taken),
            orders.stream()
                .filter(order -> !taken.contains(order.drug().identity()))
                .map(this::orderedNow))
        .toList();
  }

  private static Set<String> identities(Stream<Drug> drugs) {
    return drugs.map(Drug::identity).collect(Collectors.toSet());
  }

  /** What is put on the skin acts there. */
  private static boolean isNamed(Sign.Medicines sign, Drug drug) {
    return drug.form() != Form.TOPICAL
        && drug.components().stream()
            .anyMatch(component -> sign.ingredients().contains(component.ingredient().name()));
  }

  /** Only planned ones too, unless their dates keep them apart from each naltrexone order. */
  private List<Order> ordered(Sign.Medicines sign) {
    List<Order> naltrexone = facts.naltrexoneOrders();
    return facts.orders().stream()
        .filter(order -> order.drug().naltrexone().isEmpty() && isNamed(sign, order.drug()))
        .filter(
            order -> naltrexone.stream().anyMatch(other -> !order.isApart(other, facts.today())))
        .toList();
  }

  private static Sighting taken(Exposure exposure) {
    Witness witness = exposure.isCurrent() ? exposure.decisive() : exposure.doubt();
    Optional<LocalDate> first =
        exposure.witnesses().stream()
            .flatMap(w -> w.since().or(w::recorded).stream())
            .min(Comparator.naturalOrder());
    return new Sighting(
        witness.drug().name(),
        witness.since(),
        first,
        Optional.of(witness.record()),
        "",
        exposure.isCurrent() ? Set.of() : Set.of(Weakness.MAYBE_PAST));
  }

  private Sighting orderedNow(Order order) {
    return new Sighting(
        order.drug().name(),
        Optional.empty(),
        Optional.of(facts.today()),
        Optional.of(order.record()),
        "",
        Set.of(Weakness.ORDERED_NOW));
  }
}

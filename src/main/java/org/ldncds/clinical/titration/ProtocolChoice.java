package org.ldncds.clinical.titration;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ldncds.clinical.drug.Drug;
import org.ldncds.clinical.drug.DrugRole;
import org.ldncds.clinical.drug.Strength.Per;
import org.ldncds.clinical.facts.ClinicalFacts;
import org.ldncds.clinical.facts.Exposure;
import org.ldncds.clinical.facts.Order;
import org.ldncds.clinical.protocol.TitrationChoice;
import org.ldncds.clinical.protocol.TitrationProtocol;
import org.ldncds.clinical.quantity.Dose;

/** Which protocols suit an order, the best first: chosen by the patient, the product and speed. */
final class ProtocolChoice {

  private final List<TitrationProtocol> bySpeed;
  private final List<TitrationProtocol> ofCapsules;
  private final Map<String, TitrationProtocol> protocols;
  private final TitrationChoice choice;

  /**
   * @param protocols by id; holds every id that the choice names
   */
  ProtocolChoice(Map<String, TitrationProtocol> protocols, TitrationChoice choice) {
    this.protocols = Map.copyOf(protocols);
    this.choice = choice;
    this.bySpeed = protocols.values().stream().sorted(TitrationProtocol.SLOWEST_FIRST).toList();
    this.ofCapsules = bySpeed.stream().filter(TitrationPlan::isMadeOfCapsules).toList();
  }

  /**
   * The protocol for this order, then the others that can be had: the nearest in speed first, the
   * slower of two; for a sensitive patient slower ones only.
   */
  List<TitrationProtocol> ranked(Wish wish, ClinicalFacts facts) {
    boolean sensitive = isSensitive(wish.order(), facts);
    int place = bySpeed.indexOf(chosen(wish, sensitive));
    return IntStream.range(0, bySpeed.size())
        .filter(other -> !sensitive || other <= place)
        .boxed()
        .sorted(Comparator.comparing(other -> Math.abs(other - place)))
        .map(bySpeed::get)
        .filter(protocol -> wish.taking().isLiquid() || ofCapsules.contains(protocol))
        .toList();
  }

  /** True where capsules in stock make the dose, of whichever protocol. */
  boolean isMadeOfCapsules(Dose dose) {
    List<Dose> strengths =
        bySpeed.stream().flatMap(protocol -> protocol.capsules().stream()).distinct().toList();
    return Capsules.fewest(dose, strengths).isPresent();
  }

  /** True where a dosing syringe can measure every dose of every protocol. */
  boolean isMeasurable(BigDecimal millilitresPerMilligram) {
    return bySpeed.stream()
        .flatMap(protocol -> protocol.doses().stream())
        .map(dose -> dose.milligrams().multiply(millilitresPerMilligram))
        .allMatch(millilitres -> millilitres.remainder(choice.smallestMeasure()).signum() == 0);
  }

  private boolean isSensitive(Order order, ClinicalFacts facts) {
    boolean condition =
        Stream.concat(facts.problems().stream().filter(p -> p.isActive()), order.reasons().stream())
            .anyMatch(
                p ->
                    p.isInAny(choice.sensitivities())
                        || (p.severe() && p.isInAny(choice.autoimmune())));
    return condition
        || facts.exposuresTo(ProtocolChoice::isThyroidHormone).stream()
            .anyMatch(Exposure::isCurrent)
        || facts.orders().stream().anyMatch(ordered -> isThyroidHormone(ordered.drug()));
  }

  private static boolean isThyroidHormone(Drug drug) {
    return drug.is(DrugRole.THYROID_HORMONE);
  }

  private TitrationProtocol chosen(Wish wish, boolean sensitive) {
    if (sensitive) {
      return protocol(choice.forSensitive());
    }
    return protocol(
        choice.byFirstDose().entrySet().stream()
            .filter(entry -> isProductOrFirstDose(entry.getKey(), wish))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElse(choice.otherwise()));
  }

  private static boolean isProductOrFirstDose(Dose dose, Wish wish) {
    boolean product =
        wish.order()
            .drug()
            .strength()
            .filter(s -> s.isPer(Per.UNIT) && s.amount().equals(dose))
            .isPresent();
    return product || wish.read().first().largestSingle().equals(dose);
  }

  private TitrationProtocol protocol(String id) {
    TitrationProtocol protocol = protocols.get(id);
    if (protocol == null) {
      throw new IllegalStateException("The choice names a protocol that does not exist: " + id);
    }
    return protocol;
  }
}

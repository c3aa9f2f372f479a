package org.ldncds.clinical.check;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ldncds.clinical.drug.Drug;
import org.ldncds.clinical.drug.DrugRole;
import org.ldncds.clinical.facts.ClinicalFacts;
import org.ldncds.clinical.facts.DosageReading.Read;
import org.ldncds.clinical.facts.Exposure;
import org.ldncds.clinical.facts.Order;
import org.ldncds.clinical.facts.RecordReference;
import org.ldncds.clinical.facts.Witness;
import org.ldncds.clinical.facts.Witness.State;
import org.ldncds.clinical.protocol.DoseLimits;
import org.ldncds.clinical.protocol.Windows;

/**
 * Is a second opioid antagonist current beside the naltrexone ordered, or ordered with it? Rules
 * DT-1 to DT-4. A renewal or a change of dose is none, nor is naloxone or nasal nalmefene for
 * rescue; products of an opioid with naltrexone are opioids.
 */
public final class DuplicateTherapyCheck implements Check {

  public static final String NAME = "duplicate-therapy";

  private final DoseLimits limits;
  private final Windows windows;

  public DuplicateTherapyCheck(DoseLimits limits, Windows windows) {
    this.limits = limits;
    this.windows = windows;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Outcome> check(ClinicalFacts facts) {
    List<Outcome> outcomes = new ArrayList<>();
    for (Order order : facts.naltrexoneOrders()) {
      product(order).ifPresent(product -> outcomes.addAll(current(order, product, facts)));
    }
    outcomes.addAll(orderedTogether(facts));
    return outcomes.isEmpty() ? List.of(new Outcome.Clear(NAME)) : outcomes;
  }

  private Optional<Antagonist> product(Order order) {
    return Antagonist.of(order.drug(), order.dosage(), limits);
  }

  /** DT-1 to DT-3: one finding for each product that is current beside the order. */
  private List<Finding> current(Order order, Antagonist ordered, ClinicalFacts facts) {
    Set<RecordReference> revised =
        facts.orders().stream().map(Order::record).collect(Collectors.toSet());
    LocalDate day = order.judgedOn(facts.today());
    Map<Antagonist, List<Witness>> beside = new LinkedHashMap<>();
    facts.exposuresTo(DuplicateTherapyCheck::isAntagonist).stream()
        .flatMap(exposure -> exposure.witnesses().stream())
        .filter(witness -> actsOn(witness, day) && !revised.contains(witness.record()))
        .forEach(
            witness ->
                Antagonist.of(witness.drug(), witness.dosage(), limits)
                    .filter(ordered::isBeside)
                    .ifPresent(
                        other ->
                            beside.computeIfAbsent(other, o -> new ArrayList<>()).add(witness)));
    return beside.entrySet().stream()
        .flatMap(
            entry ->
                Exposure.merge(entry.getValue()).stream()
                    .map(exposure -> finding(order, rule(ordered, entry.getKey()), exposure)))
        .toList();
  }

  private static boolean isAntagonist(Drug drug) {
    return drug.is(DrugRole.NALTREXONE) || drug.is(DrugRole.DUPLICATE_ANTAGONIST);
  }

  /** What was injected is current until it stops acting. */
  private boolean actsOn(Witness witness, LocalDate day) {
    return witness.state() == State.CURRENT
        && witness
            .lastDose()
            .map(last -> Windows.isInside(last, windows.lengthOfAction(witness.drug()), day))
            .orElse(true);
  }

  private static Rule rule(Antagonist ordered, Antagonist other) {
    if (other == Antagonist.OTHER_DRUG) {
      return Rule.DT_3;
    }
    return ordered == Antagonist.COMBINATION || other == Antagonist.COMBINATION
        ? Rule.DT_2
        : Rule.DT_1;
  }

  private Finding finding(Order order, Rule rule, Exposure exposure) {
    Witness witness = exposure.decisive();
    String dose = witness.dosage() instanceof Read read ? " " + read.largestSingle() : "";
    Optional<LocalDate> until =
        witness.lastDose().map(last -> last.plusDays(windows.lengthOfAction(witness.drug())));
    Map<String, String> values =
        Map.of(
            "naltrexone", order.title(),
            "other", exposure.drug().lead().ingredient().name() + dose,
            "depot", exposure.drug().isDepot() ? "true" : "",
            "freeFrom", until.map(LocalDate::toString).orElse(""),
            "record", witness.record().toString(),
            "since", witness.since().or(witness::recorded).map(LocalDate::toString).orElse(""));
    Evidence evidence = new Evidence(exposure, witness, OptionalInt.empty(), until);
    return new Finding(
        rule, Indicator.WARNING, List.of(order), List.of(evidence), values, Optional.empty());
  }

  /** DT-4: also two orders of one product, unless their dates keep them apart. */
  private List<Finding> orderedTogether(ClinicalFacts facts) {
    List<Order> orders =
        facts.orders().stream().filter(order -> product(order).isPresent()).toList();
    List<Finding> findings = new ArrayList<>();
    for (int i = 0; i < orders.size(); i++) {
      for (int j = i + 1; j < orders.size(); j++) {
        Order first = orders.get(i);
        Order second = orders.get(j);
        boolean naltrexone =
            Stream.of(first, second)
                .anyMatch(order -> product(order).filter(Antagonist::isNaltrexone).isPresent());
        if (naltrexone && !first.isApart(second, facts.today())) {
          findings.add(together(first, second));
        }
      }
    }
    return findings;
  }

  private static Finding together(Order first, Order second) {
    Map<String, String> values =
        Map.of(
            "naltrexone", first.title(),
            "product", first.drug().name(),
            "other", second.title(),
            "otherProduct", second.drug().name());
    return new Finding(
        Rule.DT_4, Indicator.WARNING, List.of(first, second), List.of(), values, Optional.empty());
  }
}

package org.ldncds.clinical.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ldncds.clinical.drug.Drug;
import org.ldncds.clinical.drug.Drug.NaltrexoneKind;
import org.ldncds.clinical.drug.DrugRole;
import org.ldncds.clinical.facts.ClinicalFacts;
import org.ldncds.clinical.facts.Order;
import org.ldncds.clinical.facts.Problem;
import org.ldncds.clinical.protocol.DoseLimits;
import org.ldncds.clinical.protocol.TitrationChoice;
import org.ldncds.clinical.protocol.Windows;

/**
 * Is low-dose naltrexone begun where other drugs come first, or where little is to be expected?
 * Rules IN-1 and IN-2; they inform and never block.
 */
public final class IndicationCheck implements Check {

  public static final String NAME = "indication";

  private final Indications indications;
  private final DoseLimits limits;
  private final TitrationChoice choice;
  private final NaltrexoneStart start;

  public IndicationCheck(
      Indications indications, DoseLimits limits, TitrationChoice choice, Windows windows) {
    this.indications = indications;
    this.limits = limits;
    this.choice = choice;
    this.start = new NaltrexoneStart(limits, windows);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Outcome> check(ClinicalFacts facts) {
    List<Outcome> outcomes = new ArrayList<>();
    for (Order order : start.ordersIn(facts)) {
      boolean low =
          order.drug().naltrexone().equals(Optional.of(NaltrexoneKind.ORAL))
              && Intent.of(order, facts, limits, choice) == Intent.LDN;
      if (low) {
        nothingTried(order, facts).ifPresent(outcomes::add);
        lowerResponse(order).ifPresent(outcomes::add);
      }
    }
    return outcomes.isEmpty() ? List.of(new Outcome.Clear(NAME)) : outcomes;
  }

  /** IN-1. A list that was cut off or not readable proves no absence. */
  private Optional<Finding> nothingTried(Order order, ClinicalFacts facts) {
    boolean whole = facts.gaps().stream().noneMatch(gap -> gap.kind().isSerious());
    boolean tried =
        !facts.exposuresTo(drug -> indications.triedFirst().contains(role(drug))).isEmpty();
    if (!whole || tried || isForOtherThanPain(order, facts)) {
      return Optional.empty();
    }
    Map<String, String> values =
        Map.of("naltrexone", order.title(), "tried", indications.triedFirstNames());
    return Optional.of(Finding.of(Rule.IN_1, Indicator.INFO, order, values));
  }

  private static DrugRole role(Drug drug) {
    return drug.lead().ingredient().role();
  }

  /** By the order's reasons, else by the active problems for which a low dose is tried. */
  private boolean isForOtherThanPain(Order order, ClinicalFacts facts) {
    List<Problem> reasons =
        order.reasons().isEmpty()
            ? facts.problems().stream()
                .filter(p -> p.isActive() && p.isInAny(choice.indications()))
                .toList()
            : order.reasons();
    return !reasons.isEmpty()
        && reasons.stream().allMatch(reason -> reason.isInAny(indications.otherThanPain()));
  }

  /** IN-2. */
  private Optional<Finding> lowerResponse(Order order) {
    return order.reasons().stream()
        .filter(reason -> reason.isInAny(indications.lowerResponse()))
        .findFirst()
        .map(
            reason ->
                Finding.of(
                    Rule.IN_2,
                    Indicator.INFO,
                    order,
                    Map.of("naltrexone", order.title(), "problem", reason.name())));
  }
}

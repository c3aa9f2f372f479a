package org.ldncds.clinical.check;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.ldncds.clinical.drug.Drug.NaltrexoneKind;
import org.ldncds.clinical.drug.DrugRole;
import org.ldncds.clinical.drug.Opioid;
import org.ldncds.clinical.drug.Opioid.Conflict;
import org.ldncds.clinical.facts.ClinicalFacts;
import org.ldncds.clinical.facts.DosageReading.Read;
import org.ldncds.clinical.facts.Exposure;
import org.ldncds.clinical.facts.Order;
import org.ldncds.clinical.facts.Problem;
import org.ldncds.clinical.facts.Witness;
import org.ldncds.clinical.facts.Witness.State;
import org.ldncds.clinical.protocol.DoseLimits;
import org.ldncds.clinical.protocol.Windows;

/**
 * An opioid is ordered: does naltrexone still block it, or has it just stopped and left tolerance
 * low? Rules OC-10 to OC-13 and OC-16. Rescue naloxone is no opioid and never reaches this check
 * (OC-14).
 */
public final class OpioidOrderCheck implements Check {

  public static final String NAME = "opioid-order";

  private final Windows windows;
  private final DoseLimits limits;
  private final Set<String> useDisorders;
  private final SurgeryAhead surgery;

  /**
   * @param useDisorders condition groups for which naltrexone must not be stopped without its
   *     prescriber
   */
  public OpioidOrderCheck(Windows windows, DoseLimits limits, Set<String> useDisorders) {
    this.windows = windows;
    this.limits = limits;
    this.useDisorders = Set.copyOf(useDisorders);
    this.surgery = new SurgeryAhead(windows, limits);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Outcome> check(ClinicalFacts facts) {
    List<Outcome> outcomes = new ArrayList<>();
    for (Order order : facts.opioidOrders()) {
      for (Exposure exposure : facts.exposuresTo(drug -> drug.is(DrugRole.NALTREXONE))) {
        judge(order, exposure, facts).ifPresent(outcomes::add);
      }
    }
    return outcomes.isEmpty() ? List.of(new Outcome.Clear(NAME)) : outcomes;
  }

  private Optional<Finding> judge(Order order, Exposure exposure, ClinicalFacts facts) {
    LocalDate day = order.judgedOn(facts.today());
    Optional<LocalDate> free = exposure.lastDose().flatMap(last -> lastFree(exposure));
    // a depot has a last dose while it acts, so its end can be judged on the day the opioid starts
    if (free.map(day::isBefore).orElse(exposure.isCurrent())) {
      return Optional.of(blocked(order, exposure, longest(exposure, day), free, facts, false));
    }
    boolean opioid =
        order.drug().opioid().map(Opioid::conflict).equals(Optional.of(Conflict.BLOCK));
    Optional<LocalDate> afterSurgery = surgery.freeFrom(exposure, day, facts);
    if (opioid && afterSurgery.isPresent()) {
      Blockade longer = new Blockade(Rule.OC_10, windows.afterLdnBeforeSurgery());
      return Optional.of(blocked(order, exposure, longer, afterSurgery, facts, false));
    }
    if (exposure.isInDoubt()) {
      return Optional.of(
          blocked(order, exposure, longest(exposure, day), Optional.empty(), facts, true));
    }
    return opioid && isToleranceLost(exposure, day)
        ? Optional.of(toleranceLost(order, exposure))
        : Optional.empty();
  }

  /** The longest blockade of its records; one that is over by that day prolongs no other. */
  private Blockade longest(Exposure exposure, LocalDate day) {
    return exposure.witnesses().stream()
        .filter(w -> w.state() == State.LAPSED || free(w).map(day::isBefore).orElse(true))
        .map(this::blockade)
        .reduce((a, b) -> a.days() >= b.days() ? a : b)
        .orElseThrow();
  }

  /** The day on which the last of its records leaves the opioid free. */
  private Optional<LocalDate> lastFree(Exposure exposure) {
    return exposure.witnesses().stream()
        .flatMap(witness -> free(witness).stream())
        .max(Comparator.naturalOrder());
  }

  private Optional<LocalDate> free(Witness witness) {
    return witness.lastDose().map(last -> last.plusDays(blockade(witness).days()));
  }

  private Blockade blockade(Witness witness) {
    return Blockade.of(witness.drug(), witness.dosage(), windows, limits);
  }

  private Finding blocked(
      Order order,
      Exposure exposure,
      Blockade blockade,
      Optional<LocalDate> free,
      ClinicalFacts facts,
      boolean inDoubt) {
    Conflict conflict = order.drug().opioid().map(Opioid::conflict).orElseThrow();
    boolean topical = exposure.drug().naltrexone().equals(Optional.of(NaltrexoneKind.TOPICAL));
    Rule rule = conflict == Conflict.BLOCK ? blockade.rule() : Rule.OC_13;
    Indicator indicator =
        switch (conflict) {
          case BLOCK -> inDoubt || topical ? Indicator.WARNING : Indicator.CRITICAL;
          case WARN -> Indicator.WARNING;
          case INFO, NONE -> Indicator.INFO;
        };
    Witness witness = inDoubt ? exposure.doubt() : exposure.decisive();
    Evidence evidence = new Evidence(exposure, witness, OptionalInt.of(blockade.days()), free);
    Map<String, String> values = new HashMap<>(SurgeryAhead.values(facts));
    values.putAll(
        Map.of(
            "opioid", order.drug().lead().ingredient().name(),
            "naltrexone", name(exposure),
            "days", String.valueOf(blockade.days()),
            "surgeryDays", String.valueOf(windows.afterLdnBeforeSurgery()),
            "current", !inDoubt && exposure.lastDose().isEmpty() ? "true" : "",
            "inDoubt", inDoubt ? "true" : "",
            "lastDose", inDoubt ? "" : exposure.lastDose().map(LocalDate::toString).orElse(""),
            "freeFrom", free.map(LocalDate::toString).orElse(""),
            "useDisorder", useDisorder(facts)));
    return new Finding(
        rule, indicator, List.of(order), List.of(evidence), values, Optional.empty());
  }

  private String useDisorder(ClinicalFacts facts) {
    return facts.problems().stream()
        .filter(
            problem -> problem.status() != Problem.Status.INACTIVE && problem.isInAny(useDisorders))
        .map(Problem::name)
        .findFirst()
        .orElse("");
  }

  private boolean isToleranceLost(Exposure exposure, LocalDate day) {
    return exposure.witnesses().stream()
        .anyMatch(w -> w.lastDose().filter(last -> isToleranceLost(w, last, day)).isPresent());
  }

  /** Each record by its own dose and date: a low dose does not prolong the standard course. */
  private boolean isToleranceLost(Witness witness, LocalDate last, LocalDate day) {
    return switch (witness.drug().naltrexone().orElseThrow()) {
      case DEPOT -> Windows.isInside(last, windows.toleranceLostDepot(), day);
      case ORAL, COMBINATION ->
          Windows.isInside(last, windows.toleranceLostOral(), day) && isStandardDose(witness);
      case TOPICAL -> false;
    };
  }

  private boolean isStandardDose(Witness witness) {
    return !(witness.dosage() instanceof Read read)
        || !read.largestSingle().isBelow(windows.toleranceDose())
        || !read.mostDaily().isBelow(windows.toleranceDose());
  }

  private static Finding toleranceLost(Order order, Exposure exposure) {
    Evidence evidence =
        new Evidence(exposure, exposure.decisive(), OptionalInt.empty(), Optional.empty());
    Map<String, String> values =
        Map.of(
            "opioid", order.drug().lead().ingredient().name(),
            "naltrexone", name(exposure),
            "lastDose", exposure.lastDose().map(LocalDate::toString).orElse(""));
    return new Finding(
        Rule.OC_16, Indicator.INFO, List.of(order), List.of(evidence), values, Optional.empty());
  }

  /** With its dose where that was read. */
  static String name(Exposure exposure) {
    String dose =
        exposure.decisive().dosage() instanceof Read read ? " " + read.largestSingle() : "";
    return exposure.drug().lead().ingredient().name() + dose;
  }
}

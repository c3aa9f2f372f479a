package org.ldncds.clinical.check;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.ldncds.clinical.drug.Drug;
import org.ldncds.clinical.drug.Drug.NaltrexoneKind;
import org.ldncds.clinical.drug.DrugRole;
import org.ldncds.clinical.drug.Opioid;
import org.ldncds.clinical.drug.Opioid.Conflict;
import org.ldncds.clinical.facts.ClinicalFacts;
import org.ldncds.clinical.facts.Exposure;
import org.ldncds.clinical.facts.Order;
import org.ldncds.clinical.protocol.DoseLimits;
import org.ldncds.clinical.protocol.Windows;

/**
 * Naltrexone is ordered: is an opioid on board, or was one lately? Rules OC-1 to OC-9, and OC-15
 * for an opioid ordered together with it. Naltrexone prescribing information: contraindicated while
 * opioids are taken.
 */
public final class OpioidConflictCheck implements Check {

  public static final String NAME = "opioid-conflict";

  private static final Set<Rule> ALLOWING_NO_DATE = Set.of(Rule.OC_1, Rule.OC_3, Rule.OC_15);

  private final Windows windows;
  private final OrderedTogether together;
  private final OpioidWashout washout;
  private final SilentUseDisorder silentUseDisorder;

  /**
   * @param opioidUseDisorder the condition group that stands for an active opioid use disorder
   */
  public OpioidConflictCheck(Windows windows, DoseLimits limits, String opioidUseDisorder) {
    this.windows = windows;
    this.together = new OrderedTogether(windows, limits);
    this.washout = new OpioidWashout(windows);
    this.silentUseDisorder = new SilentUseDisorder(opioidUseDisorder);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Outcome> check(ClinicalFacts facts) {
    List<Outcome> outcomes = new ArrayList<>();
    for (Order order : facts.naltrexoneOrders()) {
      List<Finding> found = new ArrayList<>();
      facts
          .exposuresTo(drug -> drug.opioid().isPresent())
          .forEach(exposure -> judge(order, exposure, facts).ifPresent(found::add));
      Stream.concat(
              facts.opioidOrders().stream(),
              facts.plannedOrders(drug -> drug.opioid().isPresent()).stream())
          .forEach(opioid -> together.judge(order, opioid, facts).ifPresent(found::add));
      outcomes.addAll(withOneStart(found));
      hints(order, facts).forEach(outcomes::add);
      silentUseDisorder.judge(order, facts).ifPresent(outcomes::add);
    }
    for (Order planned : facts.plannedOrders(drug -> drug.naltrexone().isPresent())) {
      facts
          .opioidOrders()
          .forEach(opioid -> together.judge(planned, opioid, facts).ifPresent(outcomes::add));
    }
    return outcomes.isEmpty() ? List.of(new Outcome.Clear(NAME)) : outcomes;
  }

  /**
   * The latest of several starts holds for all, and what asks for it is named first; while another
   * opioid allows no date, none is named: of one that is taken or ordered the last dose lies ahead.
   */
  private static List<Finding> withOneStart(List<Finding> findings) {
    boolean noDate = findings.stream().map(Finding::rule).anyMatch(ALLOWING_NO_DATE::contains);
    Optional<LocalDate> start =
        noDate
            ? Optional.empty()
            : findings.stream()
                .flatMap(f -> f.earliestStart().stream())
                .max(Comparator.naturalOrder());
    return findings.stream()
        .sorted(
            Comparator.comparing(
                (Finding f) -> f.earliestStart().orElse(LocalDate.MIN), Comparator.reverseOrder()))
        .map(f -> f.rule() == Rule.OC_2 ? f.startingOn(start) : f)
        .toList();
  }

  private Optional<Finding> judge(Order order, Exposure exposure, ClinicalFacts facts) {
    Opioid opioid = exposure.drug().opioid().orElseThrow();
    if (opioid.conflict() != Conflict.BLOCK && !washout.isMisused(exposure, opioid)) {
      return exposure.isCurrent()
          ? Optional.of(lossOfEffect(order, exposure, opioid))
          : Optional.empty();
    }
    if (exposure.drug().isDepot()) {
      return depot(order, exposure, facts);
    }
    int days = washout.days(exposure, opioid);
    if (exposure.isCurrent()) {
      return Optional.of(
          finding(
              Rule.OC_1,
              Indicator.CRITICAL,
              order,
              exposure,
              OptionalInt.of(days),
              Optional.empty()));
    }
    return past(order, exposure, days, order.judgedOn(facts.today()));
  }

  private Optional<Finding> past(Order order, Exposure exposure, int days, LocalDate day) {
    Optional<LocalDate> free = lastFree(exposure, days);
    if (free.isPresent() && day.isBefore(free.get())) {
      return Optional.of(
          finding(Rule.OC_2, Indicator.CRITICAL, order, exposure, OptionalInt.of(days), free));
    }
    return exposure.isInDoubt()
        ? Optional.of(doubtful(order, exposure, OptionalInt.of(days)))
        : Optional.empty();
  }

  private static Optional<LocalDate> lastFree(Exposure exposure, int days) {
    return exposure.lastDose().map(last -> last.plusDays(days));
  }

  private Optional<Finding> depot(Order order, Exposure exposure, ClinicalFacts facts) {
    LocalDate day = order.judgedOn(facts.today());
    boolean recent =
        exposure.isCurrent()
            || (exposure.lastDose().isPresent()
                && Windows.isInside(
                    exposure.lastDose().get(), windows.depotBuprenorphineLookBack(), day));
    if (recent) {
      return Optional.of(
          finding(
              Rule.OC_3,
              Indicator.CRITICAL,
              order,
              exposure,
              OptionalInt.empty(),
              Optional.empty()));
    }
    return exposure.isInDoubt()
        ? Optional.of(doubtful(order, exposure, OptionalInt.empty()))
        : Optional.empty();
  }

  private static Finding lossOfEffect(Order order, Exposure exposure, Opioid opioid) {
    Indicator indicator = opioid.conflict() == Conflict.WARN ? Indicator.WARNING : Indicator.INFO;
    return finding(Rule.OC_6, indicator, order, exposure, OptionalInt.empty(), Optional.empty());
  }

  private Finding doubtful(Order order, Exposure exposure, OptionalInt days) {
    Finding finding =
        finding(Rule.OC_4, Indicator.WARNING, order, exposure, days, Optional.empty());
    return new Finding(
        finding.rule(),
        finding.indicator(),
        finding.orders(),
        List.of(new Evidence(exposure, exposure.doubt(), days, Optional.empty())),
        finding.values(),
        Optional.empty());
  }

  private static Finding finding(
      Rule rule,
      Indicator indicator,
      Order order,
      Exposure exposure,
      OptionalInt days,
      Optional<LocalDate> free) {
    Indicator topical =
        order.drug().naltrexone().equals(Optional.of(NaltrexoneKind.TOPICAL))
                && indicator == Indicator.CRITICAL
            ? Indicator.WARNING
            : indicator;
    Evidence evidence = new Evidence(exposure, exposure.decisive(), days, free);
    Map<String, String> values =
        Map.of(
            "naltrexone", order.title(),
            "opioid", exposure.drug().lead().ingredient().name(),
            "days", days.isPresent() ? String.valueOf(days.getAsInt()) : "",
            "lastDose", exposure.lastDose().map(LocalDate::toString).orElse(""),
            "earliestStart", free.map(LocalDate::toString).orElse(""),
            "since", exposure.doubt().since().map(LocalDate::toString).orElse(""));
    return new Finding(rule, topical, List.of(order), List.of(evidence), values, free);
  }

  private static List<Finding> hints(Order order, ClinicalFacts facts) {
    Predicate<Drug> hint =
        drug -> drug.is(DrugRole.PERIPHERAL_ANTAGONIST) || drug.is(DrugRole.WITHDRAWAL_TREATMENT);
    return facts.exposuresTo(hint).stream()
        .filter(Exposure::isCurrent)
        .map(
            exposure ->
                finding(
                    Rule.OC_8,
                    Indicator.WARNING,
                    order,
                    exposure,
                    OptionalInt.empty(),
                    Optional.empty()))
        .toList();
  }
}

package org.ldncds.clinical.titration;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.ldncds.clinical.check.Cautions;
import org.ldncds.clinical.check.Course;
import org.ldncds.clinical.check.Finding;
import org.ldncds.clinical.check.Indicator;
import org.ldncds.clinical.check.Intent;
import org.ldncds.clinical.check.Outcome;
import org.ldncds.clinical.check.Rule;
import org.ldncds.clinical.check.Topic;
import org.ldncds.clinical.drug.Drug.NaltrexoneKind;
import org.ldncds.clinical.drug.Form;
import org.ldncds.clinical.drug.Strength;
import org.ldncds.clinical.drug.Strength.Per;
import org.ldncds.clinical.facts.ClinicalFacts;
import org.ldncds.clinical.facts.DosageReading.Read;
import org.ldncds.clinical.facts.Exposure;
import org.ldncds.clinical.facts.Order;
import org.ldncds.clinical.protocol.DoseLimits;
import org.ldncds.clinical.protocol.TitrationChoice;
import org.ldncds.clinical.protocol.TitrationProtocol;
import org.ldncds.clinical.protocol.Windows;
import org.ldncds.clinical.quantity.Dose;
import org.ldncds.clinical.quantity.Frequency;
import org.ldncds.clinical.titration.TitrationOffer.Kind;

/**
 * Offers a titration plan for a low-dose naltrexone order that starts or steps up, and a step back
 * for one that goes down and cannot stand as it is, where nothing forbids it.
 */
public final class TitrationPlanner {

  private static final Set<Rule> MENDED_BY_A_PLAN = Set.of(Rule.DR_4, Rule.DR_7, Rule.DR_8);
  private static final Set<Rule> PROBABLE_ERRORS = Set.of(Rule.DR_1, Rule.DR_4, Rule.DR_5);
  private static final Frequency EVERY_OTHER_DAY = new Frequency(1, 2);

  private final ProtocolChoice protocols;
  private final PlanMaker maker;
  private final TitrationChoice choice;
  private final DoseLimits limits;
  private final Windows windows;
  private final PlanBarriers barriers;

  /**
   * @param protocols by id; holds every id that the choice names
   * @param cautions of which some withhold every plan
   */
  public TitrationPlanner(
      Map<String, TitrationProtocol> protocols,
      TitrationChoice choice,
      DoseLimits limits,
      Windows windows,
      Cautions cautions) {
    this.protocols = new ProtocolChoice(protocols, choice);
    this.maker = new PlanMaker(limits);
    this.choice = choice;
    this.limits = limits;
    this.windows = windows;
    this.barriers = new PlanBarriers(cautions, choice.withheldFor());
  }

  /** One offer for each order that may have one. */
  public List<TitrationOffer> offers(ClinicalFacts facts, List<Outcome> outcomes) {
    if (!isWellKnown(facts) || barriers.forbid(facts)) {
      return List.of();
    }
    List<Finding> findings =
        outcomes.stream().filter(Finding.class::isInstance).map(Finding.class::cast).toList();
    return facts.naltrexoneOrders().stream()
        .map(
            order ->
                offer(
                    order,
                    facts,
                    findings.stream().filter(f -> f.orders().contains(order)).toList()))
        .flatMap(Optional::stream)
        .toList();
  }

  /** What could not be read may be an opioid, so nothing is offered beside it. */
  private static boolean isWellKnown(ClinicalFacts facts) {
    return facts.medicationListKnown()
        && facts.gaps().stream().noneMatch(gap -> gap.kind().isSerious());
  }

  private Optional<TitrationOffer> offer(Order order, ClinicalFacts facts, List<Finding> findings) {
    if (!isWanted(order, facts, findings)
        || !(order.dosage() instanceof Read read)
        || limits.isImplausible(read.largestSingle(), read.mostDaily())) {
      return Optional.empty();
    }
    Course course = Course.of(order, facts, limits, windows);
    Wish wish = Wish.of(order, read, course, facts.today(), taking(order, read), isTakenNow(facts));
    return switch (course.kind()) {
      case START, STEP ->
          wish.isBelowPresent() ? easing(wish, facts, findings) : rising(wish, facts, findings);
      case RENEWAL, SWITCH, UNKNOWN -> Optional.empty();
    };
  }

  private boolean isWanted(Order order, ClinicalFacts facts, List<Finding> findings) {
    return order.drug().naltrexone().equals(Optional.of(NaltrexoneKind.ORAL))
        && Intent.of(order, facts, limits, choice) == Intent.LDN
        && !isOnlyForUnsuitedReasons(order)
        && findings.stream().noneMatch(f -> f.topic() == Topic.OPIOID_CONFLICT && isWarning(f));
  }

  private static boolean isWarning(Finding finding) {
    return finding.indicator() != Indicator.INFO;
  }

  private boolean isOnlyForUnsuitedReasons(Order order) {
    return !order.reasons().isEmpty()
        && order.reasons().stream()
            .allMatch(
                reason ->
                    reason.isInAny(choice.noPlanReasons())
                        && !reason.isInAny(choice.indications()));
  }

  private static boolean isTakenNow(ClinicalFacts facts) {
    return facts
        .exposuresTo(drug -> drug.naltrexone().equals(Optional.of(NaltrexoneKind.ORAL)))
        .stream()
        .anyMatch(Exposure::isCurrent);
  }

  /** In the morning, every other day or as a liquid, where the order is so. */
  private Taking taking(Order order, Read read) {
    boolean everyOtherDay =
        read.steps().stream().allMatch(step -> step.frequency().equals(EVERY_OTHER_DAY));
    Optional<BigDecimal> liquid =
        order.drug().form() == Form.ORAL_LIQUID
            ? Optional.of(millilitresPerMilligram(order))
            : Optional.empty();
    return new Taking(order.inTheMorning(), everyOtherDay, liquid);
  }

  /** By the strength of the order's product where its steps can be measured, else the usual one. */
  private BigDecimal millilitresPerMilligram(Order order) {
    return order
        .drug()
        .strength()
        .filter(strength -> strength.isPer(Per.MILLILITRE))
        .map(Strength::millilitresPerMilligram)
        .filter(protocols::isMeasurable)
        .orElseGet(choice::usualMillilitresPerMilligram);
  }

  private Optional<TitrationOffer> rising(Wish wish, ClinicalFacts facts, List<Finding> findings) {
    boolean mends = mends(findings);
    if (!mends && (wish.staysAtPresent() || isCompleteSequence(wish.read()))) {
      return Optional.empty();
    }
    List<TitrationProtocol> ranked = protocols.ranked(wish, facts);
    Optional<TitrationPlan> recommended =
        ranked.stream().findFirst().flatMap(protocol -> maker.onwards(protocol, wish));
    List<TitrationPlan> others =
        ranked.stream()
            .skip(1)
            .map(protocol -> maker.onwards(protocol, wish))
            .flatMap(Optional::stream)
            .toList();
    Kind kind = wish.present().isPositive() ? Kind.RESUME : Kind.START;
    return recommended.map(plan -> offer(wish, kind, findings, plan, others));
  }

  /**
   * The patient does not tolerate the present dose, it seems. Nothing is said where the order can
   * stand as it is.
   */
  private Optional<TitrationOffer> easing(Wish wish, ClinicalFacts facts, List<Finding> findings) {
    boolean saysTwoThings = findings.stream().anyMatch(f -> f.rule() == Rule.DR_11);
    if (saysTwoThings
        || canStand(wish, findings)
        || wish.read().first().mostDaily().isBelow(limits.usualMinimum())) {
      return Optional.empty();
    }
    List<TitrationProtocol> ranked = protocols.ranked(wish, facts);
    List<TitrationPlan> plans =
        Stream.of(
                ranked.stream().map(protocol -> maker.back(protocol, wish)),
                ranked.stream().map(protocol -> maker.hold(protocol, wish)))
            .map(found -> found.flatMap(Optional::stream).findFirst())
            .flatMap(Optional::stream)
            .toList();
    return plans.isEmpty()
        ? Optional.empty()
        : Optional.of(
            offer(wish, Kind.EASE, findings, plans.get(0), plans.subList(1, plans.size())));
  }

  private boolean canStand(Wish wish, List<Finding> findings) {
    if (findings.stream().anyMatch(TitrationPlanner::isWarning)) {
      return false;
    }
    return wish.isSequence()
        ? isCompleteSequence(wish.read())
        : wish.taking().isLiquid() || isMade(wish.order(), wish.read().first().largestSingle());
  }

  private boolean isMade(Order order, Dose dose) {
    boolean byProduct =
        order.drug().strength().filter(s -> dose.isMultipleOf(s.amount())).isPresent();
    return byProduct || protocols.isMadeOfCapsules(dose);
  }

  private TitrationOffer offer(
      Wish wish,
      Kind kind,
      List<Finding> findings,
      TitrationPlan recommended,
      List<TitrationPlan> others) {
    List<TitrationPlan> alternatives =
        others.stream()
            .filter(other -> !isSameCourse(other, recommended))
            .limit(choice.mostAlternatives())
            .toList();
    return new TitrationOffer(
        wish.order(),
        mends(findings) ? Indicator.WARNING : Indicator.INFO,
        kind,
        wish.presentDaily(),
        recommended,
        alternatives,
        wish.start(),
        isProbablyWrong(findings) ? Optional.empty() : Optional.of(wish.target()));
  }

  private static boolean mends(List<Finding> findings) {
    return findings.stream().anyMatch(f -> MENDED_BY_A_PLAN.contains(f.rule()) && isWarning(f));
  }

  private static boolean isProbablyWrong(List<Finding> findings) {
    return findings.stream().anyMatch(f -> PROBABLE_ERRORS.contains(f.rule()) && isWarning(f));
  }

  private boolean isCompleteSequence(Read read) {
    return read.steps().size() > 1 && !read.mostDaily().isAbove(limits.usualMaximum());
  }

  private static boolean isSameCourse(TitrationPlan a, TitrationPlan b) {
    return a.steps().stream()
        .map(step -> List.of(step.dose(), step.firstDay()))
        .toList()
        .equals(b.steps().stream().map(step -> List.of(step.dose(), step.firstDay())).toList());
  }
}

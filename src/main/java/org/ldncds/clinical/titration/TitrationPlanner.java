package org.ldncds.clinical.titration;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ldncds.clinical.check.Course;
import org.ldncds.clinical.check.Finding;
import org.ldncds.clinical.check.Indicator;
import org.ldncds.clinical.check.Intent;
import org.ldncds.clinical.check.Outcome;
import org.ldncds.clinical.check.Rule;
import org.ldncds.clinical.check.Topic;
import org.ldncds.clinical.drug.Drug.NaltrexoneKind;
import org.ldncds.clinical.drug.DrugRole;
import org.ldncds.clinical.drug.Form;
import org.ldncds.clinical.drug.Strength;
import org.ldncds.clinical.drug.Strength.Per;
import org.ldncds.clinical.facts.ClinicalFacts;
import org.ldncds.clinical.facts.DosageReading.Read;
import org.ldncds.clinical.facts.DoseStep;
import org.ldncds.clinical.facts.Exposure;
import org.ldncds.clinical.facts.Order;
import org.ldncds.clinical.protocol.DoseLimits;
import org.ldncds.clinical.protocol.TitrationChoice;
import org.ldncds.clinical.protocol.TitrationProtocol;
import org.ldncds.clinical.protocol.Windows;
import org.ldncds.clinical.quantity.Dose;

/**
 * Offers a titration plan for a low-dose naltrexone order that starts or steps up, where nothing
 * forbids one.
 */
public final class TitrationPlanner {

  private static final Set<Rule> MENDED_BY_A_PLAN = Set.of(Rule.DR_4, Rule.DR_7, Rule.DR_8);

  private final Map<String, TitrationProtocol> protocols;
  private final TitrationChoice choice;
  private final DoseLimits limits;
  private final Windows windows;
  private final PlanBarriers barriers;

  /**
   * @param protocols by id; holds every id that the choice names
   */
  public TitrationPlanner(
      Map<String, TitrationProtocol> protocols,
      TitrationChoice choice,
      DoseLimits limits,
      Windows windows) {
    this.protocols = Map.copyOf(protocols);
    this.choice = choice;
    this.limits = limits;
    this.windows = windows;
    this.barriers = new PlanBarriers(choice);
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
    boolean oral = order.drug().naltrexone().equals(Optional.of(NaltrexoneKind.ORAL));
    boolean wanted =
        oral
            && Intent.of(order, facts, limits, choice) == Intent.LDN
            && !isOnlyForUnsuitedReasons(order);
    boolean conflict =
        findings.stream()
            .anyMatch(f -> f.topic() == Topic.OPIOID_CONFLICT && f.indicator() != Indicator.INFO);
    if (!wanted
        || conflict
        || !(order.dosage() instanceof Read read)
        || limits.isImplausible(read.largestSingle(), read.mostDaily())) {
      return Optional.empty();
    }
    Course course = Course.of(order, facts, limits, windows);
    boolean moves =
        course.kind() == Course.Kind.START
            || (course.kind() == Course.Kind.STEP && !stepsDown(read, course));
    boolean mends =
        findings.stream()
            .anyMatch(f -> MENDED_BY_A_PLAN.contains(f.rule()) && f.indicator() != Indicator.INFO);
    if (!moves || (!mends && isCompleteSequence(read))) {
      return Optional.empty();
    }
    return build(order, facts, course, mends ? Indicator.WARNING : Indicator.INFO);
  }

  private boolean isOnlyForUnsuitedReasons(Order order) {
    return !order.reasons().isEmpty()
        && order.reasons().stream()
            .allMatch(
                reason ->
                    reason.isInAny(choice.noPlanReasons())
                        && !reason.isInAny(choice.indications()));
  }

  private static boolean stepsDown(Read read, Course course) {
    return course
        .present()
        .map(DoseStep::mostDaily)
        .filter(present -> read.mostDaily().compareTo(present) < 0)
        .isPresent();
  }

  private boolean isCompleteSequence(Read read) {
    return read.steps().size() > 1 && !read.mostDaily().isAbove(limits.usualMaximum());
  }

  private Optional<TitrationOffer> build(
      Order order, ClinicalFacts facts, Course course, Indicator indicator) {
    boolean sensitive = isSensitive(order, facts);
    TitrationProtocol chosen = chosen(order, sensitive);
    Optional<TitrationPlan> recommended = plan(chosen, order, facts.today(), course);
    if (recommended.isEmpty()) {
      return Optional.empty();
    }
    List<TitrationPlan> alternatives =
        others(chosen, sensitive).stream()
            .map(other -> plan(other, order, facts.today(), course))
            .flatMap(Optional::stream)
            .limit(choice.mostAlternatives())
            .toList();
    return Optional.of(
        new TitrationOffer(
            order, indicator, course.present().isPresent(), recommended.get(), alternatives));
  }

  /** The nearest in speed first, the slower of two; for a sensitive patient slower ones only. */
  private List<TitrationProtocol> others(TitrationProtocol chosen, boolean sensitive) {
    List<TitrationProtocol> bySpeed =
        protocols.values().stream().sorted(TitrationProtocol.SLOWEST_FIRST).toList();
    int place = bySpeed.indexOf(chosen);
    return IntStream.range(0, bySpeed.size())
        .filter(other -> sensitive ? other < place : other != place)
        .boxed()
        .sorted(Comparator.comparing(other -> Math.abs(other - place)))
        .map(bySpeed::get)
        .toList();
  }

  private boolean isSensitive(Order order, ClinicalFacts facts) {
    boolean condition =
        Stream.concat(facts.problems().stream().filter(p -> p.isActive()), order.reasons().stream())
            .anyMatch(
                p ->
                    p.isInAny(choice.sensitivities())
                        || (p.severe() && p.isInAny(choice.autoimmune())));
    return condition
        || facts.exposuresTo(drug -> drug.is(DrugRole.THYROID_HORMONE)).stream()
            .anyMatch(Exposure::isCurrent);
  }

  private TitrationProtocol chosen(Order order, boolean sensitive) {
    if (sensitive) {
      return protocol(choice.forSensitive());
    }
    return protocol(
        choice.byFirstDose().entrySet().stream()
            .filter(entry -> isProductOrFirstDose(entry.getKey(), order))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElse(choice.otherwise()));
  }

  private static boolean isProductOrFirstDose(Dose dose, Order order) {
    boolean product =
        order
            .drug()
            .strength()
            .filter(s -> s.isPer(Per.UNIT) && s.amount().equals(dose))
            .isPresent();
    return product
        || (order.dosage() instanceof Read read && read.first().largestSingle().equals(dose));
  }

  private TitrationProtocol protocol(String id) {
    TitrationProtocol protocol = protocols.get(id);
    if (protocol == null) {
      throw new IllegalStateException("The choice names a protocol that does not exist: " + id);
    }
    return protocol;
  }

  /**
   * The steps above the present dose; none where only the target is left, since the order is that
   * step.
   */
  private Optional<TitrationPlan> plan(
      TitrationProtocol protocol, Order order, LocalDate today, Course course) {
    Dose present = course.present().map(step -> step.mostDaily().rounded()).orElse(Dose.ZERO);
    List<Dose> doses = protocol.doses().stream().filter(dose -> dose.isAbove(present)).toList();
    if (doses.isEmpty() || !doses.get(0).isBelow(limits.usualMaximum())) {
      return Optional.empty();
    }
    LocalDate firstDay =
        order
            .judgedOn(today)
            .plusDays(daysToWait(course.daysAtPresent(), doses.get(0).minus(present)));
    return Optional.of(
        TitrationPlan.above(
            present, protocol, firstDay, order.inTheMorning(), millilitresPerMilligram(order)));
  }

  /** A plan keeps the rule for early steps itself: a dose begun lately is taken on for a while. */
  private long daysToWait(OptionalLong daysAtPresent, Dose rise) {
    if (daysAtPresent.isEmpty()) {
      return 0;
    }
    long needed =
        rise.isAbove(limits.earlyStepMaximum())
            ? limits.earlyStepDays()
            : limits.earliestStepDays();
    return Math.max(0, needed - daysAtPresent.getAsLong());
  }

  /** Liquids: the concentration of the order's product, else the usual one. */
  private Optional<BigDecimal> millilitresPerMilligram(Order order) {
    if (order.drug().form() != Form.ORAL_LIQUID) {
      return Optional.empty();
    }
    Strength strength =
        order.drug().strength().filter(s -> s.isPer(Per.MILLILITRE)).orElse(choice.usualLiquid());
    return Optional.of(
        strength.quantity().divide(strength.amount().milligrams(), MathContext.DECIMAL32));
  }
}

package org.ldncds.clinical.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.ldncds.clinical.drug.Drug.NaltrexoneKind;
import org.ldncds.clinical.drug.Form;
import org.ldncds.clinical.drug.Strength;
import org.ldncds.clinical.drug.Strength.Per;
import org.ldncds.clinical.facts.ClinicalFacts;
import org.ldncds.clinical.facts.DosageReading.NotRead;
import org.ldncds.clinical.facts.DosageReading.Read;
import org.ldncds.clinical.facts.DosageReading.Unreadable;
import org.ldncds.clinical.facts.DoseStep;
import org.ldncds.clinical.facts.Gap;
import org.ldncds.clinical.facts.Order;
import org.ldncds.clinical.protocol.DoseLimits;
import org.ldncds.clinical.protocol.TitrationChoice;
import org.ldncds.clinical.protocol.Windows;
import org.ldncds.clinical.quantity.DailyDose;
import org.ldncds.clinical.quantity.Dose;
import org.ldncds.clinical.quantity.DoseBand;

/**
 * Is the ordered amount of oral naltrexone one that a prescriber means? Rules DR-1 to DR-10. Most
 * errors are a lost decimal point, milligrams for micrograms, or the 50 mg tablet picked because
 * EHRs know no low-dose product.
 */
public final class DoseRangeCheck implements Check {

  public static final String NAME = "dose-range";

  private final DoseLimits limits;
  private final TitrationChoice choice;
  private final Windows windows;

  public DoseRangeCheck(DoseLimits limits, TitrationChoice choice, Windows windows) {
    this.limits = limits;
    this.choice = choice;
    this.windows = windows;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Outcome> check(ClinicalFacts facts) {
    List<Outcome> outcomes = new ArrayList<>();
    facts.naltrexoneOrders().forEach(order -> outcomes.addAll(judge(order, facts)));
    return outcomes.isEmpty() ? List.of(new Outcome.Clear(NAME)) : outcomes;
  }

  private List<Outcome> judge(Order order, ClinicalFacts facts) {
    NaltrexoneKind kind = order.drug().naltrexone().orElseThrow();
    if (kind == NaltrexoneKind.TOPICAL) {
      return List.of();
    }
    if (order.dosage() instanceof NotRead notRead) {
      return List.of(unreadable(order, notRead.reason()));
    }
    Read read = (Read) order.dosage();
    if (limits.isImplausible(read.largestSingle(), read.mostDaily())) {
      return List.of(unreadable(order, Unreadable.BEYOND_REASON));
    }
    List<Outcome> outcomes = new ArrayList<>();
    if (kind == NaltrexoneKind.ORAL || order.byMouth()) {
      oralMaximum(order, read).ifPresent(outcomes::add);
    }
    if (kind == NaltrexoneKind.ORAL) {
      Course course = Course.of(order, facts, limits, windows);
      if (course.kind() == Course.Kind.RENEWAL) {
        return List.of();
      }
      Intent intent = Intent.of(order, facts, limits, choice);
      outcomes.addAll(amount(order, read, intent));
      schedule(order, read).forEach(outcomes::add);
      outcomes.addAll(steps(order, read, course, intent, facts));
    }
    return outcomes;
  }

  private static Outcome unreadable(Order order, Unreadable reason) {
    return new Outcome.Undetermined(
        NAME, new Gap(Gap.Kind.DOSE_UNREADABLE, order.record().toString(), reason.name()));
  }

  /** DR-5. */
  private Optional<Finding> oralMaximum(Order order, Read read) {
    boolean above =
        read.largestSingle().isAbove(limits.oralMaximum())
            || read.mostDaily().isAbove(limits.oralMaximum());
    return above
        ? Optional.of(finding(Rule.DR_5, Indicator.CRITICAL, order, read, limits.oralMaximum()))
        : Optional.empty();
  }

  /**
   * DR-1, DR-3, DR-4 and DR-6: the average a day. A range or a taper can be too low at one end and
   * too high at the other.
   */
  private List<Finding> amount(Order order, Read read, Intent intent) {
    if (read.mostDaily().isAbove(limits.oralMaximum())
        || read.largestSingle().isAbove(limits.oralMaximum())) {
      return List.of(); // DR-5 says it
    }
    return Stream.of(tooLittle(order, read), tooMuch(order, read, intent))
        .flatMap(Optional::stream)
        .toList();
  }

  private Optional<Finding> tooLittle(Order order, Read read) {
    DailyDose least = read.leastDaily();
    if (least.isBelow(limits.unitErrorBelow())) {
      return Optional.of(
          finding(Rule.DR_1, Indicator.WARNING, order, read, limits.unitErrorBelow()));
    }
    return least.isBelow(limits.usualMinimum())
        ? Optional.of(finding(Rule.DR_1, Indicator.INFO, order, read, limits.usualMinimum()))
        : Optional.empty();
  }

  private Optional<Finding> tooMuch(Order order, Read read, Intent intent) {
    DailyDose most = read.mostDaily();
    if (isProbablyMistyped(most, read, intent)) {
      return Optional.of(mistyped(order, read, most));
    }
    if (most.isAbove(limits.usualMaximum())
        && !most.isAbove(limits.ldnMaximum())
        && intent == Intent.LDN) {
      return Optional.of(finding(Rule.DR_3, Indicator.WARNING, order, read, limits.usualMaximum()));
    }
    return most.isAbove(limits.averageMaximum())
        ? Optional.of(finding(Rule.DR_6, Indicator.WARNING, order, read, limits.averageMaximum()))
        : Optional.empty();
  }

  private boolean isProbablyMistyped(DailyDose most, Read read, Intent intent) {
    boolean aboveLow = most.isAbove(limits.ldnMaximum());
    boolean betweenRanges = aboveLow && most.isBelow(limits.standardMinimum());
    boolean tenfold =
        intent != Intent.STANDARD && limits.misplacedDecimal().stream().anyMatch(most::isExactly);
    boolean lowMeant =
        intent == Intent.LDN && (aboveLow || read.largestSingle().isAbove(limits.ldnMaximum()));
    return betweenRanges || tenfold || lowMeant;
  }

  private Finding mistyped(Order order, Read read, DailyDose most) {
    Dose tenth = most.rounded().tenth();
    boolean likely =
        !tenth.isBelow(limits.usualMinimum())
            && !tenth.isAbove(limits.usualMaximum())
            && tenth.isMultipleOf(limits.tenthStep());
    Map<String, String> values = new HashMap<>(values(order, read, limits.ldnMaximum()));
    values.put("probableDose", likely ? tenth.toString() : "");
    return Finding.of(Rule.DR_4, Indicator.WARNING, order, values);
  }

  /** DR-9 and DR-10. */
  private List<Finding> schedule(Order order, Read read) {
    List<Finding> findings = new ArrayList<>();
    boolean low = Intent.isLow(read, limits);
    if (low && read.steps().stream().anyMatch(step -> step.frequency().isMoreThanDaily())) {
      findings.add(finding(Rule.DR_9, Indicator.WARNING, order, read, limits.usualMaximum()));
    }
    Dose smallestStep =
        read.steps().stream().map(DoseStep::largestSingle).reduce(Dose::min).orElseThrow();
    if (isCommercialTablet(order) && smallestStep.isBelow(limits.standardMinimum())) {
      findings.add(finding(Rule.DR_10, Indicator.WARNING, order, read, limits.standardMinimum()));
    }
    return findings;
  }

  private boolean isCommercialTablet(Order order) {
    Optional<Strength> strength = order.drug().strength();
    boolean tablet = order.drug().form() == Form.TABLET || order.drug().form() == Form.UNKNOWN;
    return tablet
        && strength
            .filter(s -> s.isPer(Per.UNIT) && !s.amount().isBelow(limits.standardMinimum()))
            .isPresent();
  }

  /**
   * DR-7 and DR-8: the first dose, the step up from the present one, and the steps inside the
   * order. From a low dose to a standard one for a standard purpose is no step but another therapy.
   */
  private List<Outcome> steps(
      Order order, Read read, Course course, Intent intent, ClinicalFacts facts) {
    DoseStep first = read.first();
    boolean low = Intent.isLow(new Read(List.of(first)), limits);
    if (course.kind() == Course.Kind.UNKNOWN) {
      return low
          ? List.of(
              new Outcome.Undetermined(
                  NAME, Gap.of(Gap.Kind.PRESENT_DOSE_UNREADABLE, order.record().toString())))
          : List.of();
    }
    List<Outcome> outcomes = new ArrayList<>();
    boolean start = course.kind() == Course.Kind.START && facts.medicationListKnown();
    boolean high =
        first.largestSingle().isAbove(limits.firstDoseMaximum())
            || first.mostDaily().isAbove(limits.firstDoseMaximum());
    if (start && low && high) {
      outcomes.add(finding(Rule.DR_7, Indicator.WARNING, order, read, limits.firstDoseMaximum()));
    }
    if (low || intent != Intent.STANDARD) {
      outcomes.addAll(rises(order, read, course));
    }
    return outcomes;
  }

  private List<Finding> rises(Order order, Read read, Course course) {
    List<Finding> findings = new ArrayList<>();
    if (course.kind() == Course.Kind.STEP) {
      DoseStep present = course.present().orElseThrow();
      stepUp(order, present.mostDaily(), read.first().mostDaily(), course.daysAtPresent())
          .ifPresent(findings::add);
    }
    for (int i = 1; i < read.steps().size(); i++) {
      DoseStep before = read.steps().get(i - 1);
      stepUp(order, before.mostDaily(), read.steps().get(i).mostDaily(), before.days())
          .ifPresent(findings::add);
    }
    return findings;
  }

  /** Nothing where the dose before was no low one: standard doses have no such steps. */
  private Optional<Finding> stepUp(Order order, DailyDose from, DailyDose to, OptionalLong days) {
    Dose rise = to.rounded().minus(from.rounded());
    if (!rise.isPositive() || from.isAbove(limits.ldnMaximum())) {
      return Optional.empty();
    }
    boolean tooLarge = rise.isAbove(limits.stepMaximum());
    boolean early =
        days.isPresent()
            && days.getAsLong() < limits.earlyStepDays()
            && rise.isAbove(limits.earlyStepMaximum());
    boolean tooEarly = days.isPresent() && days.getAsLong() < limits.earliestStepDays();
    boolean broken = tooLarge || early || tooEarly;
    if (!broken && days.isPresent()) {
      return Optional.empty();
    }
    Map<String, String> values =
        Map.of(
            "naltrexone", order.title(),
            "from", from.rounded().toString(),
            "to", to.rounded().toString(),
            "rise", rise.toString(),
            "limit", limits.stepMaximum().toString(),
            "earlyLimit", limits.earlyStepMaximum().toString(),
            "earlyDays", String.valueOf(limits.earlyStepDays()),
            "earliestDays", String.valueOf(limits.earliestStepDays()),
            "daysAtPresent", days.isPresent() ? String.valueOf(days.getAsLong()) : "");
    return Optional.of(
        Finding.of(Rule.DR_8, broken ? Indicator.WARNING : Indicator.INFO, order, values));
  }

  private Finding finding(Rule rule, Indicator indicator, Order order, Read read, Dose limit) {
    return Finding.of(rule, indicator, order, values(order, read, limit));
  }

  private Map<String, String> values(Order order, Read read, Dose limit) {
    DailyDose shown = read.mostDaily();
    return Map.of(
        "naltrexone", order.title(),
        "product", order.drug().name(),
        "daily", shown.rounded().toString(),
        "least", read.leastDaily().rounded().toString(),
        "single", read.largestSingle().toString(),
        "first", read.first().largestSingle().toString(),
        "frequency", read.first().frequency().toString(),
        "limit", limit.toString(),
        "band", shown.total().isPositive() ? DoseBand.of(limits.bands(), shown).name() : "");
  }
}

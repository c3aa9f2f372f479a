package org.ldncds.clinical.check;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.ldncds.clinical.drug.Drug.NaltrexoneKind;
import org.ldncds.clinical.facts.ClinicalFacts;
import org.ldncds.clinical.facts.DosageReading;
import org.ldncds.clinical.facts.DosageReading.NotRead;
import org.ldncds.clinical.facts.DosageReading.Read;
import org.ldncds.clinical.facts.DosageReading.Unreadable;
import org.ldncds.clinical.facts.Gap;
import org.ldncds.clinical.facts.Order;
import org.ldncds.clinical.protocol.DoseLimits;
import org.ldncds.clinical.protocol.TitrationChoice;
import org.ldncds.clinical.protocol.Windows;

/**
 * Is the dose of a naltrexone order one that a prescriber means? Rules DR-1 to DR-16, each concern
 * in a class of its own. Topical naltrexone has no dose range (DR-14), and a renewal is silent but
 * for a text that contradicts its dose.
 */
public final class DoseRangeCheck implements Check {

  public static final String NAME = "dose-range";

  private final DoseLimits limits;
  private final TitrationChoice choice;
  private final Windows windows;
  private final DoseRule text = new TextRule();
  private final DoseRule amount;
  private final DoseRule schedule = new ScheduleRule();
  private final DoseRule step = new StepRule();
  private final DoseRule product = new ProductRule();
  private final DoseRule supply = new SupplyRule();

  public DoseRangeCheck(DoseLimits limits, TitrationChoice choice, Windows windows) {
    this.limits = limits;
    this.choice = choice;
    this.windows = windows;
    this.amount = new AmountRule(choice.standardIntent());
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

  List<Outcome> judge(Order order, ClinicalFacts facts) {
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
    Course course = Course.of(order, facts, limits, windows);
    Intent intent = Intent.of(order, facts, limits, choice);
    List<Outcome> outcomes = new ArrayList<>(noDoses(order));
    JudgedDose dose = new JudgedDose(order, kind, read, course, intent, facts, limits);
    rules(dose).forEach(rule -> outcomes.addAll(rule.judge(dose)));
    return outcomes;
  }

  /** A depot is injected again and again: each is judged against the last one. */
  private List<DoseRule> rules(JudgedDose dose) {
    boolean renewal = dose.course().kind() == Course.Kind.RENEWAL;
    return switch (dose.kind()) {
      case ORAL -> renewal ? List.of(text) : List.of(text, amount, schedule, step, supply);
      case COMBINATION -> renewal ? List.of(text) : List.of(text, amount, product, supply);
      case DEPOT ->
          dose.order().byMouth() ? List.of(text, amount, product) : List.of(text, product);
      case TOPICAL -> List.of();
    };
  }

  /** DR-15: an amount that is none is said, though the order's other half could be read. */
  private static List<Outcome> noDoses(Order order) {
    return order.instructions().stream()
        .flatMap(
            i -> Stream.concat(Stream.of(i.structured()), i.sig().map(s -> s.reading()).stream()))
        .flatMap(reading -> isNoDose(reading) ? Stream.of((NotRead) reading) : Stream.of())
        .map(notRead -> unreadable(order, notRead.reason()))
        .distinct()
        .toList();
  }

  private static boolean isNoDose(DosageReading reading) {
    return reading instanceof NotRead notRead
        && (notRead.reason() == Unreadable.NOT_POSITIVE
            || notRead.reason() == Unreadable.BEYOND_REASON);
  }

  private static Outcome unreadable(Order order, Unreadable reason) {
    return new Outcome.Undetermined(
        NAME, new Gap(Gap.Kind.DOSE_UNREADABLE, order.record().toString(), reason.name()));
  }
}

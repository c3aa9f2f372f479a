package org.ldncds.clinical.check;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.ldncds.clinical.facts.ClinicalFacts;
import org.ldncds.clinical.facts.DosageReading.Read;
import org.ldncds.clinical.facts.DoseStep;
import org.ldncds.clinical.facts.Witness;
import org.ldncds.clinical.protocol.DoseLimits;
import org.ldncds.clinical.protocol.FollowUpWindows;
import org.ldncds.clinical.protocol.PlanReviews;
import org.ldncds.clinical.protocol.TitrationProtocol;
import org.ldncds.clinical.quantity.Dose;

/**
 * FU-2 and FU-3: a low dose is due for its next step, a step of a written sequence has begun, or
 * the usual maximum was reached long enough ago to be reviewed. Nothing is due where the first day
 * is not known or the dose is taken as needed.
 */
record StepsDue(
    FollowUpWindows windows,
    PlanReviews reviews,
    List<TitrationProtocol> protocols,
    DoseLimits limits) {

  List<Finding> judge(PresentCourse course, ClinicalFacts facts) {
    if (course.since().isEmpty()
        || !(course.witness().dosage() instanceof Read read)
        || !Intent.isLow(read, limits)
        || read.steps().stream().anyMatch(DoseStep::asNeeded)) {
      return List.of();
    }
    List<Finding> findings = new ArrayList<>();
    step(course, course.since().get(), read, facts.today()).ifPresent(findings::add);
    review(course, facts.today()).ifPresent(findings::add);
    return findings;
  }

  private Optional<Finding> step(
      PresentCourse course, LocalDate since, Read read, LocalDate today) {
    LocalDate begin = since;
    Optional<DoseStep> before = Optional.empty();
    for (DoseStep step : read.steps()) {
      boolean over =
          step.days().isPresent() && !begin.plusDays(step.days().getAsLong()).isAfter(today);
      if (!over) {
        return before.isPresent() && isNews(before.get(), step, begin, today)
            ? Optional.of(written(course.witness(), step, begin))
            : next(course.witness(), step, begin, today);
      }
      begin = begin.plusDays(step.days().getAsLong());
      before = Optional.of(step);
    }
    return Optional.empty();
  }

  private boolean isNews(DoseStep before, DoseStep step, LocalDate begin, LocalDate today) {
    return step.onOneDay().isAbove(before.onOneDay())
        && today.isBefore(begin.plusDays(windows.writtenStepShown()));
  }

  private static Finding written(Witness witness, DoseStep step, LocalDate begin) {
    Map<String, String> values = values(witness, step);
    values.put("due", begin.toString());
    return finding(Rule.FU_2, values);
  }

  /** A step with an end is followed by the next of its own sequence. */
  private Optional<Finding> next(
      Witness witness, DoseStep present, LocalDate begin, LocalDate today) {
    boolean due =
        !today.isBefore(begin.plusDays(windows.stepAfter()))
            && today.isBefore(begin.plusDays(windows.stepShownUntil()));
    List<Dose> doses = next(present.onOneDay());
    if (!due
        || present.days().isPresent()
        || !present.onOneDay().isBelow(limits.usualMaximum())
        || doses.isEmpty()) {
      return Optional.empty();
    }
    Map<String, String> values = values(witness, present);
    values.put("since", begin.toString());
    values.put("due", begin.plusDays(windows.stepAfter()).toString());
    values.put("next", named(doses));
    values.put("limit", limits.usualMaximum().toString());
    return Optional.of(finding(Rule.FU_2, values));
  }

  private static String named(List<Dose> doses) {
    int last = doses.size() - 1;
    String others =
        doses.subList(0, last).stream().map(Dose::toString).collect(Collectors.joining(", "));
    return others.isEmpty() ? doses.get(last).toString() : others + " or " + doses.get(last);
  }

  /** The next dose of each protocol, where it is no larger step than usual. */
  private List<Dose> next(Dose present) {
    return protocols.stream()
        .flatMap(protocol -> protocol.doses().stream().filter(d -> d.isAbove(present)).limit(1))
        .filter(dose -> !dose.minus(present).isAbove(limits.stepMaximum()))
        .distinct()
        .sorted()
        .toList();
  }

  private Optional<Finding> review(PresentCourse course, LocalDate today) {
    Optional<LocalDate> reached = course.reached(limits.usualMaximum(), today);
    if (reached.isEmpty()) {
      return Optional.empty();
    }
    LocalDate due = reached.get().plusDays(reviews.noResponseUntil());
    if (today.isBefore(due) || !today.isBefore(due.plusDays(windows.reviewShown()))) {
      return Optional.empty();
    }
    Read read = (Read) course.witness().dosage();
    Map<String, String> values =
        values(course.witness(), read.steps().get(read.steps().size() - 1));
    values.put("since", reached.get().toString());
    values.put("due", due.toString());
    values.put("limit", limits.usualMaximum().toString());
    return Optional.of(finding(Rule.FU_3, values));
  }

  private static Map<String, String> values(Witness witness, DoseStep step) {
    Map<String, String> values = new HashMap<>();
    values.put("naltrexone", witness.drug().lead().ingredient().name());
    values.put("present", step.onOneDay().toString());
    values.put("record", witness.record().toString());
    return values;
  }

  private static Finding finding(Rule rule, Map<String, String> values) {
    return new Finding(rule, Indicator.INFO, List.of(), List.of(), values, Optional.empty());
  }
}

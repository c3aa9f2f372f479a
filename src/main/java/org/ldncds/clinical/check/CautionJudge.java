package org.ldncds.clinical.check;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.ldncds.clinical.check.Cautions.Present;
import org.ldncds.clinical.check.Cautions.Seen;
import org.ldncds.clinical.check.LabSigns.NotJudged;
import org.ldncds.clinical.drug.Drug.NaltrexoneKind;
import org.ldncds.clinical.facts.ClinicalFacts;
import org.ldncds.clinical.facts.Gap;
import org.ldncds.clinical.facts.Order;
import org.ldncds.clinical.protocol.DoseLimits;
import org.ldncds.clinical.protocol.Windows;

/**
 * Says the cautions of one topic: all of them on a start or step of naltrexone, on a renewal only
 * critical contraindications and what is newer than the present course.
 */
record CautionJudge(Topic topic, Cautions cautions, DoseLimits limits, Windows windows) {

  List<Outcome> judge(String check, ClinicalFacts facts) {
    Map<Order, Course> courses = courses(facts);
    if (courses.isEmpty()) {
      return List.of(new Outcome.Clear(check));
    }
    Seen seen = cautions.see(facts);
    List<Finding> findings =
        seen.present().stream()
            .filter(present -> present.caution().rule().topic().equals(Optional.of(topic)))
            .flatMap(present -> finding(present, courses).stream())
            .toList();
    List<Outcome> outcomes = new ArrayList<>(named(findings));
    for (NotJudged open : seen.notJudged()) {
      if (isSaid(open.gap(), facts) && courses.values().stream().anyMatch(c -> isNew(open, c))) {
        outcomes.add(new Outcome.Undetermined(check, open.gap()));
      }
    }
    return outcomes.isEmpty() ? List.of(new Outcome.Clear(check)) : outcomes;
  }

  /** What is put on the skin is hardly taken up: of it only contraindications are said. */
  private Map<Order, Course> courses(ClinicalFacts facts) {
    Map<Order, Course> courses = new LinkedHashMap<>();
    for (Order order : facts.naltrexoneOrders()) {
      if (topic == Topic.CONTRAINDICATION || !isTopical(order)) {
        courses.put(order, Course.of(order, facts, limits, windows));
      }
    }
    return courses;
  }

  private static boolean isTopical(Order order) {
    return order.drug().naltrexone().equals(Optional.of(NaltrexoneKind.TOPICAL));
  }

  /** Only precautions ask for the age; where the patient was not sent, another gap says so. */
  private boolean isSaid(Gap gap, ClinicalFacts facts) {
    return gap.kind() != Gap.Kind.AGE_NOT_KNOWN
        || (topic == Topic.PRECAUTION
            && facts.gaps().stream().noneMatch(g -> g.what().equals(gap.what())));
  }

  private static boolean isNew(NotJudged open, Course course) {
    return isNew(Optional.of(open.date()), course);
  }

  /** Without a first day of the course, nothing can be called older than it. */
  private static boolean isNew(Optional<LocalDate> day, Course course) {
    boolean renewed = course.kind() == Course.Kind.RENEWAL && course.since().isPresent();
    return !renewed || day.filter(known -> known.isAfter(course.since().get())).isPresent();
  }

  private Optional<Finding> finding(Present present, Map<Order, Course> courses) {
    Caution caution = present.caution();
    boolean always = caution.isContraindication() && caution.indicator() == Indicator.CRITICAL;
    List<Order> orders =
        courses.entrySet().stream()
            .filter(
                entry ->
                    always
                        || present.sightings().stream()
                            .anyMatch(s -> isNew(s.known(), entry.getValue())))
            .map(Map.Entry::getKey)
            .toList();
    if (orders.isEmpty()) {
      return Optional.empty();
    }
    boolean weaker =
        orders.stream().allMatch(CautionJudge::isTopical)
            && !caution.isAllergy()
            && caution.indicator() == Indicator.CRITICAL;
    return Optional.of(
        new Finding(
            caution.rule(),
            weaker ? Indicator.WARNING : caution.indicator(),
            orders,
            List.of(),
            values(present, orders),
            Optional.empty()));
  }

  private static Map<String, String> values(Present present, List<Order> orders) {
    Map<String, String> values = new HashMap<>();
    values.put(
        "naltrexone",
        orders.stream().map(Order::title).distinct().collect(Collectors.joining(", ")));
    values.put("name", present.caution().name());
    values.put("advice", present.caution().advice());
    values.put(
        "seen",
        present.sightings().stream()
            .map(Sighting::line)
            .distinct()
            .collect(Collectors.joining("; ")));
    for (Sighting sighting : present.sightings()) {
      for (Sighting.Weakness weakness : sighting.weaknesses()) {
        values.merge(weakness.placeholder(), sighting.shown(), CautionJudge::listed);
      }
    }
    return values;
  }

  private static String listed(String names, String name) {
    return names + ", " + name;
  }

  /** The summary of the one card names all, the most urgent first. */
  private static List<Finding> named(List<Finding> findings) {
    String names =
        findings.stream()
            .sorted(Comparator.comparing(Finding::indicator).reversed())
            .map(finding -> finding.values().getOrDefault("name", ""))
            .distinct()
            .collect(Collectors.joining(", "));
    return findings.stream()
        .map(
            f -> {
              Map<String, String> values = new HashMap<>(f.values());
              values.put("names", names);
              return new Finding(
                  f.rule(), f.indicator(), f.orders(), f.evidence(), values, f.earliestStart());
            })
        .toList();
  }
}

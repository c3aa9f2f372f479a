package org.ldncds.clinical.check;

import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ldncds.clinical.check.LabSigns.Judged;
import org.ldncds.clinical.check.LabSigns.NotJudged;
import org.ldncds.clinical.check.Sighting.Weakness;
import org.ldncds.clinical.drug.DrugRole;
import org.ldncds.clinical.facts.Allergy;
import org.ldncds.clinical.facts.ClinicalFacts;
import org.ldncds.clinical.facts.Gap;
import org.ldncds.clinical.facts.Problem;

/**
 * All contraindications and precautions, and which of them a patient's facts show. Checks say them,
 * and no titration plan is offered beside the gravest.
 */
public record Cautions(List<Caution> all) {

  /** A caution that holds, with the records that show it. */
  record Present(Caution caution, List<Sighting> sightings) {}

  /** What holds, and what could not be judged. */
  record Seen(List<Present> present, List<NotJudged> notJudged) {}

  public Cautions {
    all = List.copyOf(all);
  }

  /** The ids of the rules that hold for a patient, whatever is ordered. */
  public Set<String> rulesThatHold(ClinicalFacts facts) {
    return see(facts).present().stream()
        .map(present -> present.caution().rule().id())
        .collect(Collectors.toSet());
  }

  /**
   * Where a result contraindicates, the weaker limit of the same test is not told beside it; nor
   * are results that could not be judged by a weaker limit only.
   */
  Seen see(ClinicalFacts facts) {
    List<Present> present = new ArrayList<>();
    Set<NotJudged> notJudged = new LinkedHashSet<>();
    for (Caution caution : all) {
      List<Sighting> sightings = new ArrayList<>();
      caution.signs().forEach(sign -> sightings.addAll(sightings(sign, facts, notJudged)));
      if (!sightings.isEmpty()) {
        present.add(new Present(caution, sightings.stream().distinct().toList()));
      }
    }
    Set<String> outdone =
        present.stream()
            .filter(p -> p.caution.isContraindication())
            .flatMap(p -> testsOf(p).stream())
            .collect(Collectors.toSet());
    return new Seen(
        present.stream().flatMap(p -> without(p, outdone).stream()).toList(),
        List.copyOf(notJudged));
  }

  private static Set<String> testsOf(Present present) {
    boolean tested = present.sightings.stream().anyMatch(s -> !s.test().isEmpty());
    return tested ? LabSigns.tests(present.caution.signs()) : Set.of();
  }

  private static Optional<Present> without(Present present, Set<String> outdone) {
    if (present.caution.isContraindication()) {
      return Optional.of(present);
    }
    List<Sighting> left =
        present.sightings.stream().filter(s -> !outdone.contains(s.test())).toList();
    return left.isEmpty() ? Optional.empty() : Optional.of(new Present(present.caution, left));
  }

  private static List<Sighting> sightings(Sign sign, ClinicalFacts facts, Set<NotJudged> gaps) {
    LabSigns labs = new LabSigns(facts);
    if (sign instanceof Sign.Level level) {
      return judged(labs.level(level), gaps);
    }
    if (sign instanceof Sign.Positive positive) {
      return judged(labs.positive(positive), gaps);
    }
    if (sign instanceof Sign.Conditions conditions) {
      return conditions(conditions, facts);
    }
    if (sign instanceof Sign.Medicines medicines) {
      return new MedicineSigns(facts).of(medicines);
    }
    return sign instanceof Sign.YoungerThan age
        ? age(age, facts, gaps)
        : facts.allergies().stream()
            .filter(allergy -> allergy.drug().is(DrugRole.NALTREXONE))
            .map(Cautions::allergy)
            .toList();
  }

  private static List<Sighting> judged(Judged judged, Set<NotJudged> gaps) {
    gaps.addAll(judged.notJudged());
    return judged.sightings();
  }

  private static List<Sighting> conditions(Sign.Conditions sign, ClinicalFacts facts) {
    return Stream.concat(
            facts.problems().stream(),
            facts.naltrexoneOrders().stream().flatMap(order -> order.reasons().stream()))
        .filter(problem -> problem.isActive() && problem.isInAny(sign.groups()))
        .map(Cautions::problem)
        .toList();
  }

  private static Sighting problem(Problem problem) {
    Set<Weakness> weaknesses = EnumSet.noneOf(Weakness.class);
    for (Problem.Doubt doubt : problem.doubts()) {
      weaknesses.add(
          switch (doubt) {
            case NAME_ONLY -> Weakness.NAME_ONLY;
            case NOT_CONFIRMED -> Weakness.NOT_CONFIRMED;
          });
    }
    return new Sighting(
        problem.name(),
        problem.onset().or(problem::recorded),
        later(problem.onset(), problem.recorded()),
        Optional.of(problem.record()),
        "",
        weaknesses);
  }

  private static Optional<LocalDate> later(Optional<LocalDate> a, Optional<LocalDate> b) {
    return Stream.of(a, b).flatMap(Optional::stream).reduce((x, y) -> x.isAfter(y) ? x : y);
  }

  private static List<Sighting> age(
      Sign.YoungerThan sign, ClinicalFacts facts, Set<NotJudged> gaps) {
    if (facts.birthDate().isEmpty()) {
      gaps.add(new NotJudged(LocalDate.MIN, Gap.of(Gap.Kind.AGE_NOT_KNOWN, "patient")));
      return List.of();
    }
    int years = Period.between(facts.birthDate().get(), facts.today()).getYears();
    return years >= sign.years()
        ? List.of()
        : List.of(
            new Sighting(
                "age " + years,
                facts.birthDate(),
                facts.birthDate(),
                Optional.empty(),
                "",
                Set.of()));
  }

  private static Sighting allergy(Allergy allergy) {
    return new Sighting(
        allergy.drug().name(),
        allergy.recorded(),
        allergy.recorded(),
        Optional.of(allergy.record()),
        "",
        Set.of());
  }
}

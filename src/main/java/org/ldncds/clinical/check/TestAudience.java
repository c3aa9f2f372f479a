package org.ldncds.clinical.check;

import java.time.LocalDate;
import java.time.Period;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.ldncds.clinical.drug.DrugRole;
import org.ldncds.clinical.drug.Ingredient;
import org.ldncds.clinical.facts.ClinicalFacts;
import org.ldncds.clinical.facts.Exposure;
import org.ldncds.clinical.facts.Order;
import org.ldncds.clinical.facts.Problem;

/**
 * Who needs a test. Where nothing is said, everybody does.
 *
 * @param femaleOnly true where only those recorded as female do
 * @param fromAge in years
 * @param untilAge in years, reached
 * @param conditions groups of active conditions, one of which is needed unless a drug is there
 * @param drugs roles of drugs taken or ordered now, one of which is needed unless a condition is
 *     there
 * @param needlessConditions groups of conditions that make it needless
 * @param needlessResults groups of results that make it needless where positive
 * @param needlessDays how long such a result counts
 */
public record TestAudience(
    boolean femaleOnly,
    OptionalInt fromAge,
    OptionalInt untilAge,
    Set<String> conditions,
    Set<DrugRole> drugs,
    Set<String> needlessConditions,
    Set<String> needlessResults,
    int needlessDays) {

  public TestAudience {
    conditions = Set.copyOf(conditions);
    drugs = Set.copyOf(drugs);
    needlessConditions = Set.copyOf(needlessConditions);
    needlessResults = Set.copyOf(needlessResults);
  }

  /**
   * Why the patient needs it: the condition or the drug that asks for it, nothing where everybody
   * does; empty where the patient does not.
   */
  Optional<String> reason(ClinicalFacts facts) {
    if ((femaleOnly && !facts.female()) || !isOfAge(facts) || isNeedless(facts)) {
      return Optional.empty();
    }
    return conditions.isEmpty() && drugs.isEmpty() ? Optional.of("") : because(facts);
  }

  /** An age that is not known excludes nobody: a test too many is the lesser fault. */
  private boolean isOfAge(ClinicalFacts facts) {
    if (facts.birthDate().isEmpty()) {
      return true;
    }
    LocalDate born = facts.birthDate().get();
    int age = Period.between(born, facts.today()).getYears();
    return age >= fromAge.orElse(0) && age <= untilAge.orElse(Integer.MAX_VALUE);
  }

  private boolean isNeedless(ClinicalFacts facts) {
    boolean byCondition =
        facts.problems().stream()
            .anyMatch(problem -> problem.isActive() && problem.isInAny(needlessConditions));
    LocalDate oldest = facts.today().minusDays(needlessDays);
    return byCondition
        || facts.labs().stream()
            .filter(lab -> needlessResults.contains(lab.group()) && !lab.date().isBefore(oldest))
            .anyMatch(lab -> lab.positive().orElse(false));
  }

  private Optional<String> because(ClinicalFacts facts) {
    Optional<String> problem =
        facts.problems().stream()
            .filter(p -> p.isActive() && p.isInAny(conditions))
            .map(Problem::name)
            .findFirst();
    return problem.or(
        () ->
            Stream.concat(
                    facts.exposures().stream().filter(Exposure::isCurrent).map(Exposure::drug),
                    facts.orders().stream().map(Order::drug))
                .map(drug -> drug.lead().ingredient())
                .filter(ingredient -> drugs.contains(ingredient.role()))
                .map(Ingredient::name)
                .findFirst());
  }
}

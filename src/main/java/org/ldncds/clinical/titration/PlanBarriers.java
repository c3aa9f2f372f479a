package org.ldncds.clinical.titration;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.Period;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import org.ldncds.clinical.drug.DrugRole;
import org.ldncds.clinical.facts.ClinicalFacts;
import org.ldncds.clinical.facts.LabResult;
import org.ldncds.clinical.protocol.TitrationChoice;

/**
 * Facts for which no plan may be offered, whatever the order: the contraindications and the two
 * gravest precautions.
 */
final class PlanBarriers {

  private static final Set<String> LIVER_ENZYMES = Set.of("alt", "ast");

  private final TitrationChoice choice;

  PlanBarriers(TitrationChoice choice) {
    this.choice = choice;
  }

  boolean forbid(ClinicalFacts facts) {
    return facts.problems().stream().anyMatch(p -> p.isActive() && p.isInAny(choice.withheldFor()))
        || facts.allergies().stream().anyMatch(allergy -> allergy.drug().is(DrugRole.NALTREXONE))
        || isMinor(facts)
        || isLiverStrained(facts)
        || isKidneyFailing(facts)
        || isOpioidScreenPositive(facts)
        || isPregnant(facts);
  }

  private boolean isMinor(ClinicalFacts facts) {
    return facts
        .birthDate()
        .filter(born -> Period.between(born, facts.today()).getYears() < choice.adultFrom())
        .isPresent();
  }

  private boolean isLiverStrained(ClinicalFacts facts) {
    return LIVER_ENZYMES.stream()
        .map(enzyme -> latest(facts, enzyme, choice.enzymeDays()))
        .flatMap(Optional::stream)
        .anyMatch(this::isAboveLimit);
  }

  private boolean isAboveLimit(LabResult result) {
    BigDecimal upper = result.upperLimit().orElse(BigDecimal.valueOf(choice.enzymeUpperLimit()));
    BigDecimal limit = upper.multiply(BigDecimal.valueOf(choice.enzymeLimit()));
    return result.value().filter(value -> value.compareTo(limit) > 0).isPresent();
  }

  private boolean isKidneyFailing(ClinicalFacts facts) {
    return latest(facts, "egfr", Integer.MAX_VALUE)
        .flatMap(LabResult::value)
        .filter(value -> value.compareTo(BigDecimal.valueOf(choice.lowestEgfr())) < 0)
        .isPresent();
  }

  private boolean isOpioidScreenPositive(ClinicalFacts facts) {
    return facts.labs().stream()
        .filter(
            lab ->
                lab.group().equals("opioid-urine-screen")
                    && isRecent(lab, facts.today(), choice.urineScreenDays()))
        .anyMatch(lab -> lab.positive().orElse(false));
  }

  private boolean isPregnant(ClinicalFacts facts) {
    return latest(facts, "pregnancy-status", choice.pregnancyDays())
        .flatMap(LabResult::positive)
        .orElse(false);
  }

  private static Optional<LabResult> latest(ClinicalFacts facts, String group, int days) {
    return facts.labs().stream()
        .filter(lab -> lab.group().equals(group) && isRecent(lab, facts.today(), days))
        .max(Comparator.comparing(LabResult::date).thenComparing(lab -> lab.record().toString()));
  }

  private static boolean isRecent(LabResult lab, LocalDate today, int days) {
    return lab.date().toEpochDay() >= today.toEpochDay() - days;
  }
}

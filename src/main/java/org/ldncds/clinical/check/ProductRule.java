package org.ldncds.clinical.check;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.ldncds.clinical.drug.Drug.NaltrexoneKind;
import org.ldncds.clinical.facts.DoseStep;
import org.ldncds.clinical.protocol.DoseLimits;
import org.ldncds.clinical.quantity.Frequency;

/**
 * DR-12: the labelled doses of the combination with bupropion and of the depot injection, and how
 * far apart injections are, the last one on record included.
 */
final class ProductRule implements DoseRule {

  /** Records that tell the day of an injection; a prescription tells only that it was wanted. */
  private static final Set<String> GIVEN = Set.of("MedicationAdministration", "MedicationDispense");

  @Override
  public List<Outcome> judge(JudgedDose dose) {
    return switch (dose.kind()) {
      case COMBINATION -> combination(dose);
      case DEPOT -> depot(dose);
      case ORAL, TOPICAL -> List.of();
    };
  }

  private static List<Outcome> combination(JudgedDose dose) {
    DoseLimits limits = dose.limits();
    return dose.read().mostDaily().isAbove(limits.combinationMaximum())
        ? List.of(dose.finding(Rule.DR_12, Indicator.WARNING, limits.combinationMaximum()))
        : List.of();
  }

  private static List<Outcome> depot(JudgedDose dose) {
    DoseLimits limits = dose.limits();
    List<Outcome> outcomes = new ArrayList<>();
    boolean otherDose =
        dose.read().steps().stream()
            .anyMatch(step -> step.largestSingle().compareTo(limits.depotDose()) != 0);
    if (otherDose) {
      outcomes.add(said(dose, Map.of("depotDose", limits.depotDose().toString())));
    }
    closest(dose).ifPresent(step -> outcomes.add(said(dose, Map.of("apart", step.toString()))));
    lastInjection(dose)
        .ifPresent(
            last ->
                outcomes.add(
                    said(
                        dose,
                        Map.of(
                            "lastDose", last.toString(),
                            "freeFrom", last.plusDays(limits.depotInterval()).toString()))));
    return outcomes;
  }

  /** The shortest interval that the order asks for, where it is too short. */
  private static Optional<Frequency> closest(JudgedDose dose) {
    Frequency allowed = new Frequency(1, dose.limits().depotInterval());
    return dose.read().steps().stream()
        .map(DoseStep::frequency)
        .filter(frequency -> frequency.compareTo(allowed) > 0)
        .max(Comparator.naturalOrder());
  }

  /** The last injection on record, where the order would follow it too soon. */
  private static Optional<LocalDate> lastInjection(JudgedDose dose) {
    LocalDate day = dose.order().judgedOn(dose.facts().today());
    return dose
        .facts()
        .exposuresTo(drug -> drug.naltrexone().equals(Optional.of(NaltrexoneKind.DEPOT)))
        .stream()
        .flatMap(exposure -> exposure.witnesses().stream())
        .filter(witness -> GIVEN.contains(witness.record().resourceType()))
        .flatMap(witness -> witness.lastDose().stream())
        .max(Comparator.naturalOrder())
        .filter(last -> ChronoUnit.DAYS.between(last, day) < dose.limits().depotInterval());
  }

  private static Finding said(JudgedDose dose, Map<String, String> more) {
    Map<String, String> values = new HashMap<>(dose.values(dose.limits().depotDose()));
    values.put("interval", String.valueOf(dose.limits().depotInterval()));
    values.putAll(more);
    return Finding.of(Rule.DR_12, Indicator.WARNING, dose.order(), values);
  }
}

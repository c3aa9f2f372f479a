package org.ldncds.clinical.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.ldncds.clinical.drug.Drug;
import org.ldncds.clinical.drug.Drug.NaltrexoneKind;
import org.ldncds.clinical.drug.DrugRole;
import org.ldncds.clinical.drug.Opioid.Conflict;
import org.ldncds.clinical.facts.ClinicalFacts;
import org.ldncds.clinical.facts.Exposure;

/** FU-1: the records say that naltrexone and an opioid are both taken. One of them is wrong. */
final class BothCurrent {

  List<Finding> judge(ClinicalFacts facts) {
    List<Finding> findings = new ArrayList<>();
    for (Exposure naltrexone : current(facts.exposuresTo(drug -> drug.is(DrugRole.NALTREXONE)))) {
      for (Exposure opioid : current(facts.exposuresTo(BothCurrent::isBlocking))) {
        findings.add(finding(naltrexone, opioid));
      }
    }
    return findings;
  }

  private static boolean isBlocking(Drug drug) {
    return drug.opioid().filter(opioid -> opioid.conflict() == Conflict.BLOCK).isPresent();
  }

  private static List<Exposure> current(List<Exposure> exposures) {
    return exposures.stream().filter(Exposure::isCurrent).toList();
  }

  private static Finding finding(Exposure naltrexone, Exposure opioid) {
    boolean topical = naltrexone.drug().naltrexone().equals(Optional.of(NaltrexoneKind.TOPICAL));
    return new Finding(
        Rule.FU_1,
        topical ? Indicator.WARNING : Indicator.CRITICAL,
        List.of(),
        List.of(evidence(naltrexone), evidence(opioid)),
        Map.of(
            "naltrexone", OpioidOrderCheck.name(naltrexone),
            "opioid", opioid.drug().lead().ingredient().name()),
        Optional.empty());
  }

  private static Evidence evidence(Exposure exposure) {
    return new Evidence(exposure, exposure.decisive(), OptionalInt.empty(), Optional.empty());
  }
}

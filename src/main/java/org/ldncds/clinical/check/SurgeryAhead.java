package org.ldncds.clinical.check;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ldncds.clinical.facts.ClinicalFacts;
import org.ldncds.clinical.facts.Exposure;
import org.ldncds.clinical.facts.PlannedSurgery;
import org.ldncds.clinical.facts.Witness;
import org.ldncds.clinical.protocol.DoseLimits;
import org.ldncds.clinical.protocol.Windows;

/**
 * The longer block of OC-10: a low dose is left out for days before planned surgery, so a last dose
 * nearer to it stands against the opioids of that day. Surgery without a date may be any day.
 */
record SurgeryAhead(Windows windows, DoseLimits limits) {

  private static List<PlannedSurgery> planned(ClinicalFacts facts) {
    return facts.workup().surgeries().stream()
        .filter(s -> s.day().filter(day -> day.isBefore(facts.today())).isEmpty())
        .sorted(Comparator.comparing((PlannedSurgery s) -> s.day().orElse(LocalDate.MAX)))
        .toList();
  }

  /**
   * The day from which opioids work again, where surgery before it prolongs the block beyond the
   * day on which the opioid starts.
   */
  Optional<LocalDate> freeFrom(Exposure exposure, LocalDate start, ClinicalFacts facts) {
    return exposure.witnesses().stream()
        .filter(witness -> blockade(witness).rule() == Rule.OC_10)
        .flatMap(witness -> witness.lastDose().stream())
        .map(last -> last.plusDays(windows.afterLdnBeforeSurgery()))
        .max(Comparator.naturalOrder())
        .filter(start::isBefore)
        .filter(
            free ->
                planned(facts).stream()
                    .anyMatch(s -> s.day().orElse(facts.today()).isBefore(free)));
  }

  private Blockade blockade(Witness witness) {
    return Blockade.of(witness.drug(), witness.dosage(), windows, limits);
  }

  /** What words say of the next surgery; nothing where none is planned. */
  static Map<String, String> values(ClinicalFacts facts) {
    Map<String, String> values = new HashMap<>();
    planned(facts).stream()
        .findFirst()
        .ifPresent(
            surgery -> {
              values.put("surgery", surgery.name());
              values.put("surgeryDate", surgery.day().map(LocalDate::toString).orElse(""));
              values.put("record", surgery.record().toString());
            });
    return values;
  }
}

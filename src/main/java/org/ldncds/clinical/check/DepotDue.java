package org.ldncds.clinical.check;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.ldncds.clinical.drug.Drug;
import org.ldncds.clinical.drug.Drug.NaltrexoneKind;
import org.ldncds.clinical.drug.Form;
import org.ldncds.clinical.facts.ClinicalFacts;
import org.ldncds.clinical.facts.Witness;
import org.ldncds.clinical.facts.Witness.State;
import org.ldncds.clinical.protocol.DoseLimits;
import org.ldncds.clinical.protocol.FollowUpWindows;
import org.ldncds.clinical.protocol.Windows;

/**
 * FU-5: the next injection of depot naltrexone, counted from the last that was given or handed out;
 * a prescription does not tell that it was. Implants are followed by their surgeon.
 */
record DepotDue(FollowUpWindows figures, DoseLimits limits, Windows windows) {

  private static final Set<String> GIVEN = Set.of("MedicationAdministration", "MedicationDispense");

  Optional<Finding> judge(ClinicalFacts facts) {
    List<Witness> records =
        facts.exposuresTo(DepotDue::isInjected).stream()
            .flatMap(exposure -> exposure.witnesses().stream())
            .toList();
    Optional<Witness> last =
        records.stream()
            .filter(w -> given(w).filter(day -> !day.isAfter(facts.today())).isPresent())
            .max(Comparator.comparing(w -> given(w).orElseThrow()));
    return last.isEmpty() || isStopped(records)
        ? Optional.empty()
        : due(last.get(), given(last.get()).orElseThrow(), facts.today());
  }

  private static boolean isInjected(Drug drug) {
    return drug.naltrexone().equals(Optional.of(NaltrexoneKind.DEPOT))
        && drug.form() != Form.IMPLANT;
  }

  private static Optional<LocalDate> given(Witness witness) {
    boolean given =
        GIVEN.contains(witness.record().resourceType()) && witness.state() != State.UNCERTAIN;
    return given ? witness.since().or(witness::lastDose) : Optional.empty();
  }

  /** True where there are prescriptions and all of them have ended. */
  private static boolean isStopped(List<Witness> records) {
    List<Witness> prescribed =
        records.stream().filter(w -> !GIVEN.contains(w.record().resourceType())).toList();
    return !prescribed.isEmpty() && prescribed.stream().allMatch(w -> w.state() == State.ENDED);
  }

  private Optional<Finding> due(Witness last, LocalDate given, LocalDate today) {
    LocalDate from = given.plusDays(limits.depotInterval());
    LocalDate due = given.plusDays(windows.depot());
    if (today.isBefore(from) || !today.isBefore(given.plusDays(figures.depotShownUntil()))) {
      return Optional.empty();
    }
    Map<String, String> values = new HashMap<>();
    values.put("naltrexone", last.drug().lead().ingredient().name());
    values.put("record", last.record().toString());
    values.put("lastDose", given.toString());
    values.put("freeFrom", from.toString());
    values.put("due", due.toString());
    values.put("overdue", today.isAfter(due) ? "true" : "");
    return Optional.of(
        new Finding(Rule.FU_5, Indicator.INFO, List.of(), List.of(), values, Optional.empty()));
  }
}

package org.ldncds.clinical.check;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ldncds.clinical.drug.Drug.NaltrexoneKind;
import org.ldncds.clinical.facts.ClinicalFacts;
import org.ldncds.clinical.facts.ClinicalFacts.Answered;
import org.ldncds.clinical.facts.DosageReading.Read;
import org.ldncds.clinical.facts.Witness;
import org.ldncds.clinical.facts.Witness.State;
import org.ldncds.clinical.protocol.DoseLimits;
import org.ldncds.clinical.protocol.FollowUpWindows;

/**
 * FU-6: low-dose naltrexone was ordered some time ago, and nothing says that it was handed out or
 * taken. Only where dispenses were given in full.
 */
record NeverDispensed(FollowUpWindows figures, DoseLimits limits) {

  List<Finding> judge(ClinicalFacts facts) {
    List<Witness> records =
        facts
            .exposuresTo(drug -> drug.naltrexone().equals(Optional.of(NaltrexoneKind.ORAL)))
            .stream()
            .flatMap(exposure -> exposure.witnesses().stream())
            .toList();
    if (!facts.answered().contains(Answered.DISPENSES)
        || !records.stream().allMatch(NeverDispensed::isOrder)) {
      return List.of();
    }
    return records.stream()
        .filter(this::isLowAndCurrent)
        .filter(order -> isOverdue(order, facts.today()))
        .map(NeverDispensed::finding)
        .limit(1)
        .toList();
  }

  private static boolean isOrder(Witness witness) {
    return witness.record().resourceType().equals("MedicationRequest");
  }

  private boolean isLowAndCurrent(Witness witness) {
    return witness.state() == State.CURRENT
        && witness.dosage() instanceof Read read
        && Intent.isLow(read, limits);
  }

  /** From the later of the days on which it was written and on which it begins. */
  private boolean isOverdue(Witness order, LocalDate today) {
    Optional<LocalDate> begin =
        order.recorded().map(day -> order.since().filter(first -> first.isAfter(day)).orElse(day));
    return begin
        .filter(day -> !today.isBefore(day.plusDays(figures.dispenseAfter())))
        .filter(day -> today.isBefore(day.plusDays(figures.dispenseShownUntil())))
        .isPresent();
  }

  private static Finding finding(Witness order) {
    Read read = (Read) order.dosage();
    return new Finding(
        Rule.FU_6,
        Indicator.INFO,
        List.of(),
        List.of(),
        Map.of(
            "naltrexone",
                order.drug().lead().ingredient().name() + " " + read.first().largestSingle(),
            "record", order.record().toString(),
            "since", order.recorded().map(LocalDate::toString).orElse("")),
        Optional.empty());
  }
}

package org.ldncds.clinical.check;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ldncds.clinical.drug.Drug.NaltrexoneKind;
import org.ldncds.clinical.drug.Opioid;
import org.ldncds.clinical.drug.Opioid.Conflict;
import org.ldncds.clinical.facts.ClinicalFacts;
import org.ldncds.clinical.facts.Order;
import org.ldncds.clinical.protocol.DoseLimits;
import org.ldncds.clinical.protocol.Windows;

/** Rule OC-15: naltrexone and an opioid in one signature, unless their dates keep them apart. */
final class OrderedTogether {

  private final Windows windows;
  private final DoseLimits limits;

  OrderedTogether(Windows windows, DoseLimits limits) {
    this.windows = windows;
    this.limits = limits;
  }

  /**
   * OC-15. Kept apart where the opioid's supply and washout end before naltrexone starts, or the
   * other way round.
   */
  Optional<Finding> judge(Order naltrexone, Order opioidOrder, ClinicalFacts facts) {
    Opioid opioid = opioidOrder.drug().opioid().orElseThrow();
    if (opioid.conflict() != Conflict.BLOCK) {
      return Optional.empty();
    }
    int washout = windows.washout(opioidOrder.drug(), opioid, false);
    int blockade = Blockade.of(naltrexone.drug(), naltrexone.dosage(), windows, limits).days();
    LocalDate today = facts.today();
    boolean apart =
        (!opioidOrder.drug().isDepot()
                && endsBefore(opioidOrder, washout, naltrexone.judgedOn(today)))
            || endsBefore(naltrexone, blockade, opioidOrder.judgedOn(today));
    if (apart) {
      return Optional.empty();
    }
    Indicator indicator =
        naltrexone.drug().naltrexone().equals(Optional.of(NaltrexoneKind.TOPICAL))
            ? Indicator.WARNING
            : Indicator.CRITICAL;
    Map<String, String> values =
        Map.of(
            "naltrexone",
            naltrexone.title(),
            "opioid",
            opioidOrder.drug().lead().ingredient().name(),
            "days",
            String.valueOf(washout));
    return Optional.of(
        new Finding(
            Rule.OC_15,
            indicator,
            List.of(naltrexone, opioidOrder),
            List.of(),
            values,
            Optional.empty()));
  }

  private static boolean endsBefore(Order first, int days, LocalDate start) {
    return first.end().isPresent() && !Windows.isInside(first.end().get(), days, start);
  }
}

package org.ldncds.clinical.check;

import java.time.LocalDate;
import java.util.Optional;
import org.ldncds.clinical.drug.Opioid;
import org.ldncds.clinical.drug.Opioid.Conflict;
import org.ldncds.clinical.facts.DosageReading.Read;
import org.ldncds.clinical.facts.Exposure;
import org.ldncds.clinical.facts.Witness;
import org.ldncds.clinical.facts.Witness.State;
import org.ldncds.clinical.protocol.Windows;

/** How many opioid-free days an exposure asks for before naltrexone. */
record OpioidWashout(Windows windows) {

  /** The longest that any of its records asks for: one long-acting supply makes it long. */
  int days(Exposure exposure, Opioid opioid) {
    if (isMisused(exposure, opioid)) {
      return opioid.washoutDaysAboveMaximum().orElse(opioid.washoutDays());
    }
    boolean repeated = isGivenRepeatedly(exposure, opioid);
    return exposure.witnesses().stream()
        .mapToInt(w -> windows.washout(w.drug(), opioid, w.singleDose() && !repeated))
        .max()
        .orElseThrow();
  }

  /** An antidiarrhoeal above its label dose: it counts as the opioid that it then is. */
  boolean isMisused(Exposure exposure, Opioid opioid) {
    return opioid.conflict() != Conflict.BLOCK
        && exposure.witnesses().stream()
            .filter(w -> counts(w, exposure))
            .anyMatch(w -> isAboveLabelMaximum(w, opioid));
  }

  /** The records that say when it was last taken: all that are current, else the latest. */
  private static boolean counts(Witness witness, Exposure exposure) {
    return exposure.isCurrent()
        ? witness.state() == State.CURRENT
        : witness.equals(exposure.decisive());
  }

  private static boolean isAboveLabelMaximum(Witness witness, Opioid opioid) {
    return witness.dosage() instanceof Read read
        && opioid.labelDailyMaximum().isPresent()
        && read.mostDaily().isAbove(opioid.labelDailyMaximum().get());
  }

  /**
   * True where doses were given on more days than one procedure takes, within one washout of the
   * last: days of an infusion are no single dose.
   */
  private boolean isGivenRepeatedly(Exposure exposure, Opioid opioid) {
    Optional<LocalDate> last = exposure.lastDose();
    int washout = windows.washout(exposure.drug(), opioid, false);
    return last.isPresent()
        && exposure.witnesses().stream()
            .flatMap(w -> w.lastDose().stream())
            .anyMatch(
                day ->
                    day.plusDays(1).isBefore(last.get())
                        && last.get().isBefore(day.plusDays(washout)));
  }
}

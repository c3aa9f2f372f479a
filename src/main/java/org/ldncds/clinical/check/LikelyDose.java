package org.ldncds.clinical.check;

import java.util.Optional;
import org.ldncds.clinical.facts.DosageReading.Read;
import org.ldncds.clinical.protocol.DoseLimits;
import org.ldncds.clinical.quantity.Dose;

/**
 * The daily dose that was probably meant where a decimal point was lost or a unit confused. One is
 * named only where it is a usual low dose; nothing is guessed.
 */
final class LikelyDose {

  private static final int MICROGRAMS_IN_A_MILLIGRAM = 1000;

  private LikelyDose() {}

  /** 45 mg was probably 4.5 mg. */
  static Optional<Dose> tenth(Read read, DoseLimits limits) {
    return usual(read.mostDaily().rounded().tenth(), limits);
  }

  /** 4.5 micrograms was probably 4.5 mg. */
  static Optional<Dose> thousandfold(Read read, DoseLimits limits) {
    return usual(read.leastDaily().rounded().times(MICROGRAMS_IN_A_MILLIGRAM), limits);
  }

  private static Optional<Dose> usual(Dose dose, DoseLimits limits) {
    boolean usual =
        !dose.isBelow(limits.usualMinimum())
            && !dose.isAbove(limits.usualMaximum())
            && dose.isMultipleOf(limits.tenthStep());
    return usual ? Optional.of(dose) : Optional.empty();
  }
}

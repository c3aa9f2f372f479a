package org.ldncds.clinical.check;

import java.util.Optional;
import java.util.Set;
import org.ldncds.clinical.drug.Drug;
import org.ldncds.clinical.drug.Drug.NaltrexoneKind;
import org.ldncds.clinical.drug.DrugRole;
import org.ldncds.clinical.drug.Form;
import org.ldncds.clinical.facts.DosageReading;
import org.ldncds.clinical.facts.DosageReading.Read;
import org.ldncds.clinical.protocol.DoseLimits;

/**
 * Products that block the same receptors, as far as they must not be taken together: a low and a
 * standard dose of naltrexone by mouth are two, two low doses are one product at another dose.
 */
enum Antagonist {
  LOW_DOSE,
  STANDARD_DOSE,
  /** By mouth, in a dose that is neither or not known. */
  ANY_DOSE,
  DEPOT,
  COMBINATION,
  /** Samidorphan, or nalmefene unless it is for rescue. */
  OTHER_DRUG;

  private static final Set<Form> RESCUE = Set.of(Form.NASAL, Form.INJECTION);

  /** Empty for all that is no antagonist, for topical naltrexone and for rescue forms. */
  static Optional<Antagonist> of(Drug drug, DosageReading dosage, DoseLimits limits) {
    if (drug.is(DrugRole.DUPLICATE_ANTAGONIST)) {
      return RESCUE.contains(drug.form()) ? Optional.empty() : Optional.of(OTHER_DRUG);
    }
    return drug.naltrexone().flatMap(kind -> ofNaltrexone(kind, drug, dosage, limits));
  }

  private static Optional<Antagonist> ofNaltrexone(
      NaltrexoneKind kind, Drug drug, DosageReading dosage, DoseLimits limits) {
    return switch (kind) {
      case ORAL -> Optional.of(byDose(drug, dosage, limits));
      case DEPOT -> Optional.of(DEPOT);
      case COMBINATION -> Optional.of(COMBINATION);
      case TOPICAL -> Optional.empty();
    };
  }

  private static Antagonist byDose(Drug drug, DosageReading dosage, DoseLimits limits) {
    if (dosage instanceof Read read) {
      boolean standard =
          !read.largestSingle().isBelow(limits.standardMinimum())
              && !limits.isImplausible(read.largestSingle(), read.mostDaily())
              && !isProbablyLow(read, limits);
      return Intent.isLow(read, limits) ? LOW_DOSE : standard ? STANDARD_DOSE : ANY_DOSE;
    }
    return ScheduleRule.isCommercialTablet(drug, limits) ? STANDARD_DOSE : ANY_DOSE;
  }

  /** 45 mg is more probably a misplaced decimal point than a second product. */
  private static boolean isProbablyLow(Read read, DoseLimits limits) {
    return limits.misplacedDecimal().stream().anyMatch(read.mostDaily()::isExactly);
  }

  boolean isNaltrexone() {
    return this != OTHER_DRUG;
  }

  /** A renewal or a change of dose is no second product. */
  boolean isBeside(Antagonist other) {
    boolean oneMayBeTheOther =
        (this == ANY_DOSE && other.isByMouth()) || (other == ANY_DOSE && isByMouth());
    return this != other && !oneMayBeTheOther;
  }

  private boolean isByMouth() {
    return this == LOW_DOSE || this == STANDARD_DOSE || this == ANY_DOSE;
  }
}

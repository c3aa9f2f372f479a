package org.ldncds.clinical.check;

import java.util.Optional;
import org.ldncds.clinical.drug.Drug.NaltrexoneKind;
import org.ldncds.clinical.facts.ClinicalFacts;
import org.ldncds.clinical.facts.DosageReading.Read;
import org.ldncds.clinical.facts.Order;
import org.ldncds.clinical.facts.Problem;
import org.ldncds.clinical.facts.Witness;
import org.ldncds.clinical.facts.Witness.State;
import org.ldncds.clinical.protocol.DoseLimits;
import org.ldncds.clinical.protocol.TitrationChoice;

/**
 * What an order for oral naltrexone is meant for: opioid or alcohol use disorder, a low dose
 * off-label, or not said.
 */
public enum Intent {
  STANDARD,
  LDN,
  UNSTATED;

  public static Intent of(
      Order order, ClinicalFacts facts, DoseLimits limits, TitrationChoice choice) {
    boolean lowDose = isLowDose(order, limits);
    if (isStandard(order, facts, lowDose, limits, choice)) {
      return STANDARD;
    }
    boolean indicated =
        order.reasons().stream().anyMatch(reason -> reason.isInAny(choice.indications()))
            || facts.problems().stream()
                .anyMatch(problem -> problem.isActive() && problem.isInAny(choice.indications()));
    return lowDose || indicated ? LDN : UNSTATED;
  }

  /**
   * True for oral single-ingredient naltrexone whose doses are all above zero and at most the
   * low-dose maximum.
   */
  static boolean isLowDose(Order order, DoseLimits limits) {
    return order.drug().naltrexone().equals(Optional.of(NaltrexoneKind.ORAL))
        && order.dosage() instanceof Read read
        && isLow(read, limits);
  }

  static boolean isLow(Read read, DoseLimits limits) {
    return !read.largestSingle().isAbove(limits.ldnMaximum())
        && !read.mostDaily().isAbove(limits.ldnMaximum());
  }

  private static boolean isStandard(
      Order order,
      ClinicalFacts facts,
      boolean lowDose,
      DoseLimits limits,
      TitrationChoice choice) {
    if (order.reasons().stream().anyMatch(reason -> reason.isInAny(choice.standardIntent()))) {
      return true;
    }
    if (!lowDose
        && facts.problems().stream()
            .anyMatch(problem -> isTreated(problem) && problem.isInAny(choice.standardIntent()))) {
      return true;
    }
    return facts.exposures().stream()
        .flatMap(exposure -> exposure.witnesses().stream())
        .filter(witness -> witness.state() == State.CURRENT)
        .anyMatch(witness -> isStandardCourse(witness, limits));
  }

  private static boolean isTreated(Problem problem) {
    return problem.status() != Problem.Status.INACTIVE;
  }

  private static boolean isStandardCourse(Witness witness, DoseLimits limits) {
    Optional<NaltrexoneKind> kind = witness.drug().naltrexone();
    if (kind.equals(Optional.of(NaltrexoneKind.DEPOT))) {
      return true;
    }
    return kind.equals(Optional.of(NaltrexoneKind.ORAL))
        && witness.dosage() instanceof Read read
        && !read.largestSingle().isBelow(limits.standardMinimum())
        && !read.mostDaily().isAbove(limits.averageMaximum());
  }
}

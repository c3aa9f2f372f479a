package org.ldncds.clinical.protocol;

import java.util.List;
import java.util.Set;
import org.ldncds.clinical.quantity.DailyDose;
import org.ldncds.clinical.quantity.Dose;
import org.ldncds.clinical.quantity.DoseBand;

/**
 * The figures behind the dose-range rules for oral naltrexone. Daily amounts are averages; days are
 * whole days.
 *
 * @param bands daily dose from zero upwards, without a hole
 * @param unitErrorBelow a daily dose below it looks like a microgram taken for a milligram
 * @param usualMinimum smallest usual low daily dose
 * @param usualMaximum largest usual low daily dose, where plans end
 * @param ldnMaximum up to it a dose counts as low-dose naltrexone
 * @param standardMinimum from it on a single dose counts as a standard dose
 * @param averageMaximum label daily average
 * @param implausibleAbove no dose above it is one that anybody means
 * @param oralMaximum never by mouth above it, at once or in a day
 * @param firstDoseMaximum largest first low dose
 * @param stepMaximum largest step up
 * @param earlyStepMaximum largest step up while the present dose is new
 * @param earlyStepDays days for which the present dose counts as new
 * @param earliestStepDays no step up before so many days
 * @param misplacedDecimal daily doses that are no usual standard dose but ten times a low one
 * @param tenthStep a tenth of a dose is named as intended where it is a multiple of this
 * @param combinationMaximum naltrexone a day in the combination with bupropion
 * @param depotDose the one labelled dose of the depot injection
 * @param depotInterval injections are at least so many days apart
 * @param supplyShortfall per cent of a stated supply that may be lacking before it is said
 * @param packUnits tablets or capsules to which a quantity may be rounded up
 * @param packMillilitres the same for liquids
 */
public record DoseLimits(
    List<DoseBand> bands,
    Dose unitErrorBelow,
    Dose usualMinimum,
    Dose usualMaximum,
    Dose ldnMaximum,
    Dose standardMinimum,
    Dose averageMaximum,
    Dose implausibleAbove,
    Dose oralMaximum,
    Dose firstDoseMaximum,
    Dose stepMaximum,
    Dose earlyStepMaximum,
    int earlyStepDays,
    int earliestStepDays,
    Set<Dose> misplacedDecimal,
    Dose tenthStep,
    Dose combinationMaximum,
    Dose depotDose,
    int depotInterval,
    int supplyShortfall,
    int packUnits,
    int packMillilitres) {

  /** True where the dose at once or in a day is beyond anything that can be meant. */
  public boolean isImplausible(Dose single, DailyDose daily) {
    return single.isAbove(implausibleAbove) || daily.isAbove(implausibleAbove);
  }

  public DoseLimits {
    bands = List.copyOf(bands);
    misplacedDecimal = Set.copyOf(misplacedDecimal);
  }
}

package org.ldncds.clinical.protocol;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import org.ldncds.clinical.quantity.Dose;

/**
 * A way to reach the target dose.
 *
 * @param stepDays days at each dose; the last has no end
 * @param daysAtTarget days at the target dose that the first supply covers, up to the review
 * @param doses rising, one a step
 * @param capsules strengths that a pharmacy compounds for it and that are in stock; where they do
 *     not make every dose, it can be had as a liquid only
 * @param sources ids of citations
 * @param since when this version was put in force
 */
public record TitrationProtocol(
    String id,
    String title,
    int stepDays,
    int daysAtTarget,
    List<Dose> doses,
    List<Dose> capsules,
    List<String> sources,
    LocalDate since) {

  /** The slowest first: what starts lower, else rises by smaller steps, else waits longer. */
  public static final Comparator<TitrationProtocol> SLOWEST_FIRST =
      Comparator.comparing(TitrationProtocol::startDose)
          .thenComparing(TitrationProtocol::largestStep)
          .thenComparing(TitrationProtocol::stepDays, Comparator.reverseOrder())
          .thenComparing(TitrationProtocol::id);

  public TitrationProtocol {
    doses = List.copyOf(doses);
    capsules = List.copyOf(capsules);
    sources = List.copyOf(sources);
  }

  /** The same with only those of its capsules that are in stock. */
  public TitrationProtocol madeFrom(List<Dose> stock) {
    return new TitrationProtocol(
        id,
        title,
        stepDays,
        daysAtTarget,
        doses,
        capsules.stream().filter(stock::contains).toList(),
        sources,
        since);
  }

  /** Its doses that are not below this one. */
  public List<Dose> from(Dose dose) {
    return doses.stream().filter(d -> !d.isBelow(dose)).toList();
  }

  public Dose startDose() {
    return doses.get(0);
  }

  public Dose targetDose() {
    return doses.get(doses.size() - 1);
  }

  private Dose largestStep() {
    Dose largest = Dose.ZERO;
    for (int i = 1; i < doses.size(); i++) {
      largest = largest.max(doses.get(i).minus(doses.get(i - 1)));
    }
    return largest;
  }
}

package org.ldncds.clinical.quantity;

import java.util.List;
import java.util.Optional;

/**
 * A named range of daily doses. A list of bands tiles: it starts over zero, leaves no hole and no
 * overlap, and ends open, which {@link #requireTiling} proves when the limits are loaded.
 *
 * @param lower where it begins
 * @param upper where it ends; empty for the last band
 */
public record DoseBand(String name, Edge lower, Optional<Edge> upper) {

  /**
   * One end of a band.
   *
   * @param belongs true where the amount itself lies in the band
   */
  public record Edge(Dose at, boolean belongs) {}

  public boolean contains(DailyDose dose) {
    boolean aboveLower = dose.isAbove(lower.at) || (lower.belongs && dose.isExactly(lower.at));
    boolean belowUpper =
        upper.isEmpty()
            || dose.isBelow(upper.get().at)
            || (upper.get().belongs && dose.isExactly(upper.get().at));
    return aboveLower && belowUpper;
  }

  /** The band of a positive daily dose. */
  public static DoseBand of(List<DoseBand> bands, DailyDose dose) {
    return bands.stream()
        .filter(band -> band.contains(dose))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("No band holds " + dose));
  }

  /**
   * @throws IllegalArgumentException naming the first hole, overlap or missing end
   */
  public static void requireTiling(List<DoseBand> bands) {
    if (bands.isEmpty()) {
      throw new IllegalArgumentException("there is no band. Maybe the list is empty?");
    }
    Edge end = new Edge(Dose.ZERO, true);
    for (int i = 0; i < bands.size(); i++) {
      DoseBand band = bands.get(i);
      if (!band.lower.equals(new Edge(end.at, !end.belongs))) {
        throw new IllegalArgumentException(
            "band \""
                + band.name
                + "\" leaves a hole or an overlap. Maybe it should begin "
                + (end.belongs ? "over " : "from ")
                + end.at
                + "?");
      }
      boolean last = i == bands.size() - 1;
      if (last != band.upper.isEmpty()) {
        throw new IllegalArgumentException(
            "band \""
                + band.name
                + (last
                    ? "\" is the last and must be open. Maybe remove its upper edge?"
                    : "\" has no end. Maybe add \"up-to\"?"));
      }
      end = band.upper.orElse(end);
    }
  }
}

package org.ldncds.fhir;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.ldncds.clinical.facts.DosageReading.Unreadable;
import org.ldncds.clinical.facts.LabResult;

/**
 * The patient's last weight on record, for doses per kilogram; not known, or too old to dose by,
 * where there is a reason.
 *
 * @param least kilograms; several weights of one day are a range
 * @param most kilograms
 * @param reason why it cannot be used
 */
record BodyWeight(BigDecimal least, BigDecimal most, Optional<Unreadable> reason) {

  static final BodyWeight UNKNOWN =
      new BodyWeight(BigDecimal.ONE, BigDecimal.ONE, Optional.of(Unreadable.WEIGHT_NOT_KNOWN));

  /**
   * @param validDays how many days a weight counts; one of exactly so many days ago still does
   */
  static BodyWeight of(List<LabResult> results, LocalDate today, int validDays) {
    List<LabResult> weights =
        results.stream()
            .filter(result -> result.group().equals(LabResult.BODY_WEIGHT))
            .filter(result -> result.value().filter(v -> v.signum() > 0).isPresent())
            .toList();
    Optional<LocalDate> last = weights.stream().map(LabResult::date).max(Comparator.naturalOrder());
    if (last.isEmpty()) {
      return UNKNOWN;
    }
    List<BigDecimal> kilograms =
        weights.stream()
            .filter(result -> result.date().equals(last.get()))
            .flatMap(result -> result.value().stream())
            .sorted()
            .toList();
    return new BodyWeight(
        kilograms.get(0),
        kilograms.get(kilograms.size() - 1),
        last.get().plusDays(validDays).isBefore(today)
            ? Optional.of(Unreadable.WEIGHT_TOO_OLD)
            : Optional.empty());
  }

  /**
   * @throws NotReadException where no weight is on record, or an old one only
   */
  void requireKnown() {
    reason.ifPresent(
        why -> {
          throw new NotReadException(why);
        });
  }
}

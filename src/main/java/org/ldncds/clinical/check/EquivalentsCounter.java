package org.ldncds.clinical.check;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ldncds.clinical.check.MorphineEquivalents.Line;
import org.ldncds.clinical.check.MorphineEquivalents.NotCounted;
import org.ldncds.clinical.check.MorphineEquivalents.Reason;
import org.ldncds.clinical.drug.Drug;
import org.ldncds.clinical.drug.Form;
import org.ldncds.clinical.drug.Opioid;
import org.ldncds.clinical.drug.Opioid.Conflict;
import org.ldncds.clinical.drug.Strength;
import org.ldncds.clinical.drug.Strength.Per;
import org.ldncds.clinical.facts.ClinicalFacts;
import org.ldncds.clinical.facts.DosageReading;
import org.ldncds.clinical.facts.DosageReading.Read;
import org.ldncds.clinical.facts.Exposure;
import org.ldncds.clinical.facts.RecordReference;
import org.ldncds.clinical.facts.Witness;
import org.ldncds.clinical.facts.Witness.State;
import org.ldncds.clinical.protocol.DoseLimits;
import org.ldncds.clinical.protocol.MorphineFactors;
import org.ldncds.clinical.protocol.MorphineFactors.Factor;
import org.ldncds.clinical.quantity.DailyDose;

/**
 * Adds up morphine equivalents by the CDC factors of 2022. A drug that is ordered and taken counts
 * once, with the larger dose, since most such orders renew it; several prescriptions of it are
 * added, but a prescription, its dispenses and a statement tell of the same tablets.
 */
public final class EquivalentsCounter {

  private static final BigDecimal HOURS_A_DAY = BigDecimal.valueOf(24);

  private final MorphineFactors factors;
  private final DoseLimits limits;

  public EquivalentsCounter(MorphineFactors factors, DoseLimits limits) {
    this.factors = factors;
    this.limits = limits;
  }

  MorphineFactors factors() {
    return factors;
  }

  public MorphineEquivalents count(ClinicalFacts facts) {
    Map<String, List<Part>> byDrug = new LinkedHashMap<>();
    facts.opioidOrders().stream()
        .filter(order -> isCounted(order.drug()))
        .forEach(
            order ->
                byDrug
                    .computeIfAbsent(order.drug().identity(), d -> new ArrayList<>())
                    .add(part(order.drug(), order.record(), true, order.dosage())));
    facts.exposuresTo(EquivalentsCounter::isCounted).stream()
        .filter(Exposure::isCurrent)
        .forEach(
            exposure ->
                byDrug
                    .computeIfAbsent(exposure.drug().identity(), d -> new ArrayList<>())
                    .addAll(taken(exposure)));
    List<Part> parts = byDrug.values().stream().flatMap(EquivalentsCounter::once).toList();
    return new MorphineEquivalents(
        parts.stream().flatMap(part -> part.line.stream()).toList(),
        parts.stream().flatMap(part -> part.notCounted.stream()).distinct().toList());
  }

  /** Antidiarrhoeals and the like have no equivalents, and nobody misses them in the sum. */
  private static boolean isCounted(Drug drug) {
    return drug.opioid().map(Opioid::conflict).equals(Optional.of(Conflict.BLOCK));
  }

  /** One order or record: in the sum, or not. */
  private record Part(Optional<Line> line, Optional<NotCounted> notCounted) {

    boolean isOrdered() {
      return line.map(Line::ordered).orElseGet(() -> notCounted.orElseThrow().ordered());
    }

    static DailyDose sum(List<Part> parts) {
      return MorphineEquivalents.sum(parts.stream().flatMap(part -> part.line.stream()).toList());
    }
  }

  /** The larger of what is ordered and what is taken, and all that could not be counted. */
  private static Stream<Part> once(List<Part> parts) {
    Map<Boolean, List<Part>> sides =
        parts.stream().collect(Collectors.partitioningBy(Part::isOrdered));
    List<Part> ordered = sides.getOrDefault(true, List.of());
    List<Part> taken = sides.getOrDefault(false, List.of());
    List<Part> counted = Part.sum(taken).compareTo(Part.sum(ordered)) > 0 ? taken : ordered;
    return parts.stream().filter(part -> part.line.isEmpty() || counted.contains(part));
  }

  /** Of the kinds of record that tell of the same tablets, the one that adds up to most. */
  private List<Part> taken(Exposure exposure) {
    Map<String, List<Witness>> byKind =
        exposure.witnesses().stream()
            .filter(witness -> witness.state() == State.CURRENT)
            .collect(
                Collectors.groupingBy(
                    witness -> witness.record().resourceType(),
                    LinkedHashMap::new,
                    Collectors.toList()));
    return byKind.values().stream()
        .map(
            records ->
                records.stream().map(w -> part(w.drug(), w.record(), false, w.dosage())).toList())
        .max(Comparator.comparing(Part::sum))
        .orElse(List.of());
  }

  private Part part(Drug drug, RecordReference record, boolean ordered, DosageReading dosage) {
    boolean patch =
        drug.form() == Form.PATCH || drug.strength().filter(s -> s.isPer(Per.HOUR)).isPresent();
    List<Factor> found =
        factors.of(drug.lead().ingredient().name(), patch ? Form.PATCH : drug.form());
    Optional<Factor> factor = found.stream().filter(f -> f.year() == factors.year()).findFirst();
    if (factor.isEmpty()) {
      Reason reason = found.isEmpty() ? Reason.NO_FACTOR : Reason.OUTDATED_FACTOR;
      return notCounted(drug, record, ordered, reason);
    }
    Optional<DailyDose> amount = patch ? givenOff(drug, dosage) : swallowed(dosage);
    return amount
        .map(daily -> line(drug, record, ordered, daily, patch, factor.get().factor()))
        .orElseGet(
            () ->
                notCounted(
                    drug,
                    record,
                    ordered,
                    patch ? Reason.PATCH_STRENGTH_NOT_KNOWN : Reason.DOSE_NOT_READABLE));
  }

  private static Part notCounted(
      Drug drug, RecordReference record, boolean ordered, Reason reason) {
    return new Part(
        Optional.empty(), Optional.of(new NotCounted(drug.name(), record, ordered, reason)));
  }

  private static Part line(
      Drug drug,
      RecordReference record,
      boolean ordered,
      DailyDose daily,
      boolean patch,
      BigDecimal factor) {
    // a patch's factor is for micrograms an hour: 1000 / 24 of the milligrams a day
    DailyDose equivalents =
        patch
            ? new DailyDose(
                daily.total().times(1000).times(factor),
                Math.multiplyExact(daily.days(), HOURS_A_DAY.longValueExact()))
            : new DailyDose(daily.total().times(factor), daily.days());
    return new Part(
        Optional.of(new Line(drug.name(), record, ordered, daily, patch, factor, equivalents)),
        Optional.empty());
  }

  private Optional<DailyDose> swallowed(DosageReading dosage) {
    return dosage instanceof Read read
            && !limits.isImplausible(read.largestSingle(), read.mostDaily())
        ? Optional.of(read.mostDaily())
        : Optional.empty();
  }

  /** At least one patch is worn; more where the dosage says so. */
  private Optional<DailyDose> givenOff(Drug drug, DosageReading dosage) {
    Optional<DailyDose> one =
        drug.strength()
            .filter(strength -> strength.isPer(Per.HOUR))
            .map(Strength::amount)
            .map(hourly -> DailyDose.daily(hourly.times(HOURS_A_DAY)));
    return one.map(daily -> swallowed(dosage).map(daily::max).orElse(daily));
  }
}

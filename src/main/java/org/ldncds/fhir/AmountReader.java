package org.ldncds.fhir;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.hl7.fhir.r4.model.Dosage.DosageDoseAndRateComponent;
import org.hl7.fhir.r4.model.Quantity;
import org.jspecify.annotations.Nullable;
import org.ldncds.clinical.drug.Drug;
import org.ldncds.clinical.drug.Strength.Per;
import org.ldncds.clinical.facts.DosageReading.Unreadable;
import org.ldncds.clinical.quantity.Dose;

/**
 * Reads how much is taken at one time: a mass, or units and volumes times the product's strength.
 */
final class AmountReader {

  /**
   * The amount taken at one time.
   *
   * @param least the low end of a range
   * @param most the high end of a range
   */
  record Amount(Dose least, Dose most) {}

  private static final int LARGEST_SCALE = 30;
  private static final Set<String> COUNTED =
      Set.of(
          "1",
          "{tbl}",
          "{tablet}",
          "{tab}",
          "tbl",
          "tab",
          "tabs",
          "tablet",
          "tablets",
          "{capsule}",
          "{cap}",
          "{caps}",
          "cap",
          "caps",
          "capsule",
          "capsules",
          "{pill}",
          "pill",
          "pills",
          "{film}",
          "film",
          "each",
          "{each}",
          "unit dose",
          "{dose}");
  private static final Set<String> MILLILITRES =
      Set.of("ml", "milliliter", "millilitre", "milliliters", "millilitres", "cc");

  /** Which of several representations of the same dose counts; they are never added up. */
  private static final List<String> TYPES_BY_WEIGHT = List.of("ordered", "calculated", "");

  private AmountReader() {}

  /**
   * @throws NotReadException where no exact amount of the drug is stated
   */
  static Amount read(List<DosageDoseAndRateComponent> doseAndRates, Drug drug) {
    DosageDoseAndRateComponent chosen =
        TYPES_BY_WEIGHT.stream()
            .flatMap(type -> doseAndRates.stream().filter(d -> d.hasDose() && type(d).equals(type)))
            .findFirst()
            .or(() -> doseAndRates.stream().filter(DosageDoseAndRateComponent::hasDose).findFirst())
            .orElseThrow(() -> new NotReadException(Unreadable.NO_DOSE));
    if (chosen.hasDoseRange()) {
      Quantity low = chosen.getDoseRange().getLow();
      Quantity high = chosen.getDoseRange().getHigh();
      Dose most = dose(high.hasValue() ? high : low, drug);
      Dose least = low.hasValue() ? dose(low, drug) : most;
      return new Amount(least.min(most), most.max(least));
    }
    Dose dose = dose(chosen.getDoseQuantity(), drug);
    return new Amount(dose, dose);
  }

  private static String type(DosageDoseAndRateComponent doseAndRate) {
    return doseAndRate.getType().getCodingFirstRep().hasCode()
        ? doseAndRate.getType().getCodingFirstRep().getCode()
        : "";
  }

  /** Reads one quantity of the drug, above zero. */
  static Dose dose(Quantity quantity, Drug drug) {
    BigDecimal value = quantity.getValue();
    if (value == null) {
      throw new NotReadException(Unreadable.NO_DOSE);
    }
    if (value.signum() <= 0) {
      throw new NotReadException(Unreadable.NOT_POSITIVE);
    }
    if (Math.abs((long) value.scale()) > LARGEST_SCALE || value.precision() > LARGEST_SCALE) {
      throw new NotReadException(Unreadable.BEYOND_REASON);
    }
    return inUnit(value, quantity, drug);
  }

  private static Dose inUnit(BigDecimal value, Quantity quantity, Drug drug) {
    String unit = unit(quantity.getCode(), quantity.getUnit());
    if (Dose.isMassUnit(unit)) {
      return Dose.of(value, unit);
    }
    if (MILLILITRES.contains(unit)) {
      return times(value, Per.MILLILITRE, drug);
    }
    if (COUNTED.contains(unit)) {
      return times(value, Per.UNIT, drug);
    }
    throw new NotReadException(Unreadable.UNIT_NOT_KNOWN);
  }

  private static Dose times(BigDecimal value, Per per, Drug drug) {
    return drug.strength()
        .filter(strength -> strength.isPer(per))
        .map(strength -> strength.in(value))
        .orElseThrow(() -> new NotReadException(Unreadable.STRENGTH_NOT_KNOWN));
  }

  /**
   * The code where it is one we know, else the unit as written; both must not disagree about a
   * mass.
   */
  private static String unit(@Nullable String code, @Nullable String written) {
    String coded = code == null ? "" : code.strip().toLowerCase(Locale.ROOT);
    String text = written == null ? "" : written.strip().toLowerCase(Locale.ROOT);
    boolean disagree =
        Dose.isMassUnit(coded)
            && Dose.isMassUnit(text)
            && Dose.of(BigDecimal.ONE, coded).compareTo(Dose.of(BigDecimal.ONE, text)) != 0;
    if (disagree) {
      throw new NotReadException(Unreadable.UNIT_NOT_KNOWN);
    }
    return coded.isEmpty() || (coded.equals("1") && !text.isEmpty()) ? text : coded;
  }
}

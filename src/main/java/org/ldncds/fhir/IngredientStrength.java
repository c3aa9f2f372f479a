package org.ldncds.fhir;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Medication;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Ratio;
import org.ldncds.clinical.drug.Drug;
import org.ldncds.clinical.drug.Strength;
import org.ldncds.clinical.drug.Strength.Per;
import org.ldncds.clinical.quantity.Dose;
import org.ldncds.clinical.quantity.Units;
import org.ldncds.clinical.quantity.Units.Kind;
import org.ldncds.clinical.quantity.Units.Unit;

/**
 * The strength that a Medication states for its only ingredient, where it makes sense: a mass in
 * one piece or in a volume. "50 mg / 50 mg", as some EHRs send it, says nothing.
 */
final class IngredientStrength {

  private final Units units;

  IngredientStrength(Units units) {
    this.units = units;
  }

  /** The drug with that strength where its code and names tell none. */
  Drug completed(Drug drug, Medication medication) {
    if (drug.strength().isPresent()
        || drug.components().size() != 1
        || medication.getIngredient().size() != 1) {
      return drug;
    }
    return strength(medication.getIngredientFirstRep().getStrength())
        .map(
            strength ->
                new Drug(
                    drug.name(),
                    List.of(new Drug.Component(drug.lead().ingredient(), Optional.of(strength))),
                    drug.form(),
                    drug.release()))
        .orElse(drug);
  }

  private Optional<Strength> strength(Ratio ratio) {
    Quantity over = ratio.getNumerator();
    Quantity under = ratio.getDenominator();
    Optional<Unit> mass = unit(over).filter(unit -> unit.kind() == Kind.MASS);
    if (mass.isEmpty() || !isAboveZero(over) || !isAboveZero(under)) {
      return Optional.empty();
    }
    Dose amount = new Dose(over.getValue().multiply(mass.get().factor()));
    return unit(under)
        .filter(unit -> unit.kind() == Kind.PIECE || unit.kind() == Kind.VOLUME)
        .map(
            unit ->
                new Strength(
                    amount,
                    under.getValue().multiply(unit.factor()),
                    unit.kind() == Kind.PIECE ? Per.UNIT : Per.MILLILITRE));
  }

  private static boolean isAboveZero(Quantity quantity) {
    BigDecimal value = quantity.getValue();
    return value != null
        && value.signum() > 0
        && Math.abs((long) value.scale()) < 10
        && value.precision() < 20;
  }

  private Optional<Unit> unit(Quantity quantity) {
    return Optional.ofNullable(quantity.hasUnit() ? quantity.getUnit() : quantity.getCode())
        .flatMap(units::named);
  }
}

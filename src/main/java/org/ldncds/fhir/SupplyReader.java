package org.ldncds.fhir;

import java.math.BigDecimal;
import java.util.Optional;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.Quantity;
import org.ldncds.clinical.facts.Supply;
import org.ldncds.clinical.facts.Supply.Kind;
import org.ldncds.clinical.quantity.Units;

/**
 * Reads what a MedicationRequest asks the pharmacy to hand out. What it does not surely know it
 * leaves out, since only a note depends on it.
 */
final class SupplyReader {

  private static final int LARGEST_SCALE = 30;

  private final UnitReader unitReader;

  SupplyReader(Units units) {
    this.unitReader = new UnitReader(units);
  }

  Supply read(MedicationRequest request) {
    var dispense = request.getDispenseRequest();
    return new Supply(
        amount(dispense.getQuantity()),
        TimingReader.supplyDays(dispense.getExpectedSupplyDuration()),
        Math.max(0, dispense.getNumberOfRepeatsAllowed()));
  }

  private Optional<Supply.Amount> amount(Quantity quantity) {
    BigDecimal value = quantity.getValue();
    boolean usable =
        value != null
            && value.signum() > 0
            && Math.abs((long) value.scale()) <= LARGEST_SCALE
            && value.precision() <= LARGEST_SCALE
            && !quantity.hasComparator();
    if (!usable) {
      return Optional.empty();
    }
    try {
      return amount(value, unitReader.of(quantity));
    } catch (NotReadException e) {
      return Optional.empty();
    }
  }

  private static Optional<Supply.Amount> amount(BigDecimal value, UnitReader.Written written) {
    if (written.perKilogram() || written.perSeconds().isPresent()) {
      return Optional.empty();
    }
    BigDecimal number = value.multiply(written.unit().factor());
    return switch (written.unit().kind()) {
      case MASS -> Optional.of(new Supply.Amount(number, Kind.MILLIGRAMS));
      case VOLUME -> Optional.of(new Supply.Amount(number, Kind.MILLILITRES));
      // "1 each" is a bottle as often as a tablet
      case PIECE ->
          number.compareTo(BigDecimal.ONE) > 0
              ? Optional.of(new Supply.Amount(number, Kind.UNITS))
              : Optional.empty();
      case PATCH, ACTUATION -> Optional.empty();
    };
  }
}

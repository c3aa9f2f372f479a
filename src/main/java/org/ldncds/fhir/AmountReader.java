package org.ldncds.fhir;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Dosage.DosageDoseAndRateComponent;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Range;
import org.hl7.fhir.r4.model.Ratio;
import org.ldncds.clinical.drug.Drug;
import org.ldncds.clinical.drug.Form;
import org.ldncds.clinical.drug.Strength.Per;
import org.ldncds.clinical.facts.DosageReading.Unreadable;
import org.ldncds.clinical.quantity.Dose;
import org.ldncds.clinical.quantity.Units;
import org.ldncds.clinical.quantity.Units.Kind;

/**
 * Reads how much is taken at one time, or runs in an hour: a mass, or units and volumes times the
 * product's strength, or either per kilogram times the body weight.
 */
final class AmountReader {

  private static final int LARGEST_SCALE = 30;
  private static final long HOUR = 3_600;

  /** Where the amount is stated in another way besides, that one may be readable. */
  private static final Set<Unreadable> NEEDS_MORE =
      Set.of(Unreadable.STRENGTH_NOT_KNOWN, Unreadable.WEIGHT_NOT_KNOWN, Unreadable.WEIGHT_TOO_OLD);

  private final UnitReader unitReader;
  private final BodyWeight weight;

  AmountReader(Units units, BodyWeight weight) {
    this.unitReader = new UnitReader(units);
    this.weight = weight;
  }

  /**
   * The amount taken at one time, or in so many seconds.
   *
   * @param least the low end of a range
   * @param most the high end of a range
   * @param perSeconds empty where it is an amount, not a rate
   */
  record Amount(Dose least, Dose most, OptionalLong perSeconds) {

    private Amount to(Amount high) {
      if (!perSeconds.equals(high.perSeconds)) {
        throw new NotReadException(Unreadable.CONTRADICTORY);
      }
      return new Amount(least.min(high.least), most.max(high.most), perSeconds);
    }
  }

  /**
   * The dose, else the rate. Of several representations one counts: the ordered, else the
   * calculated, else one without a type; they are never added up.
   *
   * @throws NotReadException where no exact amount of the drug is stated
   */
  Amount read(List<DosageDoseAndRateComponent> all, Drug drug) {
    Predicate<DosageDoseAndRateComponent> stated =
        all.stream().anyMatch(DosageDoseAndRateComponent::hasDose)
            ? DosageDoseAndRateComponent::hasDose
            : DosageDoseAndRateComponent::hasRate;
    List<DosageDoseAndRateComponent> usable = all.stream().filter(stated).toList();
    List<List<DosageDoseAndRateComponent>> byWeight =
        Stream.<Predicate<String>>of("ordered"::equals, "calculated"::equals, String::isEmpty)
            .map(type -> usable.stream().filter(d -> type.test(type(d))).toList())
            .toList();
    Optional<NotReadException> first = Optional.empty();
    for (List<DosageDoseAndRateComponent> alike :
        Stream.concat(byWeight.stream(), usable.stream().map(List::of)).toList()) {
      for (DosageDoseAndRateComponent one : alike) {
        try {
          return agreed(one, alike, drug);
        } catch (NotReadException e) {
          if (!NEEDS_MORE.contains(e.reason())) {
            throw e;
          }
          first = first.isPresent() ? first : Optional.of(e);
        }
      }
    }
    throw first.orElseGet(() -> new NotReadException(Unreadable.NO_DOSE));
  }

  private Amount agreed(
      DosageDoseAndRateComponent one, List<DosageDoseAndRateComponent> alike, Drug drug) {
    Amount amount = amount(one, drug);
    for (DosageDoseAndRateComponent other : alike) {
      try {
        if (!amount(other, drug).equals(amount)) {
          throw new NotReadException(Unreadable.CONTRADICTORY);
        }
      } catch (NotReadException e) {
        if (!NEEDS_MORE.contains(e.reason())) {
          throw e;
        }
      }
    }
    return amount;
  }

  private static String type(DosageDoseAndRateComponent doseAndRate) {
    CodeableConcept type = doseAndRate.getType();
    return Stream.concat(
            type.getCoding().stream().flatMap(c -> Stream.of(c.getCode(), c.getDisplay())),
            Stream.of(type.getText()))
        .filter(name -> name != null && !name.isBlank())
        .map(name -> name.strip().toLowerCase(Locale.ROOT))
        .findFirst()
        .orElse("");
  }

  private Amount amount(DosageDoseAndRateComponent stated, Drug drug) {
    if (stated.hasDoseRange()) {
      return range(stated.getDoseRange(), drug);
    }
    if (stated.hasDoseQuantity()) {
      return quantity(stated.getDoseQuantity(), drug);
    }
    Amount rate =
        stated.hasRateRange()
            ? range(stated.getRateRange(), drug)
            : stated.hasRateRatio()
                ? ratio(stated.getRateRatio(), drug)
                : quantity(stated.getRateQuantity(), drug);
    if (rate.perSeconds.isEmpty()) {
      throw new NotReadException(Unreadable.UNIT_NOT_KNOWN); // a rate is for some time
    }
    return rate;
  }

  private Amount range(Range range, Drug drug) {
    if (!range.getHigh().hasValue() && !range.getLow().hasValue()) {
      throw new NotReadException(Unreadable.NO_DOSE);
    }
    Amount high = quantity(range.getHigh().hasValue() ? range.getHigh() : range.getLow(), drug);
    Amount low = range.getLow().hasValue() ? quantity(range.getLow(), drug) : high;
    return low.to(high);
  }

  private Amount ratio(Ratio ratio, Drug drug) {
    Amount amount = quantity(ratio.getNumerator(), drug);
    if (amount.perSeconds.isPresent()) {
      throw new NotReadException(Unreadable.UNIT_NOT_KNOWN);
    }
    return new Amount(
        amount.least, amount.most, OptionalLong.of(TimingReader.seconds(ratio.getDenominator())));
  }

  /**
   * One amount of the drug, above zero.
   *
   * @throws NotReadException also where it is a rate
   */
  Amount single(Quantity quantity, Drug drug) {
    Amount amount = quantity(quantity, drug);
    if (amount.perSeconds.isPresent()) {
      throw new NotReadException(Unreadable.UNIT_NOT_KNOWN);
    }
    return amount;
  }

  private Amount quantity(Quantity quantity, Drug drug) {
    BigDecimal value = value(quantity);
    UnitReader.Written unit = unitReader.of(quantity);
    if (isWorn(unit, drug)) {
      Dose anHour = of(Per.HOUR, value, drug);
      return new Amount(anHour, anHour, OptionalLong.of(HOUR));
    }
    BigDecimal number = value.multiply(unit.unit().factor());
    Dose dose =
        switch (unit.unit().kind()) {
          case MASS -> new Dose(number);
          case VOLUME -> of(Per.MILLILITRE, number, drug);
          case PIECE -> of(Per.UNIT, number, drug);
          case ACTUATION -> of(Per.ACTUATION, number, drug);
          case PATCH -> throw new NotReadException(Unreadable.STRENGTH_NOT_KNOWN);
        };
    if (!unit.perKilogram()) {
      return new Amount(dose, dose, unit.perSeconds());
    }
    weight.requireKnown();
    return new Amount(dose.times(weight.least()), dose.times(weight.most()), unit.perSeconds());
  }

  private static BigDecimal value(Quantity quantity) {
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
    if (quantity.hasComparator()) {
      throw new NotReadException(Unreadable.NOT_EXACT);
    }
    return value;
  }

  /** A patch gives off its drug as long as it is worn, whatever it holds. */
  private static boolean isWorn(UnitReader.Written unit, Drug drug) {
    Kind kind = unit.unit().kind();
    boolean patch =
        kind == Kind.PATCH
            || (kind == Kind.PIECE
                && (drug.form() == Form.PATCH
                    || drug.strength().filter(s -> s.isPer(Per.HOUR)).isPresent()));
    return patch && !unit.perKilogram() && unit.perSeconds().isEmpty();
  }

  private static Dose of(Per per, BigDecimal number, Drug drug) {
    return drug.strength()
        .filter(strength -> strength.isPer(per))
        .map(strength -> strength.in(number))
        .orElseThrow(() -> new NotReadException(Unreadable.STRENGTH_NOT_KNOWN));
  }
}

package org.ldncds.clinical.sig;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.ldncds.clinical.drug.Strength;
import org.ldncds.clinical.drug.Strength.Per;
import org.ldncds.clinical.facts.DosageReading.Unreadable;
import org.ldncds.clinical.quantity.Dose;
import org.ldncds.clinical.sig.Quantity.Unit;

/** Turns what is counted into milligrams, by the product's strength or one that the text states. */
final class Strengths {

  /** How an amount is said a second time. */
  enum Again {
    BESIDE,
    IN_PARENTHESES,
    AS_EQUAL
  }

  /** An amount that is said a second time; it must agree. */
  record Restated(Amount amount, Again how) {}

  private final Optional<Strength> product;
  private Optional<Strength> perUnit = Optional.empty();
  private Optional<Strength> perMillilitre = Optional.empty();

  Strengths(Optional<Strength> product) {
    this.product = product;
  }

  /** The product is counted in units, or its strength is not known. */
  boolean mayBeCounted() {
    return product.map(strength -> strength.isPer(Per.UNIT)).orElse(true);
  }

  /** Notes a strength that the text states for all that follows and went before. */
  void state(Strength strength) {
    if (strength.isPer(Per.UNIT)) {
      perUnit = same(perUnit, strength);
    } else {
      perMillilitre = same(perMillilitre, strength);
    }
  }

  private static Optional<Strength> same(Optional<Strength> known, Strength stated) {
    known.ifPresent(strength -> requireSame(strength, stated));
    return Optional.of(stated);
  }

  private static void requireSame(Strength a, Strength b) {
    boolean same = a.amount().times(b.quantity()).compareTo(b.amount().times(a.quantity())) == 0;
    if (!same) {
      throw new NotUnderstoodException();
    }
  }

  /** What an amount and all that restates it come to. */
  Range resolve(Amount amount, List<Restated> restated) {
    Optional<Range> found = known(amount);
    for (Restated again : restated) {
      found = Optional.of(agreed(amount, found, again));
    }
    return found.orElseThrow(Strengths::unknown);
  }

  private static NotUnderstoodException unknown() {
    return new NotUnderstoodException(Unreadable.STRENGTH_NOT_KNOWN);
  }

  private Range agreed(Amount amount, Optional<Range> found, Restated restated) {
    Optional<Range> again = known(restated.amount());
    if (found.isPresent() && again.isPresent()) {
      if (!found.get().isSameAs(again.get()) && !isStrengthOf(amount, restated, again.get())) {
        throw new NotUnderstoodException();
      }
      return found.get();
    }
    Quantity counted = found.isPresent() ? restated.amount().sum().get(0) : amount.sum().get(0);
    boolean sure =
        restated.how() == Again.AS_EQUAL
            || counted.isOne()
            || counted.unit() == Unit.MILLILITRE
            || (found.isPresent() && restated.how() == Again.IN_PARENTHESES);
    return sure ? found.or(() -> again).orElseThrow(Strengths::unknown) : reject();
  }

  private static Range reject() {
    throw unknown();
  }

  /** "3 capsules (1.5 mg)" states the strength again. */
  private boolean isStrengthOf(Amount amount, Restated restated, Range again) {
    Quantity counted = amount.sum().get(0);
    return restated.how() != Again.AS_EQUAL
        && amount.isSingle()
        && counted.unit() == Unit.COUNTED
        && restated.amount().isMass()
        && again.isSameAs(range(counted.with(strength(counted).orElseThrow()), BigDecimal.ONE));
  }

  private static Range range(Quantity counted, BigDecimal number) {
    Dose dose = counted.own().orElseThrow().in(number);
    return new Range(dose, dose);
  }

  /** The amount in milligrams; empty where a strength is missing. */
  Optional<Range> known(Amount amount) {
    Optional<Range> sum = Optional.of(new Range(Dose.ZERO, Dose.ZERO));
    for (Quantity quantity : amount.sum()) {
      Optional<Range> part = known(quantity);
      sum = part.isEmpty() ? part : sum.map(before -> before.plus(part.get()));
      if (sum.isEmpty()) {
        break;
      }
    }
    return sum;
  }

  private Optional<Range> known(Quantity quantity) {
    if (quantity.unit() == Unit.MILLIGRAM) {
      return Optional.of(new Range(new Dose(quantity.low()), new Dose(quantity.high())));
    }
    return strength(quantity)
        .map(strength -> new Range(strength.in(quantity.low()), strength.in(quantity.high())));
  }

  private Optional<Strength> strength(Quantity quantity) {
    Optional<Per> per =
        switch (quantity.unit()) {
          case COUNTED -> Optional.of(Per.UNIT);
          case MILLILITRE -> Optional.of(Per.MILLILITRE);
          case PUFF -> Optional.of(Per.ACTUATION);
          case MILLIGRAM, OTHER -> Optional.empty();
        };
    if (per.isEmpty()) {
      return Optional.empty();
    }
    Optional<Strength> ofProduct = product.filter(strength -> strength.isPer(per.get()));
    Optional<Strength> written = quantity.own();
    if (written.isEmpty()) {
      written = per.get() == Per.UNIT ? perUnit : perMillilitre;
    }
    if (written.isPresent() && ofProduct.isPresent()) {
      requireSame(written.get(), ofProduct.get());
    }
    return written.isPresent() ? written : ofProduct;
  }

  /** A strength that the text states must be the product's even where nothing is counted by it. */
  void requireProductAgrees() {
    product
        .filter(strength -> strength.isPer(Per.UNIT))
        .ifPresent(strength -> perUnit.ifPresent(stated -> requireSame(strength, stated)));
    product
        .filter(strength -> strength.isPer(Per.MILLILITRE))
        .ifPresent(strength -> perMillilitre.ifPresent(stated -> requireSame(strength, stated)));
  }
}

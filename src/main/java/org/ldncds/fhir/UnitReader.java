package org.ldncds.fhir;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.hl7.fhir.r4.model.Quantity;
import org.ldncds.clinical.facts.DosageReading.Unreadable;
import org.ldncds.clinical.quantity.Units;
import org.ldncds.clinical.quantity.Units.Kind;
import org.ldncds.clinical.quantity.Units.Unit;

/**
 * Reads the unit of a FHIR Quantity, from its code or as it is written: "mg", "mL/h", "ug/kg/min".
 */
final class UnitReader {

  private static final String UCUM_SYSTEM = "http://unitsofmeasure.org";
  private static final BigDecimal MILLIGRAMS_A_KILOGRAM = new BigDecimal("1000000");
  private static final int LONGEST_UNIT = 60;

  private final Units units;
  private final Ucum ucum = new Ucum();

  UnitReader(Units units) {
    this.units = units;
  }

  /**
   * A unit with what it is stated for.
   *
   * @param perKilogram true for an amount per kilogram of body weight
   * @param perSeconds the time of a rate; empty where it is an amount
   */
  record Written(Unit unit, boolean perKilogram, OptionalLong perSeconds) {

    private boolean isSame(Written other) {
      return perKilogram == other.perKilogram
          && perSeconds.equals(other.perSeconds)
          && unit.kind() == other.unit.kind()
          && unit.factor().compareTo(other.unit.factor()) == 0;
    }

    /** "1" and "each" say less than "patch", "mg" and the like. */
    private boolean saysLess() {
      return unit.kind() == Kind.PIECE && !perKilogram && perSeconds.isEmpty();
    }
  }

  /**
   * @throws NotReadException where the unit is missing or not known, or code and unit disagree
   */
  Written of(Quantity quantity) {
    Optional<Written> coded = read(quantity.hasCode() ? quantity.getCode() : "");
    Optional<Written> written = read(quantity.hasUnit() ? quantity.getUnit() : "");
    boolean codeIsLaw = UCUM_SYSTEM.equals(quantity.getSystem()) && quantity.hasCode();
    if (coded.isEmpty()) {
      return written
          .filter(unit -> !codeIsLaw)
          .orElseThrow(() -> new NotReadException(Unreadable.UNIT_NOT_KNOWN));
    }
    if (written.isEmpty() || written.get().isSame(coded.get()) || written.get().saysLess()) {
      return coded.get();
    }
    if (coded.get().saysLess()) {
      return written.get();
    }
    throw new NotReadException(Unreadable.CONTRADICTORY);
  }

  private Optional<Written> read(String text) {
    if (text.isBlank() || text.length() > LONGEST_UNIT) {
      return Optional.empty();
    }
    Optional<Unit> whole = units.named(text);
    if (whole.isPresent()) {
      return whole.map(unit -> new Written(unit, false, OptionalLong.empty()));
    }
    String[] parts = text.toLowerCase(Locale.ROOT).replace(" per ", "/").split("/", -1);
    Optional<Unit> first = parts.length == 1 ? single(text) : single(parts[0]);
    return first.flatMap(unit -> divided(unit, parts));
  }

  private Optional<Written> divided(Unit unit, String[] parts) {
    boolean perKilogram = false;
    OptionalLong perSeconds = OptionalLong.empty();
    for (int i = 1; i < parts.length; i++) {
      OptionalLong seconds = time(parts[i].strip());
      if (seconds.isPresent() && perSeconds.isEmpty()) {
        perSeconds = seconds;
      } else if (isKilogram(parts[i]) && !perKilogram) {
        perKilogram = true;
      } else {
        return Optional.empty();
      }
    }
    return Optional.of(new Written(unit, perKilogram, perSeconds));
  }

  private boolean isKilogram(String part) {
    return units
        .named(part)
        .filter(unit -> unit.kind() == Kind.MASS)
        .filter(unit -> unit.factor().compareTo(MILLIGRAMS_A_KILOGRAM) == 0)
        .isPresent();
  }

  /** "h", and "72 h" or "24.h" of labels. */
  private static OptionalLong time(String part) {
    int digits = 0;
    while (digits < part.length() && Character.isDigit(part.charAt(digits))) {
      digits++;
    }
    if (digits > 4) {
      return OptionalLong.empty();
    }
    long number = digits == 0 ? 1 : Long.parseLong(part.substring(0, digits));
    String unit = part.substring(digits);
    OptionalLong seconds = TimeUnits.seconds(unit.startsWith(".") ? unit.substring(1) : unit);
    return seconds.isEmpty() || number == 0
        ? OptionalLong.empty()
        : OptionalLong.of(number * seconds.getAsLong());
  }

  /** Known by its spelling, else without what stands in braces, else by its UCUM code. */
  private Optional<Unit> single(String text) {
    String unit = text.strip();
    int brace = unit.indexOf('{');
    return units
        .named(unit)
        .or(() -> brace > 0 ? units.named(unit.substring(0, brace)) : Optional.empty())
        .or(() -> ucum.unit(unit));
  }
}

package org.ldncds.clinical.check;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.ldncds.clinical.drug.Form;
import org.ldncds.clinical.drug.Strength;
import org.ldncds.clinical.drug.Strength.Per;
import org.ldncds.clinical.facts.DoseStep;
import org.ldncds.clinical.facts.Supply;
import org.ldncds.clinical.quantity.DailyDose;
import org.ldncds.clinical.quantity.Dose;

/**
 * DR-13: does the product make the dose, and does the quantity fit the days it shall last? A note
 * only, and only where the misfit is plain: tablets may be halved, and a quantity may be a little
 * short or rounded up to whole packs.
 */
final class SupplyRule implements DoseRule {

  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  @Override
  public List<Outcome> judge(JudgedDose dose) {
    List<Outcome> outcomes = new ArrayList<>();
    if (!ScheduleRule.needsCompounding(dose) && !isMadeOfWholeUnits(dose)) {
      outcomes.add(
          said(dose, Map.of("strength", dose.order().drug().strength().orElseThrow().toString())));
    }
    quantity(dose).ifPresent(outcomes::add);
    return outcomes;
  }

  private static boolean isMadeOfWholeUnits(JudgedDose dose) {
    Optional<Strength> strength = dose.order().drug().strength().filter(s -> s.isPer(Per.UNIT));
    if (strength.isEmpty()) {
      return true;
    }
    boolean halved = dose.order().drug().form() != Form.CAPSULE;
    Dose smallest =
        halved ? strength.get().amount().times(new BigDecimal("0.5")) : strength.get().amount();
    return dose.read().steps().stream()
        .allMatch(step -> step.largestSingle().isMultipleOf(smallest));
  }

  private static Optional<Finding> quantity(JudgedDose dose) {
    Supply supply = dose.order().supply();
    Optional<Dose> handedOut = supply.quantity().flatMap(amount -> inMilligrams(amount, dose));
    boolean asNeeded = dose.read().steps().stream().anyMatch(DoseStep::asNeeded);
    if (asNeeded || handedOut.isEmpty() || supply.days().isEmpty()) {
      return Optional.empty();
    }
    long days = supply.days().getAsLong();
    Supply.Amount amount = supply.quantity().orElseThrow();
    boolean tooLittle =
        handedOut
            .get()
            .times(supply.refills() + 1L)
            .isBelow(enough(needed(dose, days, true), dose));
    boolean tooMuch = handedOut.get().isAbove(wholePacks(needed(dose, days, false), amount, dose));
    return tooLittle || tooMuch
        ? Optional.of(
            said(
                dose,
                Map.of(
                    "quantity", words(amount),
                    "days", String.valueOf(days),
                    "tooLittle", tooLittle ? "yes" : "")))
        : Optional.empty();
  }

  /** Empty where the amount is counted and the product does not say how much one holds. */
  private static Optional<Dose> inMilligrams(Supply.Amount amount, JudgedDose dose) {
    Optional<Strength> strength = dose.order().drug().strength();
    return switch (amount.kind()) {
      case MILLIGRAMS -> Optional.of(new Dose(amount.value()));
      case UNITS -> strength.filter(s -> s.isPer(Per.UNIT)).map(s -> s.in(amount.value()));
      case MILLILITRES ->
          strength.filter(s -> s.isPer(Per.MILLILITRE)).map(s -> s.in(amount.value()));
    };
  }

  /** What the dosage takes in so many days; the last step goes on. */
  private static Dose needed(JudgedDose dose, long days, boolean least) {
    List<DoseStep> steps = dose.read().steps();
    Dose total = Dose.ZERO;
    long left = days;
    for (int i = 0; i < steps.size() && left > 0; i++) {
      DoseStep step = steps.get(i);
      OptionalLong lasts = i == steps.size() - 1 ? OptionalLong.empty() : step.days();
      long taken = Math.min(left, lasts.orElse(left));
      DailyDose daily = least ? step.leastDaily() : step.mostDaily();
      total = total.plus(over(daily, taken));
      left -= taken;
    }
    return total;
  }

  private static Dose over(DailyDose daily, long days) {
    return new Dose(
        daily
            .total()
            .times(days)
            .milligrams()
            .divide(BigDecimal.valueOf(daily.days()), MathContext.DECIMAL64));
  }

  private static Dose enough(Dose needed, JudgedDose dose) {
    BigDecimal percent = HUNDRED.subtract(BigDecimal.valueOf(dose.limits().supplyShortfall()));
    return needed.times(percent.movePointLeft(2));
  }

  /** The need rounded up to whole packs of tablets, capsules or millilitres. */
  private static Dose wholePacks(Dose needed, Supply.Amount amount, JudgedDose dose) {
    BigDecimal size =
        BigDecimal.valueOf(
            amount.kind() == Supply.Kind.MILLILITRES
                ? dose.limits().packMillilitres()
                : dose.limits().packUnits());
    Dose pack =
        dose.order()
            .drug()
            .strength()
            .map(strength -> strength.in(size))
            .filter(Dose::isPositive)
            .orElse(needed);
    BigDecimal packs = needed.milligrams().divide(pack.milligrams(), 0, RoundingMode.CEILING);
    return pack.times(packs);
  }

  private static String words(Supply.Amount amount) {
    String number = amount.value().stripTrailingZeros().toPlainString();
    return switch (amount.kind()) {
      case UNITS -> number + " units";
      case MILLILITRES -> number + " mL";
      case MILLIGRAMS -> number + " mg";
    };
  }

  private static Finding said(JudgedDose dose, Map<String, String> more) {
    Map<String, String> values = new HashMap<>(dose.values(dose.limits().usualMaximum()));
    values.putAll(more);
    return Finding.of(Rule.DR_13, Indicator.INFO, dose.order(), values);
  }
}

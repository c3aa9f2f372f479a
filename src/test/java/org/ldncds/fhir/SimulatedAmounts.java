package org.ldncds.fhir;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The simulator's own conversion of amounts to milligrams.
 *
 * @param perUnit milligrams by what is counted: a tablet, a mL, a spray, an hour of a patch
 * @param kilograms the patient's weight
 * @param patch true where the product is one
 */
record SimulatedAmounts(Map<String, BigDecimal> perUnit, BigDecimal kilograms, boolean patch) {

  private static final Map<String, String> MASS =
      Map.of(
          "mg",
          "1",
          "MG",
          "1",
          "g",
          "1000",
          "ug",
          "0.001",
          "mcg",
          "0.001",
          "\u00b5g",
          "0.001",
          "ng",
          "0.000001",
          "kg",
          "1000000",
          "[gr]",
          "64.79891",
          "cg",
          "10");
  private static final Map<String, String> COUNTED =
      Map.of(
          "tablet", "unit", "{tbl}", "unit", "capsule", "unit", "1", "unit", "mL", "mL", "[drp]",
          "drop", "spray", "spray", "patch", "hour");

  /**
   * One administration, or what runs in so many minutes.
   *
   * @param minutes 0 where it is no rate
   */
  record Amount(BigDecimal least, BigDecimal most, long minutes) {}

  Amount of(JsonNode instruction) {
    JsonNode stated = chosen(instruction);
    boolean rate = !stated.has("doseQuantity") && !stated.has("doseRange");
    Amount amount =
        stated.has("rateRatio") && rate
            ? ratio(stated.get("rateRatio"))
            : stated.has("doseRange")
                ? range(stated.get("doseRange"))
                : stated.has("rateRange") && rate
                    ? range(stated.get("rateRange"))
                    : one(
                        stated.has("doseQuantity")
                            ? stated.get("doseQuantity")
                            : stated.get("rateQuantity"));
    JsonNode most = instruction.path("maxDosePerAdministration");
    if (most.isMissingNode() || amount.minutes > 0) {
      return amount;
    }
    BigDecimal limit = milligrams(most);
    return new Amount(amount.least.min(limit), amount.most.min(limit), amount.minutes);
  }

  /** Ordered before calculated before what has no type; the first where several are alike. */
  private JsonNode chosen(JsonNode instruction) {
    if (!instruction.has("doseAndRate")) {
      return instruction;
    }
    for (String type : List.of("ordered", "calculated", "")) {
      for (JsonNode stated : instruction.get("doseAndRate")) {
        if (stated.at("/type/coding/0/code").asString("").equals(type) && isConvertible(stated)) {
          return stated;
        }
      }
    }
    for (JsonNode stated : instruction.get("doseAndRate")) {
      if (isConvertible(stated)) {
        return stated;
      }
    }
    throw new IllegalArgumentException("nothing to convert in " + instruction);
  }

  /** False where a strength is needed that the product does not have. */
  private boolean isConvertible(JsonNode stated) {
    return stated.findParents("value").stream()
        .map(quantity -> unit(quantity).split("/", -1)[0])
        .map(unit -> COUNTED.getOrDefault(unit, "none"))
        .allMatch(counted -> counted.equals("none") || perUnit.containsKey(counted));
  }

  private Amount ratio(JsonNode ratio) {
    BigDecimal amount = milligrams(ratio.get("numerator"));
    return new Amount(amount, amount, SimulatedCalendar.minutes(ratio.get("denominator")));
  }

  private Amount range(JsonNode range) {
    Amount high = one(range.has("high") ? range.get("high") : range.get("low"));
    Amount low = range.has("low") ? one(range.get("low")) : high;
    return new Amount(low.least.min(high.least), low.most.max(high.most), high.minutes);
  }

  private Amount one(JsonNode quantity) {
    BigDecimal amount = milligrams(quantity);
    return new Amount(amount, amount, minutes(unit(quantity)));
  }

  /** A patch gives off by the hour, whatever it is counted in. */
  private long minutes(String unit) {
    boolean worn = unit.equals("patch") || (patch && "unit".equals(COUNTED.get(unit)));
    return unit.endsWith("/min") ? 1 : unit.contains("/h") || worn ? 60 : 0;
  }

  BigDecimal milligrams(JsonNode quantity) {
    BigDecimal value = quantity.get("value").decimalValue();
    String[] parts = unit(quantity).split("/", -1);
    boolean perKilogram = List.of(parts).subList(1, parts.length).contains("kg");
    BigDecimal factor =
        Optional.ofNullable(MASS.get(parts[0]))
            .map(BigDecimal::new)
            .orElseGet(() -> perUnit.get(COUNTED.get(parts[0])));
    return value.multiply(factor).multiply(perKilogram ? kilograms : BigDecimal.ONE);
  }

  private static String unit(JsonNode quantity) {
    return quantity.path("unit").asString(quantity.path("code").asString(""));
  }
}

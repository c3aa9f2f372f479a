package org.ldncds.fhir;

import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes the amounts of generated dosages: doses, ranges, rates, per kilogram, and broken ones. */
final class GeneratedAmounts {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final List<String> VALUES =
      List.of("0.5", "1", "1", "1.5", "2", "3", "4.5", "4.50", "25", "100", "0.1", "12", "2.25");
  private static final List<String> UNITS =
      List.of(
          "mg", "mg", "mg", "mg", "mg", "MG", "ug", "mcg", "\u00b5g", "g", "ng", "[gr]", "cg",
          "tablet", "{tbl}", "capsule", "1", "mL", "mL", "[drp]", "spray", "patch", "mg/kg",
          "ug/kg", "U", "mmol", "");
  private static final List<String> RATES =
      List.of("mg/h", "ug/h", "mL/h", "mg/kg/h", "ug/kg/min", "mg/min", "mg");

  private final Random random;
  private final List<String> fitting;

  /**
   * @param fitting units that fit the product
   */
  GeneratedAmounts(Random random, List<String> fitting) {
    this.random = random;
    this.fitting = fitting;
  }

  /** Puts an amount into an instruction; true where it is a rate. */
  boolean put(ObjectNode instruction) {
    if (random.nextInt(60) == 0) {
      return false; // no amount at all
    }
    boolean rate = random.nextInt(8) == 0;
    if (random.nextInt(12) == 0) {
      amount(instruction, rate); // as DSTU2 and STU3 have it
      return rate;
    }
    ArrayNode all = instruction.putArray("doseAndRate");
    if (random.nextInt(8) == 0) {
      for (String type : List.of("admin-amount", "calculated", "ordered")) {
        ObjectNode typed = all.addObject();
        typed.putObject("type").putArray("coding").addObject().put("code", type);
        amount(typed, rate);
      }
    } else {
      amount(all.addObject(), rate);
    }
    return rate;
  }

  boolean isRate(ObjectNode instruction) {
    return instruction.toString().contains("\"rate");
  }

  private void amount(ObjectNode to, boolean rate) {
    String name = rate ? "rate" : "dose";
    if (rate && random.nextInt(3) == 0) {
      ObjectNode ratio = to.putObject("rateRatio");
      ratio.set("numerator", quantity(pick(List.of("mg", "ug", "mL"))));
      ratio.set(
          "denominator",
          pick(
              List.of(
                  DosageGenerator.time("1", "h"),
                  DosageGenerator.time("24", "h"),
                  DosageGenerator.time("30", "min"))));
    } else if (random.nextInt(6) == 0) {
      String unit = unit(rate);
      ObjectNode range = to.putObject(name + "Range");
      range.set("high", quantity(unit));
      if (random.nextInt(5) > 0) {
        range.set("low", quantity(unit));
      }
    } else {
      to.set(name + "Quantity", quantity(unit(rate)));
    }
  }

  private String unit(boolean rate) {
    return rate ? pick(RATES) : random.nextInt(6) > 0 ? pick(fitting) : pick(UNITS);
  }

  private ObjectNode quantity(String unit) {
    BigDecimal value = new BigDecimal(pick(VALUES));
    int odd = random.nextInt(120);
    ObjectNode quantity = JSON.createObjectNode();
    quantity.put("value", odd == 0 ? BigDecimal.ZERO : odd == 1 ? value.negate() : value);
    if (odd == 2) {
      quantity.put("comparator", "<");
    }
    if (!unit.isEmpty()) {
      quantity.put("unit", unit);
      if (random.nextBoolean()) {
        quantity.put("system", "http://unitsofmeasure.org").put("code", code(unit));
      }
    }
    return quantity;
  }

  private static String code(String unit) {
    return switch (unit) {
      case "mcg", "\u00b5g" -> "ug";
      case "MG" -> "mg";
      case "tablet", "capsule", "spray", "patch" -> "1";
      default -> unit;
    };
  }

  /** A maximum. */
  ObjectNode large() {
    return JSON.createObjectNode()
        .put("value", new BigDecimal(pick(List.of("5", "8", "12", "50", "150", "400"))))
        .put("unit", "mg");
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}

package org.ldncds.web;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the dosage of a case as FHIR dosage instructions. */
final class CaseDosage {

  private CaseDosage() {}

  /**
   * One instruction from {@code dose}, {@code times}, {@code every}; or one a step from {@code
   * steps}, as "1 mg x 14; 2 mg x 14; 3 mg" with days; or the text alone.
   */
  static List<Map<String, Object>> of(Map<String, String> fields) {
    List<Map<String, Object>> instructions = new ArrayList<>();
    if (fields.containsKey("steps")) {
      for (String step : fields.get("steps").split(";", -1)) {
        String[] parts = step.strip().split(" x ", -1);
        Map<String, Object> instruction =
            instruction(fields, parts[0], parts.length > 1 ? parts[1] : null);
        instruction.put("sequence", instructions.size() + 1);
        instructions.add(instruction);
      }
    } else if (fields.containsKey("dose")) {
      instructions.add(instruction(fields, fields.get("dose"), fields.get("days")));
    } else if (fields.containsKey("text")) {
      instructions.add(new LinkedHashMap<>(Map.of("text", fields.get("text"))));
    }
    return instructions;
  }

  private static Map<String, Object> instruction(
      Map<String, String> fields, String dose, @Nullable String days) {
    Map<String, Object> instruction = new LinkedHashMap<>();
    if (fields.containsKey("text")) {
      instruction.put("text", fields.get("text"));
    }
    if (fields.containsKey("as-needed")) {
      instruction.put("asNeededBoolean", true);
    }
    String times = fields.getOrDefault("times", "1");
    Map<String, Object> repeat = new LinkedHashMap<>();
    if (!times.equals("none")) {
      String[] every = fields.getOrDefault("every", "1 d").split(" ", -1);
      repeat.put("frequency", Integer.valueOf(times));
      repeat.put("period", new BigDecimal(every[0]));
      repeat.put("periodUnit", every[1]);
    }
    if (fields.containsKey("when")) {
      repeat.put("when", List.of(fields.get("when")));
    }
    if (days != null) {
      repeat.put("boundsDuration", days(days));
    } else if (fields.containsKey("starts") && !fields.containsKey("record")) {
      Map<String, Object> bounds = new LinkedHashMap<>();
      bounds.put("start", fields.get("starts"));
      if (fields.containsKey("ends")) {
        bounds.put("end", fields.get("ends"));
      }
      repeat.put("boundsPeriod", bounds);
    }
    if (!repeat.isEmpty()) {
      instruction.put("timing", Map.of("repeat", repeat));
    }
    if (fields.containsKey("route")) {
      instruction.put("route", Map.of("text", fields.get("route")));
    }
    instruction.put("doseAndRate", List.of(doseAndRate(dose, fields.get("high"))));
    return instruction;
  }

  private static Map<String, Object> doseAndRate(String dose, @Nullable String high) {
    if (high != null) {
      return Map.of("doseRange", Map.of("low", amount(dose), "high", amount(high)));
    }
    return Map.of("doseQuantity", amount(dose));
  }

  private static Map<String, Object> amount(String text) {
    String[] parts = text.strip().split(" ", -1);
    return quantity(parts[0], parts.length > 1 ? parts[1] : null);
  }

  static Map<String, Object> quantity(String value, @Nullable String unit) {
    Map<String, Object> quantity = new LinkedHashMap<>();
    quantity.put("value", new BigDecimal(value));
    if (unit != null) {
      quantity.put("unit", unit);
    }
    return quantity;
  }

  static Map<String, Object> days(String days) {
    return Map.of(
        "value",
        Integer.valueOf(days),
        "unit",
        "days",
        "system",
        "http://unitsofmeasure.org",
        "code",
        "d");
  }

  /**
   * What is handed out: {@code quantity} with its unit, {@code supply} in days, {@code repeats}.
   */
  static Map<String, Object> supply(Map<String, String> fields) {
    Map<String, Object> supply = new LinkedHashMap<>();
    if (fields.containsKey("quantity")) {
      String[] parts = fields.get("quantity").split(" ", -1);
      supply.put("quantity", quantity(parts[0], parts[1]));
    }
    if (fields.containsKey("supply")) {
      supply.put("expectedSupplyDuration", days(fields.get("supply")));
    }
    if (fields.containsKey("repeats")) {
      supply.put("numberOfRepeatsAllowed", Integer.valueOf(fields.get("repeats")));
    }
    return supply;
  }
}

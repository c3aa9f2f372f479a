package org.ldncds.web;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import org.ldncds.clinical.check.Rule;
import org.ldncds.knowledge.Case;

/**
 * A patient made by chance, with valid records of naltrexone, opioids and other drugs, as a case
 * that expects nothing.
 */
final class GeneratedPatient {

  private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);
  private static final List<String> NALTREXONE =
      List.of(
          "naltrexone 4.5 mg oral capsule",
          "naltrexone 1.5 mg oral capsule",
          "naltrexone 50 mg oral tablet",
          "naltrexone 380 mg extended-release injection");
  private static final List<String> OPIOIDS =
      List.of(
          "oxycodone hydrochloride 5 MG Oral Tablet",
          "tramadol 50 mg oral tablet",
          "buprenorphine 8 mg sublingual tablet",
          "fentanyl 25 mcg/hr transdermal patch",
          "loperamide 2 mg oral capsule",
          "methadone 10 mg oral tablet");
  private static final List<String> OTHERS =
      List.of(
          "amoxicillin 500 mg oral capsule",
          "metformin 500 mg oral tablet",
          "ibuprofen 400 mg oral tablet");
  private static final List<String> DOSES =
      List.of("0.5 mg", "1 mg", "1.5 mg", "3 mg", "4.5 mg", "6 mg", "45 mg", "50 mg", "150 mg");
  private static final List<String> STEPS =
      List.of(
          "1 mg x 14; 2 mg x 14; 3 mg", "1.5 mg x 10; 3 mg x 10; 4.5 mg", "1.5 mg x 14; 4.5 mg");
  private static final List<String> REASONS =
      List.of("Fibromyalgia", "Alcohol use disorder", "Opioid use disorder", "Crohn's disease");
  private static final List<String> STATUS = List.of("active", "active", "completed", "on-hold");
  private static final Map<String, List<String>> STATUSES =
      Map.of(
          "request", List.of("active", "active", "completed", "stopped", "on-hold", "cancelled"),
          "statement", List.of("active", "active", "completed", "not-taken", "intended", "unknown"),
          "dispense", List.of("completed", "completed", "in-progress", "on-hold"),
          "administration", List.of("completed", "in-progress", "not-done"));
  private static final List<String> LISTS =
      List.of("conditions", "allergies", "observations", "patient", "medicationDispenses");

  private final Random random;

  GeneratedPatient(long seed) {
    this.random = new Random(seed);
  }

  /** For one hook; the same seed gives the same patient for each. */
  Case next(String hook) {
    List<Map<String, String>> orders = new ArrayList<>();
    for (int i = chance(2) ? 1 : 1 + random.nextInt(4); i > 0; i--) {
      orders.add(order(orders.size() + 1));
    }
    List<Map<String, String>> records = new ArrayList<>();
    for (int i = chance(3) ? 0 : random.nextInt(7); i > 0; i--) {
      records.add(record());
    }
    return new Case(
        "generated",
        "generated",
        Rule.OC_1,
        TODAY,
        chance(2) ? Map.of("born", "2009-05-01") : Map.of(),
        orders,
        records,
        chance(2) ? List.of(Map.of("name", one(REASONS))) : List.of(),
        results(),
        List.of(),
        chance(2),
        chance(3) ? List.of(one(LISTS)) : List.of(),
        hook,
        orders.stream().filter(o -> chance(2)).map(o -> String.valueOf(o.get("id"))).toList(),
        Set.of(),
        Set.of(),
        Map.of(),
        List.of(),
        List.of());
  }

  /** The same patient without the orders and records of these drugs. */
  static Case without(Case one, Predicate<String> drugs) {
    return new Case(
        one.file(),
        one.name(),
        one.about(),
        one.today(),
        one.patient(),
        one.orders().stream().filter(o -> !drugs.test(o.get("drug"))).toList(),
        one.records().stream().filter(r -> !drugs.test(r.get("drug"))).toList(),
        one.problems(),
        one.results(),
        one.ordered(),
        one.baselineDone(),
        one.missing(),
        one.hook(),
        List.of("order-1"),
        one.settings(),
        one.fires(),
        one.cards(),
        one.says(),
        one.silent());
  }

  static boolean isNaltrexone(String drug) {
    return NALTREXONE.contains(drug);
  }

  static boolean matters(String drug) {
    return isNaltrexone(drug) || OPIOIDS.contains(drug);
  }

  private boolean chance(int of) {
    return random.nextInt(of) == 0;
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private String drug() {
    return switch (random.nextInt(5)) {
      case 0, 1 -> one(NALTREXONE);
      case 2, 3 -> one(OPIOIDS);
      default -> one(OTHERS);
    };
  }

  private String day() {
    return TODAY.minusDays(random.nextInt(130)).toString();
  }

  private Map<String, String> order(int number) {
    Map<String, String> order = dosed(drug());
    order.put("id", "order-" + number);
    order.put("status", chance(6) ? one(STATUS) : "draft");
    if (chance(2)) {
      order.put("reason", one(REASONS));
    }
    return order;
  }

  private Map<String, String> dosed(String drug) {
    Map<String, String> fields = new HashMap<>(Map.of("drug", drug));
    switch (random.nextInt(6)) {
      case 0 -> fields.put("steps", one(STEPS));
      case 1 -> fields.put("text", "take as directed");
      case 2 -> {}
      default -> fields.put("dose", one(DOSES));
    }
    if (fields.containsKey("dose") && chance(5)) {
      fields.put("as-needed", "yes");
    }
    return fields;
  }

  private Map<String, String> record() {
    String kind = one(List.of("request", "request", "statement", "dispense", "administration"));
    Map<String, String> record =
        kind.equals("administration") ? new HashMap<>(Map.of("drug", drug())) : dosed(drug());
    record.put("record", kind);
    record.put("status", one(STATUSES.getOrDefault(kind, STATUS)));
    switch (kind) {
      case "request" -> record.put("written", day());
      case "statement" -> record.put("starts", day());
      default -> record.put("given", day());
    }
    if (!kind.equals("administration") && !kind.equals("statement") && chance(2)) {
      record.put("supply", String.valueOf(7 + random.nextInt(90)));
    }
    return record;
  }

  private List<Map<String, String>> results() {
    List<Map<String, String>> results = new ArrayList<>();
    for (String loinc : List.of("1742-6", "1920-8", "98979-8")) {
      if (chance(2)) {
        String value = String.valueOf(10 + random.nextInt(250));
        String unit = loinc.equals("98979-8") ? "mL/min/{1.73_m2}" : "U/L";
        results.add(Map.of("loinc", loinc, "value", value, "unit", unit, "date", day()));
      }
    }
    return results;
  }
}

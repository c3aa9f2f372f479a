package org.ldncds.web;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ldncds.fhir.PrefetchKey;
import org.ldncds.knowledge.Case;
import tools.jackson.databind.json.JsonMapper;

/** Writes a readable case as the CDS Hooks request an EHR would send for it. */
final class CaseRequest {

  private static final JsonMapper JSON = new JsonMapper();
  static final String PATIENT = "case-patient";
  private static final Map<String, String> RESOURCE_TYPES =
      Map.of(
          "request", "MedicationRequest",
          "statement", "MedicationStatement",
          "dispense", "MedicationDispense",
          "administration", "MedicationAdministration");

  private CaseRequest() {}

  static byte[] json(Case one) {
    List<Map<String, Object>> signed = new ArrayList<>(orders(one));
    signed.addAll(CaseWorkup.ordered(one, true));
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("hook", one.hook());
    request.put("hookInstance", "0d2c4c1e-5a55-4d2f-8a53-2f1a9c1b7e11");
    request.put("context", CaseContext.of(one, PATIENT, entries(signed)));
    request.put("prefetch", prefetch(one));
    return JSON.writeValueAsBytes(request);
  }

  private static Map<String, Object> prefetch(Case one) {
    Map<String, Object> prefetch = new LinkedHashMap<>();
    for (PrefetchKey key : PrefetchKey.values()) {
      if (one.missing().contains(key.key())) {
        continue;
      }
      prefetch.put(
          key.key(),
          switch (key) {
            case PATIENT -> CasePatient.patient(one);
            case CONDITIONS -> bundle(CasePatient.conditions(one));
            case OBSERVATIONS -> bundle(CaseWorkup.results(one));
            case SERVICE_REQUESTS -> bundle(CaseWorkup.ordered(one, false));
            case ALLERGIES -> bundle(CasePatient.allergies(one));
            default -> bundle(records(one, key.resourceType()));
          });
    }
    return prefetch;
  }

  private static Map<String, Object> bundle(List<Map<String, Object>> resources) {
    Map<String, Object> bundle = new LinkedHashMap<>();
    bundle.put("resourceType", "Bundle");
    bundle.put("type", "searchset");
    bundle.put("total", resources.size());
    if (!resources.isEmpty()) {
      bundle.put("entry", entries(resources));
    }
    return bundle;
  }

  private static List<Map<String, Object>> entries(List<Map<String, Object>> resources) {
    return resources.stream()
        .map(resource -> Map.<String, Object>of("resource", resource))
        .toList();
  }

  static Map<String, Object> resource(String type, String id) {
    Map<String, Object> resource = new LinkedHashMap<>();
    resource.put("resourceType", type);
    resource.put("id", id);
    return resource;
  }

  static Map<String, Object> subject() {
    return Map.of("reference", "Patient/" + PATIENT);
  }

  private static List<Map<String, Object>> orders(Case one) {
    List<Map<String, Object>> orders = new ArrayList<>();
    for (Map<String, String> fields : one.orders()) {
      Map<String, Object> order =
          resource("MedicationRequest", fields.getOrDefault("id", "order-" + (orders.size() + 1)));
      order.put("status", fields.getOrDefault("status", "draft"));
      order.put("intent", "order");
      order.put("medicationCodeableConcept", concept(fields));
      order.put("subject", subject());
      order.put("authoredOn", fields.getOrDefault("authored", one.today().toString()));
      if (fields.containsKey("reason")) {
        order.put("reasonCode", List.of(Map.of("text", fields.get("reason"))));
      }
      List<Map<String, Object>> dosage = CaseDosage.of(fields);
      if (!dosage.isEmpty()) {
        order.put("dosageInstruction", dosage);
      }
      Map<String, Object> dispense = CaseDosage.supply(fields);
      if (!dispense.isEmpty()) {
        order.put("dispenseRequest", dispense);
      }
      orders.add(order);
    }
    return orders;
  }

  static Map<String, Object> concept(Map<String, String> fields) {
    List<Map<String, String>> codings = new ArrayList<>();
    Map.of(
            "rxnorm", "http://www.nlm.nih.gov/research/umls/rxnorm",
            "atc", "http://www.whocc.no/atc",
            "snomed", "http://snomed.info/sct",
            "icd-10-cm", "http://hl7.org/fhir/sid/icd-10-cm",
            "icd-10", "http://hl7.org/fhir/sid/icd-10",
            "loinc", "http://loinc.org")
        .forEach(
            (field, system) -> {
              if (fields.containsKey(field)) {
                codings.add(Map.of("system", system, "code", fields.get(field)));
              }
            });
    Map<String, Object> concept = new LinkedHashMap<>();
    if (!codings.isEmpty()) {
      concept.put("coding", codings);
    }
    String text = fields.getOrDefault("drug", fields.get("name"));
    if (text != null) {
      concept.put("text", text);
    }
    return concept;
  }

  private static List<Map<String, Object>> records(Case one, String resourceType) {
    List<Map<String, Object>> records = new ArrayList<>();
    int number = 0;
    for (Map<String, String> fields : one.records()) {
      number++;
      if (resourceType.equals(RESOURCE_TYPES.get(fields.get("record")))) {
        records.add(record(fields, resourceType, fields.getOrDefault("id", "record-" + number)));
      }
    }
    return records;
  }

  private static Map<String, Object> record(Map<String, String> fields, String type, String id) {
    Map<String, Object> record = resource(type, id);
    if (fields.containsKey("status")) {
      record.put("status", fields.get("status"));
    }
    record.put("medicationCodeableConcept", concept(fields));
    record.put(
        "subject", Map.of("reference", "Patient/" + fields.getOrDefault("patient", PATIENT)));
    List<Map<String, Object>> dosage = CaseDosage.of(fields);
    switch (type) {
      case "MedicationRequest" -> request(record, fields, dosage);
      case "MedicationStatement" -> statement(record, fields, dosage);
      case "MedicationDispense" -> dispense(record, fields, dosage);
      default -> administration(record, fields);
    }
    return record;
  }

  private static void request(
      Map<String, Object> record, Map<String, String> fields, List<Map<String, Object>> dosage) {
    record.put("intent", "order");
    put(record, "authoredOn", fields.get("written"));
    if (!dosage.isEmpty()) {
      record.put("dosageInstruction", dosage);
    }
    Map<String, Object> dispense = new LinkedHashMap<>();
    if (fields.containsKey("starts") || fields.containsKey("ends")) {
      dispense.put("validityPeriod", period(fields));
    }
    dispense.putAll(CaseDosage.supply(fields));
    if (!dispense.isEmpty()) {
      record.put("dispenseRequest", dispense);
    }
  }

  private static void statement(
      Map<String, Object> record, Map<String, String> fields, List<Map<String, Object>> dosage) {
    put(record, "dateAsserted", fields.get("asserted"));
    if (fields.containsKey("starts") || fields.containsKey("ends")) {
      record.put("effectivePeriod", period(fields));
    }
    if (!dosage.isEmpty()) {
      record.put("dosage", dosage);
    }
  }

  private static void dispense(
      Map<String, Object> record, Map<String, String> fields, List<Map<String, Object>> dosage) {
    put(record, "whenHandedOver", fields.get("given"));
    if (fields.containsKey("supply")) {
      record.put("daysSupply", CaseDosage.days(fields.get("supply")));
    }
    if (!dosage.isEmpty()) {
      record.put("dosageInstruction", dosage);
    }
  }

  private static void administration(Map<String, Object> record, Map<String, String> fields) {
    put(record, "effectiveDateTime", fields.get("given"));
    if (fields.containsKey("route")) {
      record.put("dosage", Map.of("route", Map.of("text", fields.get("route"))));
    }
  }

  private static Map<String, Object> period(Map<String, String> fields) {
    Map<String, Object> period = new LinkedHashMap<>();
    put(period, "start", fields.get("starts"));
    put(period, "end", fields.get("ends"));
    return period;
  }

  static void put(Map<String, Object> fields, String name, @Nullable Object value) {
    if (value != null) {
      fields.put(name, value);
    }
  }
}

package org.ldncds.web;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ldncds.knowledge.Case;

/** The patient of a case, with problems, results and allergies, as an EHR would send them. */
final class CasePatient {

  private static final String CLINICAL = "http://terminology.hl7.org/CodeSystem/condition-clinical";
  private static final String VERIFICATION =
      "http://terminology.hl7.org/CodeSystem/condition-ver-status";

  private static final String INTERPRETATION =
      "http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation";

  private CasePatient() {}

  static Map<String, Object> patient(Case one) {
    Map<String, Object> patient = CaseRequest.resource("Patient", CaseRequest.PATIENT);
    patient.put("gender", one.patient().getOrDefault("sex", "female"));
    String born = one.patient().getOrDefault("born", "1980-01-01");
    if (!born.equals("none")) {
      patient.put("birthDate", born);
    }
    return patient;
  }

  static List<Map<String, Object>> conditions(Case one) {
    List<Map<String, Object>> conditions = new ArrayList<>();
    for (Map<String, String> fields : one.problems()) {
      Map<String, Object> condition =
          CaseRequest.resource("Condition", "problem-" + (conditions.size() + 1));
      String status = fields.getOrDefault("status", "active");
      if (!status.equals("none")) {
        condition.put("clinicalStatus", coded(CLINICAL, status));
      }
      if (fields.containsKey("verification")) {
        condition.put("verificationStatus", coded(VERIFICATION, fields.get("verification")));
      }
      condition.put("code", CaseRequest.concept(fields));
      condition.put("subject", CaseRequest.subject());
      CaseRequest.put(condition, "onsetDateTime", fields.get("onset"));
      CaseRequest.put(condition, "recordedDate", fields.get("recorded"));
      if (fields.containsKey("severity")) {
        condition.put("severity", Map.of("text", fields.get("severity")));
      }
      conditions.add(condition);
    }
    return conditions;
  }

  private static Map<String, Object> coded(String system, String code) {
    return Map.of("coding", List.of(Map.of("system", system, "code", code)));
  }

  static Map<String, Object> observation(String id, Map<String, String> fields, LocalDate today) {
    Map<String, Object> observation = CaseRequest.resource("Observation", id);
    observation.put("status", fields.getOrDefault("status", "final"));
    observation.put("subject", CaseRequest.subject());
    if (!fields.containsKey("issued")) {
      observation.put("effectiveDateTime", fields.getOrDefault("date", today.toString()));
    } else if (!fields.get("issued").equals("none")) {
      observation.put("issued", fields.get("issued"));
    }
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("code", CaseRequest.concept(fields));
    value(result, fields);
    if (fields.containsKey("panel")) {
      observation.put("code", Map.of("text", fields.get("panel")));
      observation.put("component", List.of(result));
    } else {
      observation.putAll(result);
    }
    return observation;
  }

  private static void value(Map<String, Object> result, Map<String, String> fields) {
    if (fields.containsKey("value")) {
      Map<String, Object> quantity =
          new LinkedHashMap<>(CaseDosage.quantity(fields.get("value"), fields.get("unit")));
      CaseRequest.put(quantity, "comparator", fields.get("comparator"));
      result.put("valueQuantity", quantity);
    }
    if (fields.containsKey("high")) {
      String unit = fields.getOrDefault("high-unit", fields.get("unit"));
      Map<String, Object> range = new LinkedHashMap<>();
      range.put("high", CaseDosage.quantity(fields.get("high"), unit));
      if (fields.containsKey("range")) {
        range.put("type", Map.of("coding", List.of(Map.of("code", fields.get("range")))));
      }
      result.put("referenceRange", List.of(range));
    }
    if (fields.containsKey("positive")) {
      result.put("valueString", fields.get("positive").equals("true") ? "positive" : "negative");
    }
    CaseRequest.put(result, "valueString", fields.get("text"));
    if (fields.containsKey("coded")) {
      result.put("valueCodeableConcept", Map.of("text", fields.get("coded")));
    }
    if (fields.containsKey("interpretation")) {
      result.put("interpretation", List.of(coded(INTERPRETATION, fields.get("interpretation"))));
    }
    if (fields.containsKey("absent")) {
      result.put("dataAbsentReason", Map.of("text", fields.get("absent")));
    }
  }

  static List<Map<String, Object>> allergies(Case one) {
    Map<String, String> fields = one.patient();
    if (!fields.containsKey("allergy")) {
      return List.of();
    }
    Map<String, Object> allergy = CaseRequest.resource("AllergyIntolerance", "allergy-1");
    allergy.put("code", Map.of("text", fields.get("allergy")));
    allergy.put("patient", CaseRequest.subject());
    CaseRequest.put(allergy, "type", fields.get("allergy-type"));
    CaseRequest.put(allergy, "recordedDate", fields.get("allergy-recorded"));
    if (fields.containsKey("allergy-status")) {
      allergy.put("clinicalStatus", coded(CLINICAL, fields.get("allergy-status")));
    }
    if (fields.containsKey("allergy-verification")) {
      allergy.put("verificationStatus", coded(VERIFICATION, fields.get("allergy-verification")));
    }
    return List.of(allergy);
  }
}

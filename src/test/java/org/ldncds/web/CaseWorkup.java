package org.ldncds.web;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ldncds.clinical.drug.Code;
import org.ldncds.clinical.drug.Terminology;
import org.ldncds.clinical.facts.LabTest;
import org.ldncds.knowledge.Case;

/** Writes the results of a case, and the tests and the surgery that are ordered in it, as FHIR. */
final class CaseWorkup {

  private static final Map<String, String> SURGERY =
      Map.of("system", "http://snomed.info/sct", "code", "387713003");

  private CaseWorkup() {}

  static List<Map<String, Object>> results(Case one) {
    List<Map<String, String>> all = new ArrayList<>(one.results());
    if (one.baselineDone()) {
      usual(one.today()).stream().filter(test -> !isGiven(test, one)).forEach(all::add);
    }
    List<Map<String, Object>> observations = new ArrayList<>();
    for (Map<String, String> fields : all) {
      observations.add(observation("result-" + (observations.size() + 1), fields, one.today()));
    }
    return observations;
  }

  /** All tests before naltrexone, ten days ago and normal. */
  private static List<Map<String, String>> usual(LocalDate today) {
    String date = today.minusDays(10).toString();
    return List.of(
        Map.of("loinc", "1742-6", "value", "20", "unit", "U/L", "date", date),
        Map.of("loinc", "1920-8", "value", "20", "unit", "U/L", "date", date),
        Map.of("loinc", "2160-0", "value", "0.8", "unit", "mg/dL", "date", date),
        Map.of("loinc", "3016-3", "value", "2", "unit", "m[IU]/L", "date", date),
        Map.of("loinc", "2106-3", "positive", "false", "date", date));
  }

  private static boolean isGiven(Map<String, String> test, Case one) {
    return one.results().stream()
        .anyMatch(own -> group(own).isPresent() && group(own).equals(group(test)));
  }

  /** A pregnancy status and a pregnancy test tell the same. */
  private static Optional<String> group(Map<String, String> result) {
    Code code = new Code(Terminology.LOINC, result.getOrDefault("loinc", "-"));
    return TestPipeline.KNOWLEDGE
        .labs()
        .test(code)
        .map(LabTest::group)
        .map(group -> group.startsWith("pregnancy") ? "pregnancy" : group);
  }

  private static Map<String, Object> observation(
      String id, Map<String, String> fields, LocalDate today) {
    Map<String, Object> observation = CasePatient.observation(id, fields, today);
    if (fields.containsKey("components")) {
      observation.put(
          "component",
          Arrays.stream(fields.get("components").split("; ", -1))
              .map(CaseWorkup::component)
              .toList());
    }
    if (fields.containsKey("members")) {
      observation.put(
          "hasMember",
          Arrays.stream(fields.get("members").split("; ", -1))
              .map(member -> Map.of("reference", "Observation/" + member))
              .toList());
    }
    return observation;
  }

  /** "1742-6 20 U/L", or the code alone where the part has no result. */
  private static Map<String, Object> component(String text) {
    String[] parts = text.strip().split(" ", -1);
    Map<String, Object> component = new LinkedHashMap<>();
    component.put("code", CaseRequest.concept(Map.of("loinc", parts[0])));
    if (parts.length > 1) {
      component.put("valueQuantity", CaseDosage.quantity(parts[1], parts[2]));
    } else {
      component.put("dataAbsentReason", Map.of("text", "not performed"));
    }
    return component;
  }

  /**
   * @param sameSignature those among the drafts, else those on record
   */
  static List<Map<String, Object>> ordered(Case one, boolean sameSignature) {
    List<Map<String, Object>> requests = new ArrayList<>();
    for (Map<String, String> fields : one.ordered()) {
      if (sameSignature == fields.containsKey("same-signature")) {
        requests.add(request(sameSignature, requests.size() + 1, fields));
      }
    }
    return requests;
  }

  private static Map<String, Object> request(
      boolean sameSignature, int number, Map<String, String> fields) {
    String usual = sameSignature ? "draft" : "active";
    Map<String, Object> request =
        CaseRequest.resource("ServiceRequest", (sameSignature ? "signed-" : "ordered-") + number);
    request.put("status", fields.getOrDefault("status", usual));
    request.put("intent", fields.getOrDefault("intent", "order"));
    if (fields.containsKey("category")) {
      request.put(
          "category",
          List.of(
              fields.get("category").equals("surgery")
                  ? Map.of("coding", List.of(SURGERY))
                  : Map.of("text", fields.get("category"))));
    }
    request.put("code", CaseRequest.concept(fields));
    request.put(
        "subject",
        Map.of("reference", "Patient/" + fields.getOrDefault("patient", CaseRequest.PATIENT)));
    CaseRequest.put(request, "occurrenceDateTime", fields.get("day"));
    CaseRequest.put(request, "authoredOn", fields.get("written"));
    return request;
  }
}

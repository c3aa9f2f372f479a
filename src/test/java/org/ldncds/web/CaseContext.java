package org.ldncds.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ldncds.knowledge.Case;

/** Writes the context of a case's request, which depends on its hook. */
final class CaseContext {

  private CaseContext() {}

  static Map<String, Object> of(Case one, String patientId, List<Map<String, Object>> drafts) {
    Map<String, Object> context = new LinkedHashMap<>();
    context.put("userId", "Practitioner/case-author");
    context.put("patientId", patientId);
    if (one.hook().equals("patient-view")) {
      return context;
    }
    context.put(
        "draftOrders", Map.of("resourceType", "Bundle", "type", "collection", "entry", drafts));
    if (one.hook().equals("order-select")) {
      context.put(
          "selections", one.selected().stream().map(id -> "MedicationRequest/" + id).toList());
    }
    return context;
  }
}

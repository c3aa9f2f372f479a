package org.ldncds.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A prefetch template of discovery, taken apart. */
record PrefetchTemplate(String resourceType, String id, Map<String, String> parameters) {

  private static final Pattern TOKEN = Pattern.compile("\\{\\{([^{}]*)}}");
  private static final Set<String> TOKENS =
      Set.of(
          "context.patientId",
          "context.userId",
          "context.encounterId",
          "userPractitionerId",
          "userPractitionerRoleId",
          "userPatientId",
          "userRelatedPersonId");

  /** Parameters that every search may have. */
  private static final Set<String> OF_RESULTS = Set.of("_count", "_sort", "_include");

  /** What US Core asks every server to answer; read off its CapabilityStatement. */
  private static final Map<String, Set<Set<String>>> US_CORE =
      Map.of(
          "MedicationRequest",
          Set.of(Set.of("patient", "intent"), Set.of("patient", "intent", "status")),
          "MedicationDispense",
          Set.of(Set.of("patient")),
          "Condition",
          Set.of(Set.of("patient"), Set.of("patient", "category")),
          "AllergyIntolerance",
          Set.of(Set.of("patient")),
          "Observation",
          Set.of(
              Set.of("patient", "code"),
              Set.of("patient", "category"),
              Set.of("patient", "category", "date")),
          "ServiceRequest",
          Set.of(
              Set.of("patient"),
              Set.of("patient", "category"),
              Set.of("patient", "code"),
              Set.of("patient", "category", "authored")));

  /** Resources US Core does not know; nothing is said to be missing where a server has none. */
  static final Set<String> BEYOND_US_CORE =
      Set.of("MedicationStatement", "MedicationAdministration");

  /** Asserts that it is a relative FHIR read or search of the subset every client knows. */
  static PrefetchTemplate of(String template) {
    Matcher tokens = TOKEN.matcher(template);
    while (tokens.find()) {
      assertTrue(TOKENS.contains(tokens.group(1)), () -> "token of " + template);
    }
    String filled = tokens.replaceAll("1");
    assertTrue(filled.matches("[A-Za-z0-9/?&=,:._|-]+"), () -> "plain characters: " + template);
    int query = filled.indexOf('?');
    String path = query < 0 ? filled : filled.substring(0, query);
    assertTrue(path.matches("[A-Z][A-Za-z]+(/1)?"), () -> "relative: " + template);
    Map<String, String> parameters = new LinkedHashMap<>();
    if (query >= 0) {
      for (String parameter : filled.substring(query + 1).split("&", -1)) {
        String[] pair = parameter.split("=", 2);
        assertEquals(2, pair.length, () -> "a value each: " + template);
        assertFalse(parameters.containsKey(pair[0]), () -> "no parameter twice: " + template);
        parameters.put(pair[0], pair[1]);
      }
    }
    String[] parts = path.split("/", -1);
    return new PrefetchTemplate(parts[0], parts.length > 1 ? parts[1] : "", parameters);
  }

  /** Asserts that every server of US Core must be able to answer it. */
  void requireUsCore() {
    if (!id.isEmpty()) {
      assertEquals(Map.of(), parameters, "a read has no parameters");
      return;
    }
    if (parameters.containsKey("_include")) {
      assertEquals(resourceType + ":medication", parameters.get("_include"), "what is included");
    }
    Set<String> criteria = new TreeSet<>(parameters.keySet());
    criteria.removeAll(OF_RESULTS);
    if (BEYOND_US_CORE.contains(resourceType)) {
      assertEquals(Set.of("patient"), criteria, resourceType);
      return;
    }
    assertTrue(
        US_CORE.getOrDefault(resourceType, Set.of()).contains(criteria),
        () -> "US Core guarantees no search of " + resourceType + " by " + criteria);
  }
}

package org.ldncds.fhir;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The prefetch keys that are read, each with the resource it holds. */
public enum PrefetchKey {
  PATIENT("patient", "Patient"),
  MEDICATION_REQUESTS("medicationRequests", "MedicationRequest"),
  MEDICATION_STATEMENTS("medicationStatements", "MedicationStatement"),
  MEDICATION_DISPENSES("medicationDispenses", "MedicationDispense"),
  MEDICATION_ADMINISTRATIONS("medicationAdministrations", "MedicationAdministration"),
  CONDITIONS("conditions", "Condition"),
  ALLERGIES("allergies", "AllergyIntolerance"),
  OBSERVATIONS("observations", "Observation"),
  SERVICE_REQUESTS("serviceRequests", "ServiceRequest");

  private final String key;
  private final String resourceType;

  PrefetchKey(String key, String resourceType) {
    this.key = key;
    this.resourceType = resourceType;
  }

  public String key() {
    return key;
  }

  public String resourceType() {
    return resourceType;
  }

  boolean isMedication() {
    return resourceType.startsWith("Medication");
  }

  static Optional<PrefetchKey> of(String key) {
    return Arrays.stream(values()).filter(k -> k.key.equals(key)).findFirst();
  }

  public static Set<String> keys() {
    return Arrays.stream(values()).map(PrefetchKey::key).collect(Collectors.toUnmodifiableSet());
  }
}

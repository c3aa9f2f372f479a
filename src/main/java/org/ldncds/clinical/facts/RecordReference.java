package org.ldncds.clinical.facts;

/** Which record of the EHR a fact comes from, as FHIR writes a relative reference. */
public record RecordReference(String resourceType, String id) {

  @Override
  public String toString() {
    return id.isEmpty() ? resourceType + " without id" : resourceType + "/" + id;
  }
}

package org.ldncds.fhir;

import ca.uhn.fhir.context.FhirContext;

/** The one FHIR context of the service: costly to make, and safe to share. */
public final class SharedFhirContext {

  private SharedFhirContext() {}

  public static FhirContext r4() {
    return ResourceParser.CONTEXT;
  }
}

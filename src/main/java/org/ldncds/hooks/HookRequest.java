package org.ldncds.hooks;

import java.util.Optional;
import org.ldncds.fhir.FhirAuthorization;
import org.ldncds.fhir.PatientRecords;

/**
 * A CDS Hooks 2.0 request as far as this service uses it. The access token is used to answer this
 * one call and never kept or shown.
 *
 * @param hookInstance the EHR's id of this call
 * @param userId the clinician, as the EHR names them
 * @param fhirServer the base address of the EHR's FHIR server, as sent
 * @param fhirAuthorization the token for it
 */
public record HookRequest(
    String hook,
    String hookInstance,
    String userId,
    Optional<String> fhirServer,
    Optional<FhirAuthorization> fhirAuthorization,
    PatientRecords records) {}

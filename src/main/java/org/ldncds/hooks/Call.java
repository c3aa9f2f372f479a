package org.ldncds.hooks;

import java.time.Instant;

/**
 * Who asked about whom, and when.
 *
 * @param userId the clinician, as the EHR names them
 * @param patientId the patient, as the EHR names them
 */
public record Call(
    ServiceDefinition service, Client client, String userId, String patientId, Instant now) {}

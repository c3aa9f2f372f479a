package org.ldncds.fhir;

import java.time.Duration;

/**
 * How much one request may ask of the EHR's FHIR server.
 *
 * @param time for everything together
 * @param pages followed after the first of a search
 * @param calls in all
 * @param medications fetched one by one
 * @param answerBytes of one answer
 * @param bytes of all answers together
 */
public record FhirLimits(
    Duration time, int pages, int calls, int medications, int answerBytes, long bytes) {}

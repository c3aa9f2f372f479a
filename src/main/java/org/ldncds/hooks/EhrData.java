package org.ldncds.hooks;

import java.time.Instant;
import java.util.Map;
import org.ldncds.fhir.FhirFetch;
import org.ldncds.fhir.FhirServers;
import org.ldncds.fhir.FhirServers.Access;
import org.ldncds.fhir.PatientRecords;

/**
 * What an EHR did not send with its call is fetched from its FHIR server, where that may be called.
 */
public final class EhrData {

  private final FhirServers servers;
  private final FhirFetch fetch;

  public EhrData(FhirServers servers, FhirFetch fetch) {
    this.servers = servers;
    this.fetch = fetch;
  }

  /**
   * The request's records, with what was missing of the keys that the service declares.
   *
   * @param client the caller, whose servers alone are called where callers are told apart
   */
  PatientRecords complete(
      ServiceDefinition service, HookRequest request, Client client, Instant now) {
    Access access =
        servers.access(
            client.name(), request.fhirServer(), request.fhirAuthorization().isPresent());
    FhirFetch.Wanted wanted =
        new FhirFetch.Wanted(
            service.prefetch(),
            Map.of("context.patientId", request.records().patientId()),
            !service.hook().startsWith("order-"));
    return fetch.complete(request.records(), wanted, access, request.fhirAuthorization(), now);
  }
}

package org.ldncds.web;

import ca.uhn.fhir.rest.client.api.IGenericClient;
import ca.uhn.fhir.rest.client.api.ServerValidationModeEnum;
import java.util.List;
import org.hl7.fhir.r4.model.Bundle;
import org.ldncds.fhir.SharedFhirContext;

/** The FHIR server at /fhir, called by HAPI's generic client over real HTTP. */
abstract class FhirTest extends HttpTest {

  final IGenericClient client() {
    var factory = SharedFhirContext.r4().getRestfulClientFactory();
    factory.setServerValidationMode(ServerValidationModeEnum.NEVER);
    return factory.newGenericClient(request("/fhir").build().uri().toString());
  }

  final Bundle search(String url) {
    return client().search().byUrl(url).returnBundle(Bundle.class).execute();
  }

  static List<String> ids(Bundle bundle) {
    return bundle.getEntry().stream()
        .map(entry -> entry.getResource().fhirType() + "/" + entry.getResource().getIdPart())
        .toList();
  }
}

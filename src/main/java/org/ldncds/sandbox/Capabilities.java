package org.ldncds.sandbox;

import ca.uhn.fhir.rest.annotation.Metadata;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.RestfulServer;
import ca.uhn.fhir.rest.server.provider.ServerCapabilityStatementProvider;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Comparator;
import org.hl7.fhir.instance.model.api.IBaseConformance;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestResourceComponent;
import org.hl7.fhir.r4.model.Enumerations.SearchParamType;

/** What HAPI tells of the endpoints, and the search parameters, which it cannot know. */
final class Capabilities extends ServerCapabilityStatementProvider {

  Capabilities(RestfulServer server) {
    super(server);
  }

  @Override
  @Metadata(cacheMillis = 0)
  public IBaseConformance getServerConformance(HttpServletRequest request, RequestDetails details) {
    IBaseConformance conformance = super.getServerConformance(request, details);
    if (conformance instanceof CapabilityStatement statement) {
      statement.getRestFirstRep().getResource().forEach(Capabilities::addParameters);
    }
    return conformance;
  }

  private static void addParameters(CapabilityStatementRestResourceComponent resource) {
    if (resource.getType().equals("OperationDefinition")) {
      return;
    }
    resource.setSearchParam(
        SearchParameter.of(resource.getType()).values().stream()
            .sorted(Comparator.comparing(SearchParameter::name))
            .map(
                parameter ->
                    new CapabilityStatement.CapabilityStatementRestResourceSearchParamComponent()
                        .setName(parameter.name())
                        .setType(SearchParamType.fromCode(parameter.kind().code())))
            .toList());
    resource.getSearchInclude().clear();
    SearchParameter.of(resource.getType()).values().stream()
        .filter(parameter -> parameter.kind() == SearchParameter.Kind.REFERENCE)
        .map(parameter -> resource.getType() + ":" + parameter.name())
        .sorted()
        .forEach(resource::addSearchInclude);
  }
}

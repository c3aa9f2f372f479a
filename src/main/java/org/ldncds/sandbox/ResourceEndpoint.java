package org.ldncds.sandbox;

import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Read;
import ca.uhn.fhir.rest.api.server.IBundleProvider;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.IResourceProvider;
import ca.uhn.fhir.rest.server.SimpleBundleProvider;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import java.util.TreeMap;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Resource;

/** Read and search of one type of resource. */
class ResourceEndpoint implements IResourceProvider {

  private final Class<? extends Resource> type;
  private final ResourceStore store;
  private final Search search;

  ResourceEndpoint(Class<? extends Resource> type, ResourceStore store) {
    this.type = type;
    this.store = store;
    this.search = new Search(type.getSimpleName(), store);
  }

  @Override
  public final Class<? extends Resource> getResourceType() {
    return type;
  }

  final ResourceStore store() {
    return store;
  }

  @Read
  public final Resource read(@IdParam IdType id) {
    return store
        .get(type.getSimpleName(), id.getIdPart())
        .map(Resource::copy)
        .orElseThrow(() -> new ResourceNotFoundException(id));
  }

  @ca.uhn.fhir.rest.annotation.Search(allowUnknownParams = true)
  public final IBundleProvider search(RequestDetails details) {
    return new SimpleBundleProvider(search.find(new TreeMap<>(details.getParameters())));
  }
}

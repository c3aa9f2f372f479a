package org.ldncds.sandbox;

import ca.uhn.fhir.rest.api.EncodingEnum;
import ca.uhn.fhir.rest.server.FifoMemoryPagingProvider;
import ca.uhn.fhir.rest.server.IServerAddressStrategy;
import ca.uhn.fhir.rest.server.RestfulServer;
import java.util.List;
import org.ldncds.fhir.SharedFhirContext;

/** The FHIR R4 server at /fhir. */
final class FhirServer extends RestfulServer {

  private static final long serialVersionUID = 1L;
  private static final int PAGES_REMEMBERED = 100;
  private static final int PAGE = 50;
  private static final int LARGEST_PAGE = 1_000;

  private final transient List<?> endpoints;

  /**
   * @param address how the outside calls it
   */
  FhirServer(List<?> endpoints, IServerAddressStrategy address, String version) {
    super(SharedFhirContext.r4());
    this.endpoints = List.copyOf(endpoints);
    setServerAddressStrategy(address);
    setServerName("LDN CDS");
    setServerVersion(version);
    setImplementationDescription(
        "LDN CDS: knowledge as FHIR, and the sandbox's synthetic patients");
  }

  @Override
  protected void initialize() {
    setDefaultResponseEncoding(EncodingEnum.JSON);
    FifoMemoryPagingProvider pages = new FifoMemoryPagingProvider(PAGES_REMEMBERED);
    pages.setDefaultPageSize(PAGE);
    pages.setMaximumPageSize(LARGEST_PAGE);
    setPagingProvider(pages);
    setServerConformanceProvider(new Capabilities(this));
    setProviders(endpoints.toArray());
  }
}

package org.ldncds.sandbox;

import ca.uhn.fhir.rest.server.HardcodedServerAddressStrategy;
import ca.uhn.fhir.rest.server.IServerAddressStrategy;
import ca.uhn.fhir.rest.server.IncomingRequestAddressStrategy;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.ActivityDefinition;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.Library;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ValueSet;
import org.jspecify.annotations.Nullable;
import org.ldncds.fhir.SharedFhirContext;
import org.ldncds.knowledge.Knowledge;
import org.ldncds.web.Folders;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;

/** Puts the FHIR server together: the knowledge always, patients in sandbox mode only. */
@Configuration
class FhirWiring {

  private static final String VERSION = "0.1.0";
  private static final String PATH = "/fhir/*";

  @Bean
  ServletRegistrationBean<FhirServer> fhirServer(
      Knowledge knowledge,
      Clock clock,
      Environment environment,
      @Value("${cds.public-url:http://localhost:8080}") String publicUrl,
      @Value("${cds.clinical-owner:}") String owner,
      @Value("${cds.zone:#{null}}") @Nullable ZoneId zone,
      @Value("${cds.seeds:#{null}}") @Nullable String seeds) {
    ResourceStore store = new ResourceStore(clock);
    KnowledgeResources.of(knowledge, owner, VERSION).forEach(store::put);
    List<ResourceEndpoint> endpoints =
        new ArrayList<>(
            Stream.of(ActivityDefinition.class, CodeSystem.class, Library.class, ValueSet.class)
                .map(type -> new ResourceEndpoint(type, store))
                .toList());
    endpoints.add(
        new PlanDefinitionEndpoint(
            store, knowledge.protocols(), clock, zone == null ? ZoneId.systemDefault() : zone));
    boolean production = environment.acceptsProfiles(Profiles.of("production"));
    if (!production) {
      Seeds.read(Folders.find(seeds, "seeds").texts()).forEach(store::put);
      SearchParameter.patientTypes().forEach(type -> endpoints.add(endpoint(type, store)));
    }
    FhirServer server = new FhirServer(endpoints, address(production, publicUrl), VERSION);
    ServletRegistrationBean<FhirServer> registration = new ServletRegistrationBean<>(server, PATH);
    registration.setName("fhir");
    return registration;
  }

  private static ResourceEndpoint endpoint(String type, ResourceStore store) {
    return type.equals("MedicationRequest")
        ? new OrderEndpoint(store)
        : new ResourceEndpoint(
            SharedFhirContext.r4()
                .getResourceDefinition(type)
                .getImplementingClass()
                .asSubclass(Resource.class),
            store);
  }

  /** The sandbox is called by several names; in production no caller may choose one. */
  private static IServerAddressStrategy address(boolean production, String publicUrl) {
    String base = publicUrl.endsWith("/") ? publicUrl : publicUrl + "/";
    return production
        ? new HardcodedServerAddressStrategy(base + "fhir")
        : new IncomingRequestAddressStrategy();
  }

  /** Browsers that may call the hooks may call this too. */
  @Bean
  FilterRegistrationBean<CorsFilter> fhirCors(
      @Value("${cds.cors.allowed-origins:http://localhost:[*],http://127.0.0.1:[*]}")
          List<String> origins) {
    CorsConfiguration cors = new CorsConfiguration();
    cors.setAllowedOriginPatterns(origins);
    cors.setAllowedMethods(List.of("GET", "POST", "PUT"));
    cors.setAllowedHeaders(List.of("authorization", "content-type", "accept", "cache-control"));
    cors.setExposedHeaders(List.of("Location", "Content-Location"));
    UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
    source.registerCorsConfiguration("/**", cors);
    FilterRegistrationBean<CorsFilter> filter =
        new FilterRegistrationBean<>(new CorsFilter(source));
    filter.addUrlPatterns(PATH);
    filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
    return filter;
  }
}

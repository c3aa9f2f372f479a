package org.ldncds.sandbox;

import java.util.List;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Library;
import org.hl7.fhir.r4.model.Resource;
import org.ldncds.knowledge.Knowledge;

/** All that stands under cds-services as FHIR R4 resources, made from the same files. */
final class KnowledgeResources {

  private static final String LIBRARY_TYPES = "http://terminology.hl7.org/CodeSystem/library-type";

  private KnowledgeResources() {}

  /**
   * @param owner who reviewed the rules locally; empty where nobody did
   * @param version of the service
   */
  static List<Resource> of(Knowledge knowledge, String owner, String version) {
    Published published =
        new Published(knowledge.transparency(), knowledge.citations(), owner, version);
    return Stream.of(
            new ProtocolResources(published).of(knowledge.protocols()),
            new TerminologyResources(knowledge, published).all(),
            Stream.of((Resource) sources(knowledge, published)))
        .flatMap(resources -> resources)
        .toList();
  }

  private static Library sources(Knowledge knowledge, Published published) {
    Library library = published.as(new Library(), "sources", "Sources of the figures of LDN CDS");
    library.setType(
        new CodeableConcept(new Coding(LIBRARY_TYPES, "asset-collection", "Asset Collection")));
    library.setDescription("What the rules and protocols rest on. " + published.review());
    published.lastReview().forEach(library::setLastReviewDateElement);
    library.setReviewer(published.reviewers());
    library.setRelatedArtifact(published.citing(knowledge.citations().keySet()));
    return library;
  }
}

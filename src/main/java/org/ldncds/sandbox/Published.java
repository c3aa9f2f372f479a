package org.ldncds.sandbox;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.hl7.fhir.r4.model.ContactDetail;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Enumerations.PublicationStatus;
import org.hl7.fhir.r4.model.MetadataResource;
import org.hl7.fhir.r4.model.RelatedArtifact;
import org.hl7.fhir.r4.model.RelatedArtifact.RelatedArtifactType;
import org.ldncds.clinical.protocol.Citation;
import org.ldncds.knowledge.Transparency;

/** What all knowledge resources have in common: who publishes them, since when, reviewed or not. */
final class Published {

  static final String NOT_REVIEWED = "Not clinically reviewed.";

  private final Transparency transparency;
  private final Map<String, Citation> citations;
  private final String owner;
  private final String version;

  /**
   * @param owner who reviewed the rules locally; empty where nobody did
   */
  Published(
      Transparency transparency, Map<String, Citation> citations, String owner, String version) {
    this.transparency = transparency;
    this.citations = citations;
    this.owner = owner.strip();
    this.version = version;
  }

  /** Sets the fields that every canonical resource has. */
  <T extends MetadataResource> T as(T resource, String url, String id, String title) {
    resource.setId(id);
    resource.setUrl(url);
    resource.setVersion(version);
    resource.setName(name(id));
    resource.setTitle(title);
    resource.setStatus(PublicationStatus.ACTIVE);
    resource.setExperimental(owner.isEmpty());
    resource.setPublisher(transparency.developer());
    return resource;
  }

  <T extends MetadataResource> T as(T resource, String id, String title) {
    return as(resource, Canonical.of(resource.fhirType(), id), id, title);
  }

  /** FHIR wants a name that a program could use: letters and digits. */
  private static String name(String id) {
    StringBuilder name = new StringBuilder("Ldn");
    for (String word : id.split("[^A-Za-z0-9]+", -1)) {
      if (!word.isEmpty()) {
        name.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
      }
    }
    return name.toString();
  }

  /** One sentence on the clinical review. */
  String review() {
    if (owner.isEmpty() && !isReviewed()) {
      return NOT_REVIEWED;
    }
    return "Reviewed"
        + (owner.isEmpty() ? "" : " by " + owner)
        + (isReviewed() ? " on " + transparency.reviewed() : "")
        + ".";
  }

  private boolean isReviewed() {
    return !transparency.reviewed().equals("never");
  }

  /** The day of the last review, where there was one. */
  List<DateType> lastReview() {
    return isReviewed() ? List.of(new DateType(transparency.reviewed())) : List.of();
  }

  List<ContactDetail> reviewers() {
    return owner.isEmpty() ? List.of() : List.of(new ContactDetail().setName(owner));
  }

  static Date day(LocalDate day) {
    return new DateTimeType(day.toString()).getValue();
  }

  List<RelatedArtifact> citing(Collection<String> sources) {
    return sources.stream()
        .map(id -> Objects.requireNonNull(citations.get(id), id))
        .map(Published::artifact)
        .toList();
  }

  static RelatedArtifact artifact(Citation citation) {
    RelatedArtifact artifact =
        new RelatedArtifact()
            .setType(RelatedArtifactType.CITATION)
            .setLabel(citation.id())
            .setDisplay(citation.title())
            .setCitation(citation.toString());
    citation.url().ifPresent(artifact::setUrl);
    return artifact;
  }
}

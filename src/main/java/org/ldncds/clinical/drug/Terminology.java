package org.ldncds.clinical.drug;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The code systems whose codes the knowledge files list, with every URI under which EHRs send them.
 */
public enum Terminology {
  RXNORM("http://www.nlm.nih.gov/research/umls/rxnorm", "urn:oid:2.16.840.1.113883.6.88"),
  ATC("http://www.whocc.no/atc", "urn:oid:2.16.840.1.113883.6.73"),
  SNOMED("http://snomed.info/sct", "urn:oid:2.16.840.1.113883.6.96"),
  NDC("http://hl7.org/fhir/sid/ndc", "urn:oid:2.16.840.1.113883.6.69"),
  UNII("http://fdasis.nlm.nih.gov", "urn:oid:2.16.840.1.113883.4.9"),
  ICD_10_CM(
      "http://hl7.org/fhir/sid/icd-10-cm",
      "urn:oid:2.16.840.1.113883.6.90",
      "http://hl7.org/fhir/sid/icd-10"),
  LOINC("http://loinc.org", "urn:oid:2.16.840.1.113883.6.1");

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<String> uris;

  Terminology(String... uris) {
    this.uris = List.of(uris);
  }

  public static Optional<Terminology> ofUri(String uri) {
    for (Terminology terminology : values()) {
      if (terminology.uris.contains(uri)) {
        return Optional.of(terminology);
      }
    }
    return Optional.empty();
  }

  /** The URI that FHIR gives it. */
  public String uri() {
    return uris.get(0);
  }

  /** The name in knowledge files: lower case with hyphens. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

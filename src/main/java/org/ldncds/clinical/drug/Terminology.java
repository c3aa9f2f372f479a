package org.ldncds.clinical.drug;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The code systems whose codes the knowledge files list, or that EHRs send drugs in, with every URI
 * under which they do. Codes of AMT are SNOMED CT codes of the Australian edition.
 */
public enum Terminology {
  RXNORM("http://www.nlm.nih.gov/research/umls/rxnorm", "urn:oid:2.16.840.1.113883.6.88"),
  ATC(
      "http://www.whocc.no/atc",
      "urn:oid:2.16.840.1.113883.6.73",
      "http://fhir.de/CodeSystem/bfarm/atc",
      "http://fhir.de/CodeSystem/dimdi/atc"),
  SNOMED("http://snomed.info/sct", "urn:oid:2.16.840.1.113883.6.96"),
  NDC("http://hl7.org/fhir/sid/ndc", "urn:oid:2.16.840.1.113883.6.69"),
  UNII("http://fdasis.nlm.nih.gov", "urn:oid:2.16.840.1.113883.4.9"),
  /** Dictionary of medicines and devices, United Kingdom. */
  DMD("https://dmd.nhs.uk"),
  /** Item codes of the Pharmaceutical Benefits Scheme, Australia. */
  PBS("http://pbs.gov.au/code/item"),
  /** Drug identification number, Canada. */
  DIN(
      "http://hl7.org/fhir/NamingSystem/ca-hc-din",
      "https://health-canada.ca/fhir/NamingSystem/ca-hc-din"),
  /** Pharmazentralnummer, Germany. */
  PZN("http://fhir.de/CodeSystem/ifa/pzn"),
  /** Arzneistoffkatalog, Germany. */
  ASK("http://fhir.de/CodeSystem/ask"),
  /** G-Standaard, Netherlands: its generic, prescription and trade products. */
  G_STANDAARD(
      "urn:oid:2.16.840.1.113883.2.4.4.1",
      "urn:oid:2.16.840.1.113883.2.4.4.10",
      "urn:oid:2.16.840.1.113883.2.4.4.7"),
  ICD_10_CM(
      "http://hl7.org/fhir/sid/icd-10-cm",
      "urn:oid:2.16.840.1.113883.6.90",
      "http://hl7.org/fhir/sid/icd-10",
      "urn:oid:2.16.840.1.113883.6.3",
      "http://fhir.de/CodeSystem/bfarm/icd-10-gm",
      "http://fhir.de/CodeSystem/dimdi/icd-10-gm"),
  LOINC("http://loinc.org", "urn:oid:2.16.840.1.113883.6.1");

  private static final Map<String, Terminology> BY_URI = byUri();

  /** SNOMED CT editions and versions are written behind it. */
  private static final String SNOMED_URI = "snomed.info/sct";

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<String> uris;

  Terminology(String... uris) {
    this.uris = List.of(uris);
  }

  private static Map<String, Terminology> byUri() {
    Map<String, Terminology> byUri = new HashMap<>();
    Arrays.stream(values()).forEach(t -> t.uris.forEach(uri -> byUri.put(plain(uri), t)));
    return Map.copyOf(byUri);
  }

  /** A URI as EHRs send it: with or without a slash at its end, by http or https. */
  public static Optional<Terminology> ofUri(String uri) {
    String plain = plain(uri);
    return plain.startsWith(SNOMED_URI)
        ? Optional.of(SNOMED)
        : Optional.ofNullable(BY_URI.get(plain));
  }

  private static String plain(String uri) {
    String plain = uri.strip();
    plain = plain.endsWith("/") ? plain.substring(0, plain.length() - 1) : plain;
    return plain.startsWith("https://")
        ? plain.substring("https://".length())
        : plain.startsWith("http://") ? plain.substring("http://".length()) : plain;
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

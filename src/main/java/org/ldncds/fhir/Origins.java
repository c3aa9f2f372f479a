package org.ldncds.fhir;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.MedicationAdministration;
import org.hl7.fhir.r4.model.MedicationDispense;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.MedicationStatement;
import org.hl7.fhir.r4.model.Reference;
import org.ldncds.clinical.facts.RecordReference;

/**
 * What records say they came from: a prescription, or another record that leads to one (FHIR R4
 * authorizingPrescription, request, derivedFrom, basedOn, partOf).
 */
final class Origins {

  static final String REQUEST = "MedicationRequest";
  private static final String DISPENSE = "MedicationDispense";
  private static final List<String> KINDS =
      List.of(REQUEST, "MedicationStatement", DISPENSE, "MedicationAdministration");

  private final Map<RecordReference, List<RecordReference>> steps = new HashMap<>();

  /** Makes a record one that others may lead through, whether its drug is known or not. */
  void add(RecordReference record, DomainResource resource) {
    steps.put(record, next(resource));
  }

  /** The prescriptions that a record goes back to, nearest first, whether they were sent or not. */
  List<RecordReference> prescriptions(DomainResource resource) {
    return ancestors(resource).stream()
        .filter(record -> record.resourceType().equals(REQUEST))
        .toList();
  }

  /**
   * All records that a record goes back to, nearest first. The way ends at a prescription: what
   * another prescription was based on supplies nothing. Rings are walked once.
   */
  Set<RecordReference> ancestors(DomainResource resource) {
    Set<RecordReference> seen = new LinkedHashSet<>();
    Deque<RecordReference> ahead = new ArrayDeque<>(next(resource));
    while (!ahead.isEmpty()) {
      RecordReference record = ahead.remove();
      if (seen.add(record) && !record.resourceType().equals(REQUEST)) {
        ahead.addAll(steps.getOrDefault(record, List.of()));
      }
    }
    return seen;
  }

  /** True for a part of another supply, which is no fill of its own. */
  static boolean isPart(MedicationDispense dispense) {
    return dispense.getPartOf().stream().anyMatch(whole -> target(whole, DISPENSE).isPresent());
  }

  private static List<RecordReference> next(DomainResource resource) {
    return references(resource)
        .flatMap(reference -> KINDS.stream().flatMap(kind -> target(reference, kind).stream()))
        .toList();
  }

  private static Stream<Reference> references(DomainResource resource) {
    if (resource instanceof MedicationRequest request) {
      return request.getBasedOn().stream();
    }
    if (resource instanceof MedicationDispense dispense) {
      return Stream.concat(
          dispense.getAuthorizingPrescription().stream(), dispense.getPartOf().stream());
    }
    if (resource instanceof MedicationStatement statement) {
      return Stream.of(statement.getDerivedFrom(), statement.getBasedOn(), statement.getPartOf())
          .flatMap(List::stream);
    }
    return resource instanceof MedicationAdministration given
        ? Stream.concat(Stream.of(given.getRequest()), given.getPartOf().stream())
        : Stream.empty();
  }

  /** "Type/id" out of a relative, absolute or versioned reference. */
  static Optional<RecordReference> target(Reference reference, String type) {
    String text = reference.hasReference() ? reference.getReference() : "";
    int at = text.lastIndexOf(type + "/");
    if (at < 0 || (at > 0 && text.charAt(at - 1) != '/')) {
      return Optional.empty();
    }
    String id = text.substring(at + type.length() + 1);
    int version = id.indexOf('/');
    return Optional.of(new RecordReference(type, version < 0 ? id : id.substring(0, version)));
  }
}

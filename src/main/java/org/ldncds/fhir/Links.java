package org.ldncds.fhir;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.MedicationDispense;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Reference;
import org.ldncds.clinical.facts.RecordReference;

/**
 * How a patient's medication records hang together: which prescription a supply or a statement came
 * from, which prescription took the place of another, and the encounters in which they were made.
 */
final class Links {

  private static final String REQUEST = "MedicationRequest";
  private static final Set<String> NEVER_TAKEN = Set.of("cancelled", "entered-in-error", "draft");

  private final Map<RecordReference, MedicationRecord> requests = new HashMap<>();
  private final Map<RecordReference, List<MedicationRecord>> supplies = new HashMap<>();
  private final Map<RecordReference, List<MedicationRecord>> successors = new HashMap<>();
  private final Map<RecordReference, Period> encounters = new HashMap<>();

  /** Makes a record known to those that refer to it. */
  void add(MedicationRecord record) {
    if (record.resource() instanceof MedicationRequest request) {
      requests.merge(record.reference(), record, Links::active);
      if (request.hasPriorPrescription()
          && !request.getDoNotPerform()
          && !NEVER_TAKEN.contains(record.status())) {
        target(request.getPriorPrescription(), REQUEST)
            .ifPresent(prior -> of(successors, prior).add(record));
      }
    } else if (record.resource() instanceof MedicationDispense) {
      origins(record.resource()).forEach(origin -> of(supplies, origin).add(record));
    }
  }

  /** Of two records with one id the one that goes on. */
  private static MedicationRecord active(MedicationRecord one, MedicationRecord other) {
    return one.status().equals("active") ? one : other;
  }

  void add(RecordReference reference, Encounter encounter) {
    if (encounter.hasPeriod()) {
      encounters.put(reference, encounter.getPeriod());
    }
  }

  private static List<MedicationRecord> of(
      Map<RecordReference, List<MedicationRecord>> map, RecordReference key) {
    return map.computeIfAbsent(key, k -> new ArrayList<>());
  }

  /** The prescriptions that a record says it came from, whether they were sent or not. */
  static List<RecordReference> origins(DomainResource resource) {
    return MedicationRecord.origins(resource)
        .flatMap(reference -> target(reference, REQUEST).stream())
        .toList();
  }

  /** The prescription that a record came from, where it was sent. */
  Optional<MedicationRecord> origin(DomainResource resource) {
    return origins(resource).stream()
        .flatMap(reference -> Stream.ofNullable(requests.get(reference)))
        .min(Comparator.comparing(record -> record.reference().toString()));
  }

  /** What was handed out, or is about to be, on a prescription. */
  List<MedicationRecord> suppliesOf(MedicationRecord request) {
    return supplies.getOrDefault(request.reference(), List.of()).stream()
        .filter(request::isSameDrug)
        .toList();
  }

  /** The prescriptions of the same drug that took the place of this one. */
  List<MedicationRecord> successorsOf(MedicationRecord request) {
    return successors.getOrDefault(request.reference(), List.of()).stream()
        .filter(request::isSameDrug)
        .filter(successor -> !successor.reference().equals(request.reference()))
        .toList();
  }

  /** The last day of an encounter that is over; empty where it was not sent or goes on. */
  Optional<LocalDate> endOf(Reference encounter, Days days) {
    return target(encounter, "Encounter")
        .flatMap(reference -> Optional.ofNullable(encounters.get(reference)))
        .flatMap(period -> days.latest(period.getEndElement()));
  }

  /** The latest day on which something can have happened in an encounter, none after today. */
  Optional<LocalDate> during(Reference encounter, Days days) {
    return target(encounter, "Encounter")
        .flatMap(reference -> Optional.ofNullable(encounters.get(reference)))
        .flatMap(period -> days.past(period.getEndElement()).or(() -> Optional.of(days.today())));
  }

  /** "Type/id" out of a relative, absolute or versioned reference. */
  private static Optional<RecordReference> target(Reference reference, String type) {
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

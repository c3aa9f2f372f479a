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
import org.ldncds.clinical.drug.Drug;
import org.ldncds.clinical.facts.RecordReference;

/**
 * How a patient's medication records hang together: which prescription a supply or a statement came
 * from, which prescription took the place of another, and the encounters in which they were made.
 */
final class Links {

  private static final Set<String> NEVER_TAKEN = Set.of("cancelled", "entered-in-error", "draft");

  private final Origins origins = new Origins();
  private final Map<RecordReference, MedicationRecord> named = new HashMap<>();
  private final List<MedicationRecord> dispenses = new ArrayList<>();
  private final Map<RecordReference, List<MedicationRecord>> successors = new HashMap<>();
  private final Map<RecordReference, Period> encounters = new HashMap<>();

  /** Makes a record one that leads from others to their prescription, its drug known or not. */
  void add(RecordReference reference, DomainResource resource) {
    origins.add(reference, resource);
  }

  /** Makes a record of a known drug known to those that refer to it. */
  void add(MedicationRecord record) {
    named.merge(record.reference(), record, Links::active);
    if (record.resource() instanceof MedicationRequest request) {
      if (request.hasPriorPrescription()
          && !request.getDoNotPerform()
          && !NEVER_TAKEN.contains(record.status())) {
        Origins.target(request.getPriorPrescription(), Origins.REQUEST)
            .ifPresent(
                prior -> successors.computeIfAbsent(prior, k -> new ArrayList<>()).add(record));
      }
    } else if (record.resource() instanceof MedicationDispense) {
      dispenses.add(record);
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

  /** The prescriptions that a record goes back to, whether they were sent or not. */
  List<RecordReference> origins(DomainResource resource) {
    return origins.prescriptions(resource);
  }

  /** The prescription that a record came from, where it was sent. */
  Optional<MedicationRecord> origin(DomainResource resource) {
    return origins(resource).stream()
        .flatMap(reference -> Stream.ofNullable(named.get(reference)))
        .min(Comparator.comparing(record -> record.reference().toString()));
  }

  /** The drug of the nearest record that this one goes back to and that names one. */
  Optional<Drug> drugOf(DomainResource resource) {
    return origins.ancestors(resource).stream()
        .flatMap(reference -> Stream.ofNullable(named.get(reference)))
        .map(MedicationRecord::drug)
        .findFirst();
  }

  /** What was handed out, or is about to be, on a prescription. */
  List<MedicationRecord> suppliesOf(MedicationRecord request) {
    return dispenses.stream()
        .filter(request::isSameDrug)
        .filter(dispense -> origins(dispense.resource()).contains(request.reference()))
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
    return Origins.target(encounter, "Encounter")
        .flatMap(reference -> Optional.ofNullable(encounters.get(reference)))
        .flatMap(period -> days.latest(period.getEndElement()));
  }

  /** The latest day on which something can have happened in an encounter, none after today. */
  Optional<LocalDate> during(Reference encounter, Days days) {
    return Origins.target(encounter, "Encounter")
        .flatMap(reference -> Optional.ofNullable(encounters.get(reference)))
        .flatMap(period -> days.past(period.getEndElement()).or(() -> Optional.of(days.today())));
  }
}

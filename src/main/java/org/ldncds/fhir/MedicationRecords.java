package org.ldncds.fhir;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.MedicationAdministration;
import org.hl7.fhir.r4.model.MedicationDispense;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.MedicationStatement;
import org.hl7.fhir.r4.model.Type;
import org.jspecify.annotations.Nullable;
import org.ldncds.clinical.drug.Drug;
import org.ldncds.clinical.drug.DrugRole;
import org.ldncds.clinical.facts.DosageReading.NotRead;
import org.ldncds.clinical.facts.DosageReading.Unreadable;
import org.ldncds.clinical.facts.Gap;
import org.ldncds.clinical.facts.RecordReference;
import org.ldncds.clinical.facts.Witness;
import org.ldncds.clinical.facts.Witness.Note;
import org.ldncds.clinical.protocol.Windows;

/**
 * Collects the records of drugs that the rules know, and turns them into witnesses once all are
 * there: a supply without a name of its own is what its prescription is for.
 */
final class MedicationRecords {

  private static final Map<String, Class<? extends DomainResource>> KINDS =
      Map.of(
          "MedicationRequest", MedicationRequest.class,
          "MedicationStatement", MedicationStatement.class,
          "MedicationDispense", MedicationDispense.class,
          "MedicationAdministration", MedicationAdministration.class);

  private final String patientId;
  private final DrugResolver resolver;
  private final List<Gap> gaps;
  private final Links links = new Links();
  private final List<MedicationRecord> records = new ArrayList<>();
  private final List<Unnamed> unnamed = new ArrayList<>();
  private final List<Witness> unreadable = new ArrayList<>();
  private int parsed;

  /** A record whose drug could not be told by itself. */
  private record Unnamed(RawResource raw, DomainResource resource, DrugResolver.Found found) {}

  /**
   * @param gaps takes what could not be read
   */
  MedicationRecords(String patientId, DrugResolver resolver, List<Gap> gaps) {
    this.patientId = patientId;
    this.resolver = resolver;
    this.gaps = gaps;
  }

  void add(RawResource raw) {
    boolean isRecord = raw.type().startsWith("Medication") && !raw.type().equals("Medication");
    if (!isRecord) {
      return;
    }
    if (FactsReader.isOtherPatient(raw, patientId)) {
      gaps.add(Gap.of(Gap.Kind.OTHER_PATIENT, raw.reference().toString()));
    } else if (raw.contradictory()) {
      gaps.add(
          new Gap(
              Gap.Kind.RECORD_UNREADABLE,
              raw.reference().toString(),
              "it names its drug in two ways"));
    } else if (!resolver.isProvedIrrelevant(raw) && KINDS.containsKey(raw.type())) {
      if (parsed++ >= MedicationList.MOST_RECORDS) {
        gaps.add(Gap.of(Gap.Kind.TOO_MANY, "medication records: " + MedicationList.MOST_RECORDS));
        return;
      }
      try {
        parse(raw, KINDS.get(raw.type()));
      } catch (UnreadableException e) {
        unreadable(raw, String.valueOf(e.getMessage()));
      }
    }
  }

  /** An encounter that cannot be read tells no dates; that is no gap, since most are not sent. */
  void addEncounter(RawResource raw) {
    if (raw.type().equals("Encounter") && !FactsReader.isOtherPatient(raw, patientId)) {
      try {
        links.add(raw.reference(), ResourceParser.parse(raw, Encounter.class));
      } catch (UnreadableException e) {
        gaps.add(
            new Gap(
                Gap.Kind.DATA_UNREADABLE,
                raw.reference().toString(),
                String.valueOf(e.getMessage())));
      }
    }
  }

  private void parse(RawResource raw, Class<? extends DomainResource> kind) {
    DomainResource resource = ResourceParser.parse(raw, kind);
    links.add(raw.reference(), resource);
    DrugResolver.Found found = resolver.find(resource, medication(resource));
    if (found instanceof DrugResolver.Found.Unknown) {
      unnamed.add(new Unnamed(raw, resource, found));
      return;
    }
    if (!VoidRecords.isVoid(resource)) {
      found.gap(raw.reference().toString()).ifPresent(gaps::add);
    }
    found.drug().ifPresent(drug -> keep(raw, resource, drug));
  }

  private static @Nullable Type medication(DomainResource resource) {
    if (resource instanceof MedicationRequest request) {
      return request.getMedication();
    }
    if (resource instanceof MedicationStatement statement) {
      return statement.getMedication();
    }
    if (resource instanceof MedicationDispense dispense) {
      return dispense.getMedication();
    }
    return resource instanceof MedicationAdministration given ? given.getMedication() : null;
  }

  private void keep(RawResource raw, DomainResource resource, Drug drug) {
    if (!drug.is(DrugRole.PRECAUTION)
        && resource.getModifierExtension().stream().findAny().isPresent()) {
      gaps.add(Gap.of(Gap.Kind.NEEDS_REVIEW, raw.reference().toString()));
    }
    MedicationRecord record =
        new MedicationRecord(raw.reference(), resource, resolver.taken(drug, resource));
    records.add(record);
    links.add(record);
  }

  /** The witnesses of all records together; a record that was sent twice is one. */
  List<Witness> witnesses(
      Windows windows, Days days, DosageReader dosageReader, Revisions revisions) {
    unnamed.forEach(this::name);
    WitnessReader reader = new WitnessReader(windows, days, dosageReader, links);
    List<Witness> witnesses = new ArrayList<>(unreadable);
    for (MedicationRecord record : records) {
      try {
        reader
            .of(record)
            .map(w -> revisions.seen(w, record, records, links))
            .ifPresent(witnesses::add);
      } catch (UnreadableException e) {
        gaps.add(
            new Gap(
                kind(Optional.of(record.drug())),
                record.reference().toString(),
                String.valueOf(e.getMessage())));
        witnesses.add(unreadable(record.reference(), record.drug()));
      }
    }
    return witnesses.stream().filter(w -> !revisions.replaces(w)).distinct().toList();
  }

  /** What its prescription, or the record it is part of, is for, else a gap. */
  private void name(Unnamed one) {
    Optional<Drug> drug = links.drugOf(one.resource);
    if (drug.isPresent()) {
      keep(one.raw, one.resource, drug.get());
    } else if (!VoidRecords.isVoid(one.resource)) {
      one.found.gap(one.raw.reference().toString()).ifPresent(gaps::add);
    }
  }

  /** A record that cannot be read is uncertain where its drug is known, and a gap in any case. */
  private void unreadable(RawResource raw, String element) {
    gaps.add(new Gap(kind(resolver.known(raw)), raw.reference().toString(), element));
    resolver.known(raw).ifPresent(drug -> unreadable.add(unreadable(raw.reference(), drug)));
  }

  /** A drug that is known to be no opioid hides none. */
  private static Gap.Kind kind(Optional<Drug> known) {
    return known.filter(drug -> drug.is(DrugRole.PRECAUTION)).isPresent()
        ? Gap.Kind.DATA_UNREADABLE
        : Gap.Kind.RECORD_UNREADABLE;
  }

  private static Witness unreadable(RecordReference reference, Drug drug) {
    return new Witness(
        reference,
        "unreadable",
        drug,
        Witness.State.UNCERTAIN,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        new NotRead(Unreadable.MISSING),
        Set.of(Note.UNREADABLE));
  }
}

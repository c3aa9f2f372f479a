package org.ldncds.fhir;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.MedicationAdministration;
import org.hl7.fhir.r4.model.MedicationDispense;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.MedicationStatement;
import org.hl7.fhir.r4.model.Type;
import org.jspecify.annotations.Nullable;
import org.ldncds.clinical.drug.Drug;
import org.ldncds.clinical.facts.DosageReading.NotRead;
import org.ldncds.clinical.facts.DosageReading.Unreadable;
import org.ldncds.clinical.facts.Gap;
import org.ldncds.clinical.facts.RecordReference;
import org.ldncds.clinical.facts.Witness;
import org.ldncds.clinical.facts.Witness.State;
import org.ldncds.clinical.protocol.Windows;
import org.ldncds.fhir.PatientRecords.Prefetched;
import org.ldncds.fhir.RawResource.Entry;

/**
 * The patient's medication records of all four kinds, as witnesses, with what is missing of them as
 * gaps.
 */
final class MedicationList {

  /** The most records that are parsed; more are said to be left out. */
  static final int MOST_RECORDS = 1_000;

  private final PatientRecords records;
  private final DrugResolver resolver;
  private final WitnessReader witnessReader;
  private final LocalDate completeFrom;
  private final Revisions revisions;
  private final Set<RecordReference> seen = new HashSet<>();
  private final List<Witness> witnesses = new ArrayList<>();
  private final List<Gap> gaps = new ArrayList<>();
  private final Set<PrefetchKey> answered = EnumSet.noneOf(PrefetchKey.class);
  private boolean statementsGiven;
  private int parsed;

  MedicationList(
      PatientRecords records,
      DrugResolver resolver,
      Windows windows,
      LocalDate today,
      DosageReader dosageReader,
      Revisions revisions) {
    this.records = records;
    this.resolver = resolver;
    this.witnessReader = new WitnessReader(windows, today, dosageReader);
    this.completeFrom = today.minusDays(windows.recordLookBack());
    this.revisions = revisions;
    for (PrefetchKey key : PrefetchKey.values()) {
      if (key.isMedication()) {
        read(key);
      }
    }
    if (!isKnown()) {
      gaps.add(
          0,
          Gap.of(
              Gap.Kind.MEDICATION_LIST_MISSING,
              "neither medicationRequests nor medicationStatements"));
    }
  }

  List<Witness> witnesses() {
    return witnesses;
  }

  List<Gap> gaps() {
    return gaps;
  }

  /** True where requests were answered, even empty, or statements with at least one entry. */
  boolean isKnown() {
    return answered.contains(PrefetchKey.MEDICATION_REQUESTS) || statementsGiven;
  }

  private void read(PrefetchKey key) {
    Prefetched value = records.prefetch().get(key.key());
    if (value instanceof Prefetched.Nothing) {
      answered.add(key);
    } else if (value instanceof Prefetched.Answer answer) {
      answer(key, answer.resource());
    } else if (value instanceof Prefetched.Malformed) {
      gaps.add(Gap.of(Gap.Kind.MEDICATION_HISTORY_FAILED, key.key()));
    }
  }

  private void answer(PrefetchKey key, RawResource answer) {
    boolean fits = answer.bundle().isPresent() || answer.type().equals(key.resourceType());
    boolean failed =
        answer.failed() || answer.entries().stream().anyMatch(entry -> entry.resource().failed());
    if (!fits || failed) {
      gaps.add(Gap.of(Gap.Kind.MEDICATION_HISTORY_FAILED, key.key()));
    }
    if (!fits) {
      return;
    }
    List<Entry> own =
        answer.entries().stream()
            .filter(entry -> entry.resource().type().equals(key.resourceType()))
            .toList();
    if (!failed) {
      answered.add(key);
    }
    statementsGiven =
        statementsGiven || (key == PrefetchKey.MEDICATION_STATEMENTS && !own.isEmpty());
    if (answer.isMalformed()) {
      gaps.add(
          new Gap(
              Gap.Kind.RECORD_UNREADABLE,
              "an entry of " + key.key(),
              "it holds no resource with a type"));
    }
    if (isCut(answer, own)) {
      gaps.add(Gap.of(Gap.Kind.MEDICATION_LIST_CUT, key.key()));
    }
    answer.entries().forEach(entry -> record(entry.resource()));
  }

  /** A list cut by paging is complete enough once its oldest entry is older than the look-back. */
  private boolean isCut(RawResource answer, List<Entry> own) {
    boolean cut =
        answer.bundle().filter(b -> b.cut() || b.total().orElse(0) > own.size()).isPresent();
    String oldest =
        own.stream()
            .map(entry -> entry.resource().written())
            .filter(date -> !date.isEmpty())
            .min(String::compareTo)
            .orElse("");
    return cut && (oldest.isEmpty() || oldest.compareTo(completeFrom.toString()) >= 0);
  }

  private void record(RawResource raw) {
    boolean isRecord = raw.type().startsWith("Medication") && !raw.type().equals("Medication");
    if (!isRecord || (!raw.id().isEmpty() && !seen.add(raw.reference()))) {
      return;
    }
    if (FactsReader.isOtherPatient(raw, records.patientId())) {
      gaps.add(Gap.of(Gap.Kind.OTHER_PATIENT, raw.reference().toString()));
    } else if (raw.contradictory()) {
      gaps.add(
          new Gap(
              Gap.Kind.RECORD_UNREADABLE,
              raw.reference().toString(),
              "it names its drug in two ways"));
    } else if (!resolver.isProvedIrrelevant(raw)) {
      if (parsed++ >= MOST_RECORDS) {
        gaps.add(Gap.of(Gap.Kind.TOO_MANY, "medication records: " + MOST_RECORDS));
        return;
      }
      try {
        parse(raw);
      } catch (UnreadableException e) {
        unreadable(raw, String.valueOf(e.getMessage()));
      }
    }
  }

  private void parse(RawResource raw) {
    RecordReference record = raw.reference();
    switch (raw.type()) {
      case "MedicationRequest" -> {
        MedicationRequest request = ResourceParser.parse(raw, MedicationRequest.class);
        drug(request, request.getMedication(), raw)
            .flatMap(drug -> witnessReader.of(request, record, drug))
            .ifPresent(this::add);
      }
      case "MedicationStatement" -> {
        MedicationStatement statement = ResourceParser.parse(raw, MedicationStatement.class);
        drug(statement, statement.getMedication(), raw)
            .flatMap(drug -> witnessReader.of(statement, record, drug))
            .ifPresent(this::add);
      }
      case "MedicationDispense" -> {
        MedicationDispense dispense = ResourceParser.parse(raw, MedicationDispense.class);
        drug(dispense, dispense.getMedication(), raw)
            .flatMap(drug -> witnessReader.of(dispense, record, drug))
            .ifPresent(this::add);
      }
      case "MedicationAdministration" -> {
        MedicationAdministration given = ResourceParser.parse(raw, MedicationAdministration.class);
        drug(given, given.getMedication(), raw)
            .flatMap(drug -> witnessReader.of(given, record, drug))
            .ifPresent(this::add);
      }
      default -> {
        // MedicationKnowledge and the like are no record of taking
      }
    }
  }

  private void add(Witness witness) {
    if (!revisions.replaces(witness)) {
      witnesses.add(witness);
    }
  }

  private Optional<Drug> drug(DomainResource record, @Nullable Type medication, RawResource raw) {
    DrugResolver.Found found = resolver.find(record, medication);
    if (found instanceof DrugResolver.Found.Unknown unknown) {
      gaps.add(new Gap(Gap.Kind.DRUG_UNKNOWN, raw.reference().toString(), unknown.reason()));
    }
    if (!(found instanceof DrugResolver.Found.Known known)) {
      return Optional.empty();
    }
    if (record.getModifierExtension().stream().findAny().isPresent()) {
      gaps.add(Gap.of(Gap.Kind.NEEDS_REVIEW, raw.reference().toString()));
    }
    return Optional.of(resolver.taken(known.drug(), record));
  }

  /** A record that cannot be read is uncertain where its drug is known, and a gap in any case. */
  private void unreadable(RawResource raw, String element) {
    gaps.add(new Gap(Gap.Kind.RECORD_UNREADABLE, raw.reference().toString(), element));
    resolver
        .known(raw)
        .ifPresent(
            drug ->
                add(
                    new Witness(
                        raw.reference(),
                        "unreadable",
                        drug,
                        State.UNCERTAIN,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        false,
                        new NotRead(Unreadable.MISSING))));
  }
}

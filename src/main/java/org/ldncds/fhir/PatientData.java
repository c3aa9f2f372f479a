package org.ldncds.fhir;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.AllergyIntolerance;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Enumerations.AdministrativeGender;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.ldncds.clinical.drug.DrugCatalogue;
import org.ldncds.clinical.facts.Allergy;
import org.ldncds.clinical.facts.Gap;
import org.ldncds.clinical.facts.LabResult;
import org.ldncds.clinical.facts.LabVocabulary;
import org.ldncds.clinical.facts.Problem;
import org.ldncds.fhir.PatientRecords.Prefetched;
import org.ldncds.fhir.RawResource.Entry;

/** The patient, their problems, allergies and results, with what is missing of them as gaps. */
final class PatientData {

  private final PatientRecords records;
  private final ProblemReader problemReader;
  private final LabReader labReader;
  private final DrugCatalogue drugs;
  private final LocalDate completeFrom;
  private final boolean needed;
  private final List<Gap> gaps = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();
  private final Map<String, Problem> problemsByReference = new LinkedHashMap<>();
  private final List<LabResult> labs = new ArrayList<>();
  private final List<Allergy> allergies = new ArrayList<>();
  private Optional<LocalDate> birthDate = Optional.empty();
  private boolean female;
  private int parsed;

  /**
   * @param completeFrom lists that reach back before this day are long enough
   * @param needed false where only opioids are under review, for which none of this is asked
   */
  PatientData(
      PatientRecords records,
      ProblemReader problemReader,
      LabVocabulary tests,
      DrugCatalogue drugs,
      LocalDate today,
      LocalDate completeFrom,
      boolean needed) {
    this.records = records;
    this.problemReader = problemReader;
    this.labReader = new LabReader(tests, today);
    this.drugs = drugs;
    this.completeFrom = completeFrom;
    this.needed = needed;
    for (PrefetchKey key : PrefetchKey.values()) {
      if (!key.isMedication() && key != PrefetchKey.SERVICE_REQUESTS) {
        read(key);
      }
    }
  }

  List<Gap> gaps() {
    return needed ? gaps : List.of();
  }

  List<Problem> problems() {
    return problems;
  }

  /** By "Condition/id". */
  Map<String, Problem> problemsByReference() {
    return problemsByReference;
  }

  List<LabResult> labs() {
    return labs;
  }

  List<Allergy> allergies() {
    return allergies;
  }

  Optional<LocalDate> birthDate() {
    return birthDate;
  }

  boolean isFemale() {
    return female;
  }

  private void read(PrefetchKey key) {
    Prefetched value = records.prefetch().get(key.key());
    if (value == null) {
      if (records.asked().contains(key.key())) {
        gaps.add(Gap.of(Gap.Kind.DATA_MISSING, key.key()));
      }
    } else if (value instanceof Prefetched.Malformed) {
      gaps.add(Gap.of(Gap.Kind.DATA_UNREADABLE, key.key()));
    } else if (value instanceof Prefetched.NotFetched none) {
      gaps.add(none.gap(key));
      records(key, none.sent());
    } else if (value instanceof Prefetched.Answer answer) {
      answer(key, answer.resource());
    }
  }

  private void answer(PrefetchKey key, RawResource answer) {
    boolean fits =
        key == PrefetchKey.PATIENT
            ? answer.type().equals("Patient")
            : answer.bundle().isPresent() || answer.type().equals(key.resourceType());
    if (!fits
        || answer.failed()
        || answer.isMalformed()
        || answer.entries().stream().anyMatch(entry -> entry.resource().failed())) {
      gaps.add(Gap.of(Gap.Kind.DATA_UNREADABLE, key.key()));
    }
    if (!fits) {
      return;
    }
    if (answer.bundle().filter(bundle -> bundle.cut()).isPresent() && !reachesBack(answer)) {
      gaps.add(Gap.of(Gap.Kind.PAGES_NOT_READ, key.key()));
    }
    records(key, answer.entries());
  }

  private void records(PrefetchKey key, List<Entry> entries) {
    parsed = 0;
    entries.stream()
        .map(Entry::resource)
        .filter(raw -> raw.type().equals(key.resourceType()) && !isProvedIrrelevant(key, raw))
        .forEach(raw -> record(key, raw));
  }

  /** True where something on it is old enough, since lists are asked for newest first. */
  private boolean reachesBack(RawResource answer) {
    return answer.entries().stream()
        .flatMap(entry -> FhirDates.latest(entry.resource().written()).stream())
        .anyMatch(day -> day.isBefore(completeFrom));
  }

  /** True where all that stood under the key was given and its kind could be read. */
  boolean isAnswered(PrefetchKey key) {
    return records.prefetch().containsKey(key.key())
        && gaps.stream().noneMatch(gap -> gap.what().equals(key.key()));
  }

  /** Another patient's record is never irrelevant: that it was sent is said on a card. */
  private boolean isProvedIrrelevant(PrefetchKey key, RawResource raw) {
    boolean proved =
        (key == PrefetchKey.CONDITIONS && problemReader.isProvedIrrelevant(raw))
            || (key == PrefetchKey.OBSERVATIONS && labReader.isProvedIrrelevant(raw));
    return proved && !FactsReader.isOtherPatient(raw, records.patientId());
  }

  private void record(PrefetchKey key, RawResource raw) {
    boolean other =
        key == PrefetchKey.PATIENT
            ? !raw.id().equals(records.patientId())
            : FactsReader.isOtherPatient(raw, records.patientId());
    if (other) {
      gaps.add(Gap.of(Gap.Kind.OTHER_PATIENT, raw.reference().toString()));
      return;
    }
    if (parsed++ >= MedicationList.MOST_RECORDS) {
      gaps.add(Gap.of(Gap.Kind.TOO_MANY, key.key() + ": " + MedicationList.MOST_RECORDS));
      return;
    }
    try {
      parse(key, raw);
    } catch (UnreadableException e) {
      gaps.add(
          new Gap(
              Gap.Kind.DATA_UNREADABLE,
              raw.reference().toString(),
              String.valueOf(e.getMessage())));
    }
  }

  private void parse(PrefetchKey key, RawResource raw) {
    switch (key) {
      case PATIENT -> {
        Patient patient = ResourceParser.parse(raw, Patient.class);
        female = patient.getGender() == AdministrativeGender.FEMALE;
        birthDate =
            patient.hasBirthDate()
                ? FhirDates.latest(
                    new DateTimeType(patient.getBirthDateElement().getValueAsString()))
                : Optional.empty();
      }
      case CONDITIONS -> {
        Condition condition = ResourceParser.parse(raw, Condition.class);
        problemReader.read(condition, raw.reference()).ifPresent(problem -> add(raw, problem));
        problemReader.gap(condition, raw.reference()).ifPresent(gaps::add);
      }
      case OBSERVATIONS -> {
        labs.addAll(labReader.read(ResourceParser.parse(raw, Observation.class), raw.reference()));
      }
      case ALLERGIES -> allergy(raw);
      case MEDICATION_REQUESTS,
          MEDICATION_STATEMENTS,
          MEDICATION_DISPENSES,
          MEDICATION_ADMINISTRATIONS,
          SERVICE_REQUESTS ->
          throw new IllegalArgumentException(key + " is read elsewhere");
    }
  }

  /** Kept in a list, since records without an id would take each other's place in the map. */
  private void add(RawResource raw, Problem problem) {
    problems.add(problem);
    problemsByReference.put(raw.reference().toString(), problem);
  }

  private void allergy(RawResource raw) {
    allergies.addAll(
        new AllergyReader(drugs)
            .read(ResourceParser.parse(raw, AllergyIntolerance.class), raw.reference()));
  }
}

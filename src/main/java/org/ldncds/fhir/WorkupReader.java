package org.ldncds.fhir;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ldncds.clinical.drug.Code;
import org.ldncds.clinical.facts.DoneTest;
import org.ldncds.clinical.facts.Gap;
import org.ldncds.clinical.facts.LabTest;
import org.ldncds.clinical.facts.PlannedSurgery;
import org.ldncds.clinical.facts.RequestKinds;
import org.ldncds.clinical.facts.RequestedTest;
import org.ldncds.clinical.facts.Workup;
import org.ldncds.fhir.PatientRecords.Prefetched;
import org.ldncds.fhir.RawResource.Entry;
import tools.jackson.core.JacksonException;

/**
 * Reads which tests were done and which are ordered, in the record system and in the same
 * signature, and which surgery is planned.
 */
final class WorkupReader {

  private final PatientRecords records;
  private final DoneTestReader doneTests;
  private final ServiceRequestReader requests;
  private final List<Gap> gaps = new ArrayList<>();
  private final Workup workup;
  private int parsed;

  WorkupReader(
      PatientRecords records, RequestKinds kinds, Map<Code, LabTest> tests, LocalDate today) {
    this.records = records;
    this.doneTests = new DoneTestReader(kinds, tests, today);
    this.requests = new ServiceRequestReader(kinds);
    List<RawResource> results = own(PrefetchKey.OBSERVATIONS);
    Set<String> sent = new HashSet<>();
    results.forEach(raw -> sent.add(raw.reference().toString()));
    List<DoneTest> done = new ArrayList<>();
    results.forEach(raw -> done.addAll(doneTests.read(raw, sent)));
    List<RequestedTest> requested = new ArrayList<>();
    List<PlannedSurgery> surgeries = new ArrayList<>();
    records.draftEntries().stream()
        .map(Entry::resource)
        .filter(raw -> raw.type().equals(PrefetchKey.SERVICE_REQUESTS.resourceType()))
        .filter(raw -> !FactsReader.isOtherPatient(raw, records.patientId()))
        .forEach(raw -> request(raw, true, requested, surgeries));
    own(PrefetchKey.SERVICE_REQUESTS).forEach(raw -> request(raw, false, requested, surgeries));
    this.workup =
        new Workup(
            isAnswered(PrefetchKey.OBSERVATIONS),
            done,
            isAnswered(PrefetchKey.SERVICE_REQUESTS),
            requested,
            surgeries);
  }

  Workup workup() {
    return workup;
  }

  /** What of the orders could not be read; that they were not sent at all is no gap by itself. */
  List<Gap> gaps() {
    Prefetched value = records.prefetch().get(PrefetchKey.SERVICE_REQUESTS.key());
    boolean sent = value instanceof Prefetched.Answer || value instanceof Prefetched.Malformed;
    if (sent && !workup.requestsKnown()) {
      gaps.add(Gap.of(Gap.Kind.DATA_UNREADABLE, PrefetchKey.SERVICE_REQUESTS.key()));
    }
    return gaps;
  }

  /** True where the whole list was sent: null, or a Bundle without error and without more pages. */
  private boolean isAnswered(PrefetchKey key) {
    Prefetched value = records.prefetch().get(key.key());
    if (!(value instanceof Prefetched.Answer answer)) {
      return value instanceof Prefetched.Nothing;
    }
    RawResource resource = answer.resource();
    boolean fits = resource.bundle().isPresent() || resource.type().equals(key.resourceType());
    return fits
        && !resource.failed()
        && !resource.isMalformed()
        && resource.bundle().filter(bundle -> bundle.cut()).isEmpty()
        && resource.entries().stream().noneMatch(entry -> entry.resource().failed());
  }

  /**
   * The patient's own records under a key; a foreign order is named, a foreign result elsewhere.
   */
  private List<RawResource> own(PrefetchKey key) {
    if (!(records.prefetch().get(key.key()) instanceof Prefetched.Answer answer)) {
      return List.of();
    }
    List<RawResource> own = new ArrayList<>();
    for (Entry entry : answer.resource().entries()) {
      RawResource raw = entry.resource();
      if (!raw.type().equals(key.resourceType())) {
        continue;
      }
      if (!FactsReader.isOtherPatient(raw, records.patientId())) {
        own.add(raw);
      } else if (key == PrefetchKey.SERVICE_REQUESTS) {
        gaps.add(Gap.of(Gap.Kind.OTHER_PATIENT, raw.reference().toString()));
      }
    }
    return own;
  }

  private void request(
      RawResource raw,
      boolean drafted,
      List<RequestedTest> requested,
      List<PlannedSurgery> surgeries) {
    if (parsed++ >= MedicationList.MOST_RECORDS) {
      gaps.add(
          Gap.of(
              Gap.Kind.TOO_MANY,
              PrefetchKey.SERVICE_REQUESTS.key() + ": " + MedicationList.MOST_RECORDS));
      return;
    }
    try {
      requests.test(raw, drafted).ifPresent(requested::add);
      requests.surgery(raw, drafted).ifPresent(surgeries::add);
    } catch (JacksonException | UnreadableException e) {
      gaps.add(Gap.of(Gap.Kind.DATA_UNREADABLE, raw.reference().toString()));
    }
  }
}

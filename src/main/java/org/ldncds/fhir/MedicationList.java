package org.ldncds.fhir;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ldncds.clinical.facts.Gap;
import org.ldncds.clinical.facts.Witness;
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
  private final LocalDate completeFrom;
  private final MedicationRecords found;
  private final List<Gap> gaps = new ArrayList<>();
  private final Set<PrefetchKey> answered = EnumSet.noneOf(PrefetchKey.class);
  private final Map<PrefetchKey, Prefetched.NotFetched> notFetched =
      new EnumMap<>(PrefetchKey.class);
  private final List<Witness> witnesses;
  private boolean statementsGiven;
  private boolean inPart;

  MedicationList(
      PatientRecords records,
      DrugResolver resolver,
      Windows windows,
      Days days,
      DosageReader dosageReader,
      Revisions revisions) {
    this.records = records;
    this.completeFrom = days.today().minusDays(windows.recordLookBack());
    this.found = new MedicationRecords(records.patientId(), resolver, gaps);
    for (PrefetchKey key : PrefetchKey.values()) {
      if (key.isMedication()) {
        read(key);
      }
    }
    encounters();
    notFetched.forEach(
        (key, none) -> {
          if (!isKnown() || isPassing(none)) {
            gaps.add(none.gap(key));
          }
        });
    this.witnesses = found.witnesses(windows, days, dosageReader, revisions);
    if (!isKnown()) {
      gaps.add(
          0,
          inPart
              ? Gap.of(Gap.Kind.MEDICATION_LIST_IN_PART, PrefetchKey.MEDICATION_REQUESTS.key())
              : Gap.of(
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

  /** True where the key was answered in full, even without an entry. */
  boolean isAnswered(PrefetchKey key) {
    return answered.contains(key);
  }

  /** A source that this EHR never gives is as one not sent: no gap beside a list that is known. */
  private static boolean isPassing(Prefetched.NotFetched none) {
    return none.kind() != Gap.Kind.SERVER_NOT_CALLED && none.kind() != Gap.Kind.SERVER_DENIED;
  }

  private void read(PrefetchKey key) {
    Prefetched value = records.prefetch().get(key.key());
    if (value instanceof Prefetched.Nothing) {
      answered.add(key);
    } else if (value instanceof Prefetched.Answer answer) {
      answer(key, answer.resource());
    } else if (value instanceof Prefetched.Malformed) {
      gaps.add(Gap.of(Gap.Kind.MEDICATION_HISTORY_FAILED, key.key()));
    } else if (value instanceof Prefetched.NotFetched none) {
      notFetched.put(key, none);
      none.sent().forEach(entry -> found.add(entry.resource()));
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
    inPart = inPart || (key == PrefetchKey.MEDICATION_REQUESTS && !own.isEmpty());
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
    answer.entries().forEach(entry -> found.add(entry.resource()));
  }

  /** A list cut by paging is complete enough once it goes back further than the look-back. */
  private boolean isCut(RawResource answer, List<Entry> own) {
    boolean cut =
        answer.bundle().filter(b -> b.cut() || b.total().orElse(0) > own.size()).isPresent();
    List<RawResource> ours =
        own.stream()
            .map(Entry::resource)
            .filter(raw -> !FactsReader.isOtherPatient(raw, records.patientId()))
            .toList();
    return cut && !FhirDates.reachBackInOrder(ours, completeFrom);
  }

  /** Encounters may come under any key. */
  private void encounters() {
    records.prefetchEntries().forEach(entry -> found.addEncounter(entry.resource()));
  }
}

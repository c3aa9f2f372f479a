package org.ldncds.fhir;

import java.util.List;
import java.util.Optional;
import org.ldncds.fhir.PatientRecords.Prefetched;
import org.ldncds.fhir.RawResource.Entry;
import org.ldncds.fhir.RawResource.RawBundle;

/**
 * What a prefetch key lacks, as CDS Hooks 2.0 has it: an absent key is to be fetched; null and an
 * empty Bundle are answers; an OperationOutcome says that the EHR has tried in vain already.
 */
final class MissingKeys {

  private final PatientRecords records;

  MissingKeys(PatientRecords records) {
    this.records = records;
  }

  /** True where the key has to be fetched. */
  boolean isMissing(PrefetchKey key) {
    Prefetched value = records.prefetch().get(key.key());
    if (value instanceof Prefetched.Answer answer) {
      return !answersFor(key, answer.resource());
    }
    return !(value instanceof Prefetched.Nothing);
  }

  private boolean answersFor(PrefetchKey key, RawResource answer) {
    if (answer.type().equals("OperationOutcome")) {
      return true;
    }
    if (key == PrefetchKey.PATIENT) {
      return answer.type().equals("Patient")
          && (answer.id().isEmpty() || answer.id().equals(records.patientId()));
    }
    List<Entry> entries = answer.entries();
    return answer.bundle().isPresent()
        && (entries.isEmpty() || entries.stream().anyMatch(entry -> isAnswer(key, entry)));
  }

  /** A record of this patient, what belongs to one, or what the server had to say. */
  private boolean isAnswer(PrefetchKey key, Entry entry) {
    RawResource raw = entry.resource();
    return raw.type().equals("OperationOutcome")
        || entry.searchMode().equals("include")
        || raw.type().isEmpty()
        || (raw.type().equals(key.resourceType())
            && !FactsReader.isOtherPatient(raw, records.patientId()));
  }

  /** The answer of a key that is complete but for the pages after it. */
  Optional<RawResource> cutOff(PrefetchKey key) {
    return records.prefetch().get(key.key()) instanceof Prefetched.Answer answer
        ? Optional.of(answer.resource())
            .filter(a -> a.bundle().filter(RawBundle::cut).isPresent() && !isMissing(key))
        : Optional.empty();
  }

  /**
   * What was sent under a key that has to be fetched and is of its kind: it is read all the same.
   */
  List<Entry> sentAllTheSame(PrefetchKey key) {
    return PatientRecords.entries(records.prefetch().get(key.key())).stream()
        .filter(entry -> entry.resource().type().equals(key.resourceType()))
        .toList();
  }

  /** What stands under the key from now on. */
  Prefetched result(PrefetchKey key, Fetched fetched) {
    List<Entry> sent = sentAllTheSame(key);
    if (fetched instanceof Fetched.Failed failed) {
      return new Prefetched.NotFetched(failed.outcome().gap(key), failed.reason(), sent);
    }
    RawResource read = ((Fetched.Read) fetched).resource();
    boolean joins = read.bundle().isPresent() && !sent.isEmpty();
    return new Prefetched.Answer(joins ? read.with(sent) : read);
  }
}

package org.ldncds.fhir;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ldncds.fhir.RawResource.Entry;

/**
 * What one request brings about a patient.
 *
 * @param drafts the Bundle of orders under review
 * @param prefetch by key; a key that was not sent is absent
 */
public record PatientRecords(
    String patientId, RawResource drafts, Map<String, Prefetched> prefetch) {

  /** What stands under a prefetch key. */
  public sealed interface Prefetched {

    /** null: the EHR has nothing under this key. */
    record Nothing() implements Prefetched {}

    /** A resource or a Bundle. */
    record Answer(RawResource resource) implements Prefetched {}

    /** Something else than a resource. */
    record Malformed() implements Prefetched {}
  }

  public PatientRecords {
    prefetch = new LinkedHashMap<>(prefetch);
  }

  List<Entry> draftEntries() {
    return drafts.entries();
  }

  List<Entry> prefetchEntries() {
    return prefetch.values().stream()
        .filter(Prefetched.Answer.class::isInstance)
        .flatMap(value -> ((Prefetched.Answer) value).resource().entries().stream())
        .toList();
  }
}

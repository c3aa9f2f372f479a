package org.ldncds.fhir;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ldncds.clinical.facts.Gap;
import org.ldncds.fhir.RawResource.Entry;

/**
 * What one request brings about a patient, and what was fetched for it.
 *
 * @param drafts the Bundle of orders under review
 * @param prefetch by key; a key that was neither sent nor asked for is absent
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

    /**
     * Neither sent, as far as it can be used, nor got from the EHR's FHIR server.
     *
     * @param reason in a few words fit for a card; perhaps empty
     * @param sent records that were sent all the same
     */
    record NotFetched(Gap.Kind kind, String reason, List<Entry> sent) implements Prefetched {
      public NotFetched {
        sent = List.copyOf(sent);
      }

      Gap gap(PrefetchKey key) {
        return new Gap(kind, key.key(), reason);
      }
    }
  }

  public PatientRecords {
    prefetch = new LinkedHashMap<>(prefetch);
  }

  /** These records with what was fetched, or could not be, in place of what was sent. */
  PatientRecords with(Map<String, Prefetched> fetched) {
    Map<String, Prefetched> all = new LinkedHashMap<>(prefetch);
    all.putAll(fetched);
    return new PatientRecords(patientId, drafts, all);
  }

  List<Entry> draftEntries() {
    return drafts.entries();
  }

  List<Entry> prefetchEntries() {
    return prefetch.values().stream().flatMap(value -> entries(value).stream()).toList();
  }

  /** The resources under a key. */
  static List<Entry> entries(@Nullable Prefetched value) {
    if (value instanceof Prefetched.Answer answer) {
      return answer.resource().entries();
    }
    return value instanceof Prefetched.NotFetched none ? none.sent() : List.of();
  }
}

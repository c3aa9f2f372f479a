package org.ldncds.fhir;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.ldncds.clinical.facts.Gap;
import org.ldncds.fhir.RawResource.Entry;

/**
 * What one request brings about a patient, and what was fetched for it.
 *
 * @param asked the prefetch keys that the service asks for; what it never asked for is no gap
 * @param prefetch by key; a key that was not sent is absent
 */
public record PatientRecords(
    String patientId, Occasion occasion, Set<String> asked, Map<String, Prefetched> prefetch) {

  /** What the clinician does. */
  public sealed interface Occasion {

    /**
     * Writes or signs orders.
     *
     * @param drafts the Bundle of orders that are not signed yet
     * @param selections those under review, as sent; empty where all are
     */
    record Ordering(RawResource drafts, Optional<Set<String>> selections) implements Occasion {
      public Ordering {
        selections = selections.map(Set::copyOf);
      }
    }

    /** Opens the chart. */
    record Viewing() implements Occasion {}
  }

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
    asked = Set.copyOf(asked);
    prefetch = new LinkedHashMap<>(prefetch);
  }

  /** These records with what was fetched, or could not be, in place of what was sent. */
  PatientRecords with(Map<String, Prefetched> fetched) {
    Map<String, Prefetched> all = new LinkedHashMap<>(prefetch);
    all.putAll(fetched);
    return new PatientRecords(patientId, occasion, asked, all);
  }

  List<Entry> draftEntries() {
    return occasion instanceof Occasion.Ordering ordering ? ordering.drafts().entries() : List.of();
  }

  boolean hasMalformedDraft() {
    return occasion instanceof Occasion.Ordering ordering && ordering.drafts().isMalformed();
  }

  /** True where the order under this entry is under review itself. */
  boolean isSelected(Entry entry) {
    return occasion instanceof Occasion.Ordering ordering
        && ordering
            .selections()
            .map(all -> all.stream().anyMatch(selection -> names(selection, entry)))
            .orElse(true);
  }

  /** By reference, bare id, address of the entry, or an address that ends in the reference. */
  private static boolean names(String selection, Entry entry) {
    RawResource order = entry.resource();
    boolean byAddress = !entry.fullUrl().isEmpty() && selection.equals(entry.fullUrl());
    boolean byId =
        !order.id().isEmpty()
            && (selection.equals(order.id())
                || selection.equals(order.reference().toString())
                || selection.endsWith("/" + order.reference()));
    return byAddress || byId;
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

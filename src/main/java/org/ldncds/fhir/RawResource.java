package org.ldncds.fhir;

import java.util.List;
import java.util.Optional;
import org.ldncds.clinical.facts.RecordReference;

/**
 * A resource as it lies in the request's bytes, with what one pass over it noted. Nothing of it is
 * parsed further unless it matters.
 *
 * @param body the request's bytes, shared by all resources of it
 * @param from first byte of the resource
 * @param to first byte after it
 * @param type its resourceType; empty where it has none
 * @param patient reference to whom it is about; empty where it names nobody
 * @param written the date it was written, prescribed or handed over; empty where none was noted
 * @param concept codes and names of its drug, condition, test or substance
 * @param indirect true where its drug may stand in another or a contained resource
 * @param contradictory true where it names its drug in two ways at once
 * @param bundle set where it is a Bundle
 * @param failed true for an OperationOutcome that tells of an error
 */
@SuppressWarnings("ArrayRecordComponent") // a view into the request, never compared
public record RawResource(
    byte[] body,
    int from,
    int to,
    String type,
    String id,
    String patient,
    String written,
    Concept concept,
    boolean indirect,
    boolean contradictory,
    Optional<RawBundle> bundle,
    boolean failed) {

  /** A coding as sent. */
  record Coding(String system, String code, String display) {}

  /** A CodeableConcept, or the display of a reference, as sent. */
  record Concept(List<Coding> codings, List<String> texts) {
    Concept {
      codings = List.copyOf(codings);
      texts = List.copyOf(texts);
    }
  }

  /**
   * A Bundle's entries.
   *
   * @param total the number the server counted; empty where it did not say
   * @param cut true where a next page exists
   * @param malformed true where an entry holds something else than a resource with a type
   */
  record RawBundle(List<Entry> entries, Optional<Integer> total, boolean cut, boolean malformed) {
    RawBundle {
      entries = List.copyOf(entries);
    }
  }

  /** An entry with a resource. */
  record Entry(String fullUrl, String searchMode, RawResource resource) {}

  public RecordReference reference() {
    return new RecordReference(type, id);
  }

  boolean isMalformed() {
    return bundle.filter(RawBundle::malformed).isPresent();
  }

  /** The resources it stands for: those of a Bundle, else itself. */
  List<Entry> entries() {
    return bundle.map(RawBundle::entries).orElseGet(() -> List.of(new Entry("", "", this)));
  }
}

package org.ldncds.fhir;

import java.util.ArrayList;
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
 * @param medication reference to the Medication that it is about; empty where it has none
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
    String medication,
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
   * @param next the address of that page, as sent; empty where none was given
   * @param malformed true where an entry holds something else than a resource with a type
   */
  record RawBundle(
      List<Entry> entries, Optional<Integer> total, boolean cut, String next, boolean malformed) {
    RawBundle {
      entries = List.copyOf(entries);
    }

    /** This page and the one after it. */
    private RawBundle followedBy(RawBundle page) {
      List<Entry> all = new ArrayList<>(entries);
      all.addAll(page.entries);
      return new RawBundle(all, total, page.cut, page.next, malformed || page.malformed);
    }
  }

  /** An entry with a resource. */
  record Entry(String fullUrl, String searchMode, RawResource resource) {}

  /** A Bundle of resources from several answers; it has no bytes of its own. */
  static RawResource bundleOf(List<Entry> entries) {
    return new RawResource(
        new byte[0],
        0,
        0,
        "Bundle",
        "",
        "",
        "",
        new Concept(List.of(), List.of()),
        "",
        false,
        false,
        Optional.of(new RawBundle(entries, Optional.empty(), false, "", false)),
        false);
  }

  public RecordReference reference() {
    return new RecordReference(type, id);
  }

  boolean isMalformed() {
    return bundle.filter(RawBundle::malformed).isPresent();
  }

  /** This Bundle with the entries of its next page, which decides whether more follow. */
  RawResource followedBy(RawBundle page) {
    return with(bundle.map(own -> own.followedBy(page)).orElse(page));
  }

  /** This Bundle with these entries too. */
  RawResource with(List<Entry> more) {
    RawBundle own = bundle.orElseThrow();
    return with(
        own.followedBy(new RawBundle(more, Optional.empty(), own.cut, own.next, own.malformed)));
  }

  private RawResource with(RawBundle other) {
    return new RawResource(
        body,
        from,
        to,
        type,
        id,
        patient,
        written,
        concept,
        medication,
        indirect,
        contradictory,
        Optional.of(other),
        failed);
  }

  /** The resources it stands for: those of a Bundle, else itself. */
  List<Entry> entries() {
    return bundle.map(RawBundle::entries).orElseGet(() -> List.of(new Entry("", "", this)));
  }
}

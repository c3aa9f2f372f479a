package org.ldncds.fhir;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ldncds.clinical.drug.Drug;
import org.ldncds.clinical.facts.RecordReference;
import org.ldncds.clinical.facts.Witness;

/**
 * Which records the drafts replace: those with the id of a draft for the same drug. A record of
 * another drug under that id is kept, since EHRs number drafts anew and what was taken was taken.
 */
final class Revisions {

  private final LocalDate today;
  private final Map<RecordReference, Drug> replaced = new HashMap<>();
  private final Map<RecordReference, Drug> continued = new HashMap<>();

  Revisions(LocalDate today) {
    this.today = today;
  }

  /** The draft is all that counts of its order. */
  void replace(RecordReference draft, Drug drug) {
    replaced.put(draft, drug);
  }

  /** The draft changes an order, and what was taken by it before today tells the course so far. */
  void continueCourse(RecordReference draft, Drug drug) {
    continued.put(draft, drug);
  }

  boolean replaces(Witness witness) {
    boolean earlier = witness.recorded().filter(day -> day.isBefore(today)).isPresent();
    return isSame(replaced.get(witness.record()), witness.drug())
        || (!earlier && isSame(continued.get(witness.record()), witness.drug()));
  }

  private static boolean isSame(@Nullable Drug draft, Drug record) {
    return draft != null && draft.lead().ingredient().equals(record.lead().ingredient());
  }
}

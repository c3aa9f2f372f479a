package org.ldncds.fhir;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.MedicationDispense;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.MedicationStatement;
import org.jspecify.annotations.Nullable;
import org.ldncds.clinical.drug.Drug;
import org.ldncds.clinical.facts.RecordReference;
import org.ldncds.clinical.facts.Witness;
import org.ldncds.clinical.facts.Witness.Note;
import org.ldncds.clinical.facts.Witness.State;

/**
 * Which records the drafts replace: those with the id of a draft for the same drug. A record of
 * another drug under that id is kept, since EHRs number drafts anew and what was taken was taken.
 */
final class Revisions {

  private static final Set<String> OVER =
      Set.of("completed", "stopped", "cancelled", "entered-in-error", "draft");

  private final LocalDate today;
  private final Map<RecordReference, Drug> replaced = new HashMap<>();
  private final Map<RecordReference, Drug> continued = new HashMap<>();
  private final Map<RecordReference, Drug> stopped = new HashMap<>();

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

  /** The draft stops its order, and with it what was handed out and noted for it. */
  void stop(RecordReference draft, Drug drug) {
    replace(draft, drug);
    stopped.put(draft, drug);
  }

  /**
   * What a stop among the drafts leaves of a supply or a statement: it ends today. One that names
   * no prescription belongs to the stopped one, unless another is on record that may go on.
   */
  Witness seen(Witness witness, MedicationRecord record, List<MedicationRecord> all, Links links) {
    boolean follows =
        record.resource() instanceof MedicationDispense
            || record.resource() instanceof MedicationStatement;
    boolean taken = witness.state() == State.CURRENT && witness.lastDose().isEmpty();
    return follows && taken && isStopped(record, all, links.origins(record.resource()))
        ? witness.as(State.ENDED, Optional.of(today), Note.STOPPED_TODAY)
        : witness;
  }

  private boolean isStopped(
      MedicationRecord record, List<MedicationRecord> all, List<RecordReference> origins) {
    if (!origins.isEmpty()) {
      return origins.stream().allMatch(origin -> isSame(stopped.get(origin), record.drug()));
    }
    return stopped.values().stream().anyMatch(drug -> isSame(drug, record.drug()))
        && all.stream()
            .filter(other -> other.resource() instanceof MedicationRequest)
            .filter(record::isSameDrug)
            .allMatch(
                other ->
                    isSame(stopped.get(other.reference()), other.drug())
                        || OVER.contains(other.status()));
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

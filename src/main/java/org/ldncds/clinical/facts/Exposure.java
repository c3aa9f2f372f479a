package org.ldncds.clinical.facts;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ldncds.clinical.drug.Drug;
import org.ldncds.clinical.facts.Witness.Note;
import org.ldncds.clinical.facts.Witness.State;

/**
 * That the patient takes or took a drug, with every record that says so. The most recent last dose
 * wins; a newer record that the drug is not taken makes a current exposure uncertain, never
 * nothing.
 *
 * @param witnesses the decisive one first; never empty, and never only "not taken"
 */
public record Exposure(List<Witness> witnesses) {

  /** How sure it is when the drug was last taken. */
  public enum Certainty {
    /** The records state it. */
    CERTAIN,
    /** A supply, a day or what is left of it was counted, not stated. */
    ASSUMED,
    /** A record leaves open whether it is still taken. */
    UNCERTAIN
  }

  private static final Comparator<Witness> DECISIVE_FIRST =
      Comparator.comparing(
              (Witness w) -> w.state() == State.CURRENT ? 0 : w.lastDose().isPresent() ? 1 : 2)
          .thenComparing(w -> w.lastDose().orElse(LocalDate.MAX), Comparator.reverseOrder())
          .thenComparing(w -> w.state() == State.LAPSED ? 0 : 1)
          .thenComparing(w -> w.recorded().orElse(LocalDate.MIN), Comparator.reverseOrder())
          .thenComparing(w -> w.record().toString())
          .thenComparing(w -> w.drug().name());

  public Exposure {
    witnesses = witnesses.stream().sorted(DECISIVE_FIRST).toList();
  }

  /** Joins the records of each drug into one exposure; those that matter most come first. */
  public static List<Exposure> merge(List<Witness> witnesses) {
    Map<String, List<Witness>> byDrug = new LinkedHashMap<>();
    witnesses.forEach(
        w -> byDrug.computeIfAbsent(w.drug().identity(), d -> new ArrayList<>()).add(w));
    return byDrug.values().stream()
        .flatMap(all -> ofOneDrug(all).stream())
        .sorted(Comparator.comparing(Exposure::decisive, DECISIVE_FIRST))
        .toList();
  }

  private static Optional<Exposure> ofOneDrug(List<Witness> all) {
    Optional<LocalDate> denied =
        all.stream()
            .filter(w -> w.state() == State.NOT_TAKEN)
            .flatMap(w -> w.recorded().stream())
            .max(Comparator.naturalOrder());
    List<Witness> kept = new ArrayList<>();
    for (Witness witness : all) {
      if (witness.state() == State.NOT_TAKEN) {
        continue;
      }
      boolean doubted =
          witness.state() == State.CURRENT
              && witness.lastDose().isEmpty() // an injected depot is there, whatever is said of it
              && denied.isPresent()
              && witness.recorded().orElse(LocalDate.MIN).isBefore(denied.get());
      kept.add(doubted ? witness.as(State.UNCERTAIN, Optional.empty(), Note.DENIED) : witness);
    }
    return kept.isEmpty() ? Optional.empty() : Optional.of(new Exposure(kept));
  }

  public Witness decisive() {
    return witnesses.get(0);
  }

  public Drug drug() {
    return decisive().drug();
  }

  public boolean isCurrent() {
    return decisive().state() == State.CURRENT;
  }

  /** The most recent last dose; empty while it is swallowed day by day or only uncertain. */
  public Optional<LocalDate> lastDose() {
    return decisive().lastDose();
  }

  public Certainty certainty() {
    if (!isCurrent() && isInDoubt()) {
      return Certainty.UNCERTAIN;
    }
    return decisive().isCounted() ? Certainty.ASSUMED : Certainty.CERTAIN;
  }

  /** True where a record still lists the drug although it may not be taken any more. */
  public boolean isInDoubt() {
    return witnesses.stream().anyMatch(Witness::isInDoubt);
  }

  /** The record that leaves it in doubt. */
  public Witness doubt() {
    return witnesses.stream().filter(Witness::isInDoubt).findFirst().orElse(decisive());
  }
}

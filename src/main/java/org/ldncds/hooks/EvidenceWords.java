package org.ldncds.hooks;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.ldncds.clinical.check.Evidence;
import org.ldncds.clinical.drug.Drug;
import org.ldncds.clinical.drug.Form;
import org.ldncds.clinical.facts.Exposure.Certainty;
import org.ldncds.clinical.facts.Witness;
import org.ldncds.clinical.facts.Witness.State;
import org.ldncds.knowledge.Wording;

/**
 * A line of a card's table in words: the drug, when it was last taken, how long to wait, which
 * records say so, and how sure that is.
 *
 * @param assumedSupply days that a supply of unknown length counts
 */
record EvidenceWords(Wording wording, int assumedSupply) {

  private static final int MOST_RECORDS = 3;

  Map<String, String> row(Evidence evidence) {
    Witness witness = evidence.witness();
    String days = evidence.days().isPresent() ? String.valueOf(evidence.days().getAsInt()) : "";
    return Map.ofEntries(
        Map.entry("drug", drug(witness.drug())),
        Map.entry(
            "current", flag(witness.state() == State.CURRENT && witness.lastDose().isEmpty())),
        Map.entry("uncertain", flag(witness.state() == State.UNCERTAIN)),
        Map.entry("lastDose", witness.lastDose().map(Object::toString).orElse("")),
        Map.entry("days", days),
        Map.entry("one", flag(days.equals("1"))),
        Map.entry("opioidFree", flag(witness.drug().opioid().isPresent())),
        Map.entry("freeFrom", evidence.freeFrom().map(Object::toString).orElse("")),
        Map.entry("records", records(evidence)),
        Map.entry("sure", sure(evidence)));
  }

  private static String flag(boolean holds) {
    return holds ? "yes" : "";
  }

  /** The name with its form, where the record's own words do not tell it. */
  private String drug(Drug drug) {
    Optional<String> form = form(drug).map(key -> wording.phrase("forms." + key, Map.of()));
    String name = drug.name().toLowerCase(Locale.ROOT);
    return form.filter(word -> !name.contains(word))
        .map(word -> drug.name() + ", " + word)
        .orElse(drug.name());
  }

  private static Optional<String> form(Drug drug) {
    if (drug.form() == Form.IMPLANT || drug.form() == Form.PATCH) {
      return Optional.of(drug.form().name());
    }
    if (drug.isDepot()) {
      return Optional.of("DEPOT");
    }
    if (drug.isLongActing()) {
      return Optional.of("LONG_ACTING");
    }
    return Optional.of(drug.form().name()).filter(form -> drug.form() != Form.UNKNOWN);
  }

  private String records(Evidence evidence) {
    List<Witness> all = evidence.witnesses().toList();
    String named =
        all.stream()
            .limit(MOST_RECORDS)
            .map(EvidenceWords::record)
            .collect(Collectors.joining("; "));
    int more = all.size() - MOST_RECORDS;
    return more <= 0
        ? named
        : named + " " + wording.phrase("lines.MORE", Map.of("number", String.valueOf(more)));
  }

  private static String record(Witness witness) {
    return witness.record()
        + ", "
        + witness.status()
        + witness.recorded().map(day -> ", " + day).orElse("");
  }

  /** What it rests on where it is counted, and what leaves it open where it is uncertain. */
  private String sure(Evidence evidence) {
    Certainty certainty = evidence.exposure().certainty();
    String why =
        evidence
            .witnesses()
            .filter(
                w ->
                    certainty == Certainty.UNCERTAIN ? w.isInDoubt() : w.equals(evidence.witness()))
            .flatMap(w -> w.notes().stream())
            .distinct()
            .sorted()
            .map(note -> wording.phrase("notes." + note.name(), values()))
            .collect(Collectors.joining(", "));
    return wording.phrase("sureness." + certainty.name(), Map.of("why", why));
  }

  private Map<String, String> values() {
    return Map.of("days", String.valueOf(assumedSupply));
  }
}

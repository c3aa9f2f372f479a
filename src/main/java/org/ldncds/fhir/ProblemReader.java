package org.ldncds.fhir;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Condition;
import org.ldncds.clinical.facts.ConditionGroups;
import org.ldncds.clinical.facts.Problem;
import org.ldncds.clinical.facts.Problem.Status;
import org.ldncds.clinical.facts.RecordReference;

/** Reads Conditions and reasons into problems, sorted into the groups that rules name. */
final class ProblemReader {

  private static final Set<String> NOT_SO = Set.of("refuted", "entered-in-error");
  private static final Set<String> ACTIVE = Set.of("", "active", "recurrence", "relapse");
  private static final Set<String> SEVERE = Set.of("24484000", "severe");

  private final ConditionGroups groups;

  ProblemReader(ConditionGroups groups) {
    this.groups = groups;
  }

  /** True where codes and names noted of a Condition put it into no group that a rule names. */
  boolean isProvedIrrelevant(RawResource raw) {
    boolean named = !Concepts.names(raw.concept()).isEmpty() || !raw.concept().codings().isEmpty();
    return named
        && groups.of(Concepts.codes(raw.concept()), Concepts.names(raw.concept())).isEmpty();
  }

  /** Empty where the condition is refuted, entered in error, or of no concern to any rule. */
  Optional<Problem> read(Condition condition, RecordReference record) {
    Set<String> found =
        groups.of(Concepts.codes(condition.getCode()), Concepts.names(condition.getCode()));
    if (found.isEmpty() || NOT_SO.contains(code(condition.getVerificationStatus()))) {
      return Optional.empty();
    }
    String clinical = code(condition.getClinicalStatus());
    Status status =
        ACTIVE.contains(clinical) && !condition.hasAbatement()
            ? Status.ACTIVE
            : clinical.equals("remission") ? Status.IN_REMISSION : Status.INACTIVE;
    return Optional.of(
        new Problem(
            name(condition.getCode()), found, status, isSevere(condition.getSeverity()), record));
  }

  /** A reason given on an order itself. */
  Problem reason(CodeableConcept reason, RecordReference order) {
    Set<String> found = groups.of(Concepts.codes(reason), Concepts.names(reason));
    return new Problem(name(reason), found, Status.ACTIVE, false, order);
  }

  private static String name(CodeableConcept concept) {
    List<String> names = Concepts.names(concept);
    return names.isEmpty()
        ? concept.getCodingFirstRep().getCode() == null
            ? "a condition"
            : "condition " + concept.getCodingFirstRep().getCode()
        : names.get(0);
  }

  private static String code(CodeableConcept concept) {
    String code = concept.getCodingFirstRep().getCode();
    return code != null
        ? code
        : concept.hasText() ? concept.getText().toLowerCase(Locale.ROOT) : "";
  }

  private static boolean isSevere(CodeableConcept severity) {
    return severity.getCoding().stream().anyMatch(coding -> SEVERE.contains(coding.getCode()))
        || Concepts.names(severity).stream()
            .anyMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("severe"));
  }
}

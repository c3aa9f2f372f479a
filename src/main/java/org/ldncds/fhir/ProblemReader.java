package org.ldncds.fhir;

import java.time.LocalDate;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Type;
import org.jspecify.annotations.Nullable;
import org.ldncds.clinical.drug.Code;
import org.ldncds.clinical.drug.Terminology;
import org.ldncds.clinical.facts.ConditionGroups;
import org.ldncds.clinical.facts.Gap;
import org.ldncds.clinical.facts.Problem;
import org.ldncds.clinical.facts.Problem.Doubt;
import org.ldncds.clinical.facts.Problem.Status;
import org.ldncds.clinical.facts.RecordReference;

/** Reads Conditions and reasons into problems, sorted into the groups that rules name. */
final class ProblemReader {

  private static final Set<String> NOT_SO = Set.of("refuted", "entered-in-error");
  private static final Set<String> NOT_CONFIRMED =
      Set.of("unconfirmed", "provisional", "differential");
  private static final Set<String> ACTIVE = Set.of("active", "recurrence", "relapse");
  private static final Set<String> OVER = Set.of("inactive", "resolved");
  private static final Set<String> SEVERE = Set.of("24484000", "severe");

  private final ConditionGroups groups;
  private final Descendants descendants;
  private final Judgements<Set<String>> known = new Judgements<>();

  /**
   * @param descendants of the codes of the table, which may be loaded later or never
   */
  ProblemReader(ConditionGroups groups, Descendants descendants) {
    this.groups = groups;
    this.descendants = descendants;
  }

  /** True where codes and names noted of a Condition put it into no group that a rule names. */
  boolean isProvedIrrelevant(RawResource raw) {
    List<Code> codes = Concepts.codes(raw.concept());
    List<String> names = Concepts.names(raw.concept());
    boolean named = !names.isEmpty() || !raw.concept().codings().isEmpty();
    return named && groupsOf(codes, names).isEmpty() && open(codes, names).isEmpty();
  }

  /** What was found before is kept by all codes that count, so it holds when those change. */
  private Set<String> groupsOf(List<Code> sent, List<String> names) {
    List<Code> codes = descendants.withListed(sent);
    return known.of(codes, names, () -> Collections.unmodifiableSet(groups.of(codes, names)));
  }

  /** Why it is not known what a nameless code of SNOMED CT stands for; empty where it is. */
  private Optional<String> open(List<Code> codes, List<String> names) {
    return names.isEmpty() && codes.stream().anyMatch(code -> code.system() == Terminology.SNOMED)
        ? descendants.open()
        : Optional.empty();
  }

  /**
   * What the clinician must hear of a condition in which {@link #read} found nothing: a named one
   * is taken at its name.
   */
  Optional<Gap> gap(Condition condition, RecordReference record) {
    List<Code> codes = Concepts.codes(condition.getCode());
    List<String> names = Concepts.names(condition.getCode());
    boolean isOver =
        status(condition) == Status.INACTIVE
            || isAny(codes(condition.getVerificationStatus()), NOT_SO);
    return isOver || !groupsOf(codes, names).isEmpty()
        ? Optional.empty()
        : open(codes, names)
            .map(why -> new Gap(Gap.Kind.CONDITION_UNKNOWN, record.toString(), why));
  }

  /** Empty where the condition is refuted, entered in error, or of no concern to any rule. */
  Optional<Problem> read(Condition condition, RecordReference record) {
    Set<String> verification = codes(condition.getVerificationStatus());
    Set<String> found =
        groupsOf(Concepts.codes(condition.getCode()), Concepts.names(condition.getCode()));
    if (found.isEmpty() || isAny(verification, NOT_SO)) {
      return Optional.empty();
    }
    Set<Doubt> doubts = doubts(condition.getCode());
    if (isAny(verification, NOT_CONFIRMED)) {
      doubts.add(Doubt.NOT_CONFIRMED);
    }
    return Optional.of(
        new Problem(
            name(condition.getCode()),
            found,
            status(condition),
            isSevere(condition.getSeverity()),
            record,
            onset(condition.getOnset()),
            FhirDates.earliest(condition.getRecordedDateElement()),
            doubts));
  }

  /** A status that no code tells counts as active; without one, an end tells that it is over. */
  private static Status status(Condition condition) {
    Set<String> clinical = codes(condition.getClinicalStatus());
    if (isAny(clinical, ACTIVE)) {
      return Status.ACTIVE;
    }
    if (clinical.contains("remission")) {
      return Status.IN_REMISSION;
    }
    return isAny(clinical, OVER) || condition.hasAbatement() ? Status.INACTIVE : Status.ACTIVE;
  }

  private static Optional<LocalDate> onset(@Nullable Type onset) {
    if (onset instanceof Period period) {
      return FhirDates.earliest(period.getStartElement());
    }
    return onset instanceof DateTimeType day ? FhirDates.earliest(day) : Optional.empty();
  }

  private Set<Doubt> doubts(CodeableConcept code) {
    Set<Doubt> doubts = EnumSet.noneOf(Doubt.class);
    if (groups.ofCodes(descendants.withListed(Concepts.codes(code))).isEmpty()) {
      doubts.add(Doubt.NAME_ONLY);
    }
    return doubts;
  }

  /** A reason given on an order itself. */
  Problem reason(CodeableConcept reason, RecordReference order) {
    Set<String> found = groupsOf(Concepts.codes(reason), Concepts.names(reason));
    return new Problem(
        name(reason),
        found,
        Status.ACTIVE,
        false,
        order,
        Optional.empty(),
        Optional.empty(),
        found.isEmpty() ? Set.of() : doubts(reason));
  }

  private static String name(CodeableConcept concept) {
    List<String> names = Concepts.names(concept);
    return names.isEmpty()
        ? concept.getCodingFirstRep().getCode() == null
            ? "a condition"
            : "condition " + concept.getCodingFirstRep().getCode()
        : names.get(0);
  }

  private static boolean isAny(Set<String> codes, Set<String> of) {
    return codes.stream().anyMatch(of::contains);
  }

  /** All its codes and words, in small letters. */
  private static Set<String> codes(CodeableConcept concept) {
    return Stream.concat(
            concept.getCoding().stream().filter(Coding::hasCode).map(Coding::getCode),
            Stream.ofNullable(concept.getText()))
        .map(code -> code.strip().toLowerCase(Locale.ROOT))
        .collect(Collectors.toSet());
  }

  private static boolean isSevere(CodeableConcept severity) {
    return severity.getCoding().stream().anyMatch(coding -> SEVERE.contains(coding.getCode()))
        || Concepts.names(severity).stream()
            .anyMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("severe"));
  }
}

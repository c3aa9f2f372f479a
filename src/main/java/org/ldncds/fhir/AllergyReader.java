package org.ldncds.fhir;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.AllergyIntolerance;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.ldncds.clinical.drug.DrugCatalogue;
import org.ldncds.clinical.facts.Allergy;
import org.ldncds.clinical.facts.RecordReference;

/** Reads allergies to and intolerances of drugs that the catalogue knows. */
record AllergyReader(DrugCatalogue drugs) {

  private static final Set<String> NOT_SO = Set.of("refuted", "entered-in-error", "resolved");

  /** Empty where it is refuted, entered in error, resolved, or to none of these drugs. */
  List<Allergy> read(AllergyIntolerance allergy, RecordReference record) {
    if (isAny(allergy.getVerificationStatus()) || isAny(allergy.getClinicalStatus())) {
      return List.of();
    }
    Optional<LocalDate> onset =
        allergy.getOnset() instanceof DateTimeType day ? FhirDates.earliest(day) : Optional.empty();
    Optional<LocalDate> recorded =
        FhirDates.earliest(allergy.getRecordedDateElement()).or(() -> onset);
    List<CodeableConcept> substances = new ArrayList<>();
    substances.add(allergy.getCode());
    allergy.getReaction().forEach(reaction -> substances.add(reaction.getSubstance()));
    return substances.stream()
        .flatMap(
            substance -> drugs.find(Concepts.codes(substance), Concepts.names(substance)).stream())
        .map(drug -> new Allergy(drug, recorded, record))
        .distinct()
        .toList();
  }

  private static boolean isAny(CodeableConcept status) {
    return Stream.concat(
            status.getCoding().stream().filter(Coding::hasCode).map(Coding::getCode),
            Stream.ofNullable(status.getText()))
        .anyMatch(code -> NOT_SO.contains(code.strip().toLowerCase(Locale.ROOT)));
  }
}

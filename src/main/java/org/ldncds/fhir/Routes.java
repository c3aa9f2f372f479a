package org.ldncds.fhir;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Dosage;
import org.hl7.fhir.r4.model.MedicationAdministration;
import org.hl7.fhir.r4.model.MedicationDispense;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.MedicationStatement;
import org.ldncds.clinical.drug.Drug;
import org.ldncds.clinical.drug.DrugCatalogue;
import org.ldncds.clinical.drug.Form;

/** By which way a drug is given, as names and codes in lower case. */
final class Routes {

  private Routes() {}

  static List<String> of(DomainResource record) {
    return concepts(record)
        .flatMap(route -> names(route).stream())
        .map(route -> route.toLowerCase(Locale.ROOT))
        .toList();
  }

  private static Stream<CodeableConcept> concepts(DomainResource record) {
    if (record instanceof MedicationAdministration given) {
      return Stream.of(given.getDosage().getRoute());
    }
    List<Dosage> dosages =
        record instanceof MedicationRequest request
            ? request.getDosageInstruction()
            : record instanceof MedicationDispense dispense
                ? dispense.getDosageInstruction()
                : record instanceof MedicationStatement statement
                    ? statement.getDosage()
                    : List.of();
    return dosages.stream().map(Dosage::getRoute);
  }

  private static List<String> names(CodeableConcept route) {
    List<String> names = new ArrayList<>(Concepts.names(route));
    route.getCoding().stream()
        .filter(coding -> coding.hasCode())
        .forEach(coding -> names.add(coding.getCode()));
    return names;
  }

  /** The drug with the form that its route tells: an injection without the word is still one. */
  static Drug taken(Drug drug, List<String> routes, DrugCatalogue catalogue) {
    return drug.takenAs(
        routes.stream()
            .map(catalogue::formOf)
            .filter(form -> form == Form.PATCH ? drug.opioid().isPresent() : isTold(form))
            .findFirst()
            .orElse(Form.UNKNOWN));
  }

  private static boolean isTold(Form form) {
    return form == Form.TOPICAL || form == Form.INJECTION || form == Form.IMPLANT;
  }
}

package org.ldncds.fhir;

import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.MedicationAdministration;
import org.hl7.fhir.r4.model.MedicationDispense;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.MedicationStatement;
import org.ldncds.clinical.drug.Drug;
import org.ldncds.clinical.facts.RecordReference;

/** A parsed record of a drug that the rules know, before it is judged what it witnesses. */
record MedicationRecord(RecordReference reference, DomainResource resource, Drug drug) {

  /** Its status as a code; "unknown" where it has none. */
  String status() {
    String status = null;
    if (resource instanceof MedicationRequest request && request.hasStatus()) {
      status = request.getStatus().toCode();
    } else if (resource instanceof MedicationStatement statement && statement.hasStatus()) {
      status = statement.getStatus().toCode();
    } else if (resource instanceof MedicationDispense dispense && dispense.hasStatus()) {
      status = dispense.getStatus().toCode();
    } else if (resource instanceof MedicationAdministration given && given.hasStatus()) {
      status = given.getStatus().toCode();
    }
    return status == null ? "unknown" : status;
  }

  boolean isSameDrug(MedicationRecord other) {
    return drug.lead().ingredient().equals(other.drug.lead().ingredient());
  }
}

package org.ldncds.fhir;

import java.util.Optional;
import org.hl7.fhir.r4.model.MedicationAdministration;
import org.hl7.fhir.r4.model.MedicationDispense;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.MedicationStatement;
import org.ldncds.clinical.facts.Witness;
import org.ldncds.clinical.protocol.Windows;

/**
 * Turns one medication record into what it witnesses: whether the drug is taken, and when it was
 * last taken. FHIR R4 MedicationRequest, MedicationStatement, MedicationDispense and
 * MedicationAdministration.
 */
final class WitnessReader {

  private final RequestWitness requests;
  private final StatementWitness statements;
  private final DispenseWitness dispenses;
  private final AdministrationWitness administrations;

  WitnessReader(Windows windows, Days days, DosageReader dosageReader, Links links) {
    this.dispenses = new DispenseWitness(windows, days, dosageReader, links);
    this.requests = new RequestWitness(windows, days, dosageReader, links, dispenses);
    this.statements = new StatementWitness(windows, days, dosageReader, links, requests);
    this.administrations = new AdministrationWitness(windows, days, dosageReader, links);
  }

  /**
   * Empty where the record says nothing about taking: cancelled, draft, entered in error, not to be
   * performed.
   */
  Optional<Witness> of(MedicationRecord record) {
    if (record.resource() instanceof MedicationRequest request) {
      return requests.of(record, request);
    }
    if (record.resource() instanceof MedicationStatement statement) {
      return statements.of(record, statement);
    }
    if (record.resource() instanceof MedicationDispense dispense) {
      return dispenses.of(record, dispense);
    }
    return record.resource() instanceof MedicationAdministration given
        ? administrations.of(record, given)
        : Optional.empty();
  }
}

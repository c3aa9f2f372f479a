package org.ldncds.fhir;

import java.util.Set;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.Property;

/** Tells medication records that say of themselves that nothing was taken, by their FHIR status. */
final class VoidRecords {

  private static final Set<String> VOID =
      Set.of("entered-in-error", "cancelled", "draft", "not-taken", "not-done", "declined");

  private VoidRecords() {}

  static boolean isVoid(DomainResource record) {
    Property status = record.getNamedProperty("status");
    boolean isVoid =
        status != null
            && status.getValues().stream()
                .anyMatch(value -> VOID.contains(String.valueOf(value.primitiveValue())));
    return isVoid || (record instanceof MedicationRequest request && request.getDoNotPerform());
  }
}

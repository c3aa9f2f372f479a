package org.ldncds.fhir;

import java.time.LocalDate;
import java.util.List;
import org.ldncds.clinical.facts.LabResult;
import org.ldncds.clinical.quantity.Units;
import org.ldncds.clinical.sig.SigReader;

/**
 * Makes the reader of dosages for one request, which knows the patient's weight.
 *
 * @param weightDays how many days a body weight counts for a dose per kilogram
 */
public record DosageReaders(SigReader sigReader, Units units, int weightDays) {

  public DosageReaders {
    Ucum.warmUp();
  }

  DosageReader of(List<LabResult> results, LocalDate today) {
    return new DosageReader(sigReader, units, BodyWeight.of(results, today, weightDays));
  }
}

package org.ldncds.clinical.facts;

import java.time.LocalDate;
import java.util.Optional;
import org.ldncds.clinical.drug.Drug;

/**
 * An allergy or intolerance to a drug of the catalogue that is neither refuted nor entered in
 * error.
 *
 * @param recorded the day it was written down, else the day it began
 */
public record Allergy(Drug drug, Optional<LocalDate> recorded, RecordReference record) {}

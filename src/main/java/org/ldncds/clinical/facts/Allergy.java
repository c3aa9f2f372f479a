package org.ldncds.clinical.facts;

import org.ldncds.clinical.drug.Drug;

/**
 * An allergy or intolerance to a drug of the catalogue that is neither refuted nor entered in
 * error.
 */
public record Allergy(Drug drug, RecordReference record) {}

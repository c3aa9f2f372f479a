/**
 * Knows FHIR R4: reads resources into facts, one at a time, and writes plans back into the order as
 * the EHR sent it.
 */
@NullMarked
package org.ldncds.fhir;

import org.jspecify.annotations.NullMarked;

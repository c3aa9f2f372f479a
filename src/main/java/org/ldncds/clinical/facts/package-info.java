/**
 * Knows what has been read about the patient: orders, exposures, problems, results, and the gaps
 * where something could not be read.
 */
@NullMarked
package org.ldncds.clinical.facts;

import org.jspecify.annotations.NullMarked;

/** Knows how prescribers and pharmacists write a dosage, and reads it into steps. */
@NullMarked
package org.ldncds.clinical.sig;

import org.jspecify.annotations.NullMarked;

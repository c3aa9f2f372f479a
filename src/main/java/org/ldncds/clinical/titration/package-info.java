/** Knows how a titration protocol becomes one patient's plan of steps and capsules. */
@NullMarked
package org.ldncds.clinical.titration;

import org.jspecify.annotations.NullMarked;

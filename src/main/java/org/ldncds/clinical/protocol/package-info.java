/**
 * Knows the shape of the clinical figures an informaticist may change: limits, windows, titration
 * protocols, sources.
 */
@NullMarked
package org.ldncds.clinical.protocol;

import org.jspecify.annotations.NullMarked;

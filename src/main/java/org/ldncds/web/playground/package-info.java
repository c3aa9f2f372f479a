/**
 * Knows the sandbox's front door: it plays an EHR that calls this service over HTTP, and shows the
 * cards as one would.
 */
@NullMarked
package org.ldncds.web.playground;

import org.jspecify.annotations.NullMarked;

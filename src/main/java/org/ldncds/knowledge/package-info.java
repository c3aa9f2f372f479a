/**
 * Knows how the files under cds-services are read and what may be wrong in them, by file, line,
 * field and value.
 */
@NullMarked
package org.ldncds.knowledge;

import org.jspecify.annotations.NullMarked;

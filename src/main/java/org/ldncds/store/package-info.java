/**
 * Knows what outlives a request: which cards were shown and what became of them, in a database that
 * may be down.
 */
@NullMarked
package org.ldncds.store;

import org.jspecify.annotations.NullMarked;

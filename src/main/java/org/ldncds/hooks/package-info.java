/** Knows CDS Hooks: the request, the cards, and the one pipeline from bytes to answer. */
@NullMarked
package org.ldncds.hooks;

import org.jspecify.annotations.NullMarked;

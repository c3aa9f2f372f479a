/** Knows the page about what became of the cards: who may read it, and its words and charts. */
@NullMarked
package org.ldncds.web.insights;

import org.jspecify.annotations.NullMarked;

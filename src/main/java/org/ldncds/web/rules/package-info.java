/** Knows the page that lists every rule with its source attributes. */
@NullMarked
package org.ldncds.web.rules;

import org.jspecify.annotations.NullMarked;

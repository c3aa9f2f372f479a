/** Knows the printable titration plan: its address, its chart and calendar, its page. */
@NullMarked
package org.ldncds.web.plan;

import org.jspecify.annotations.NullMarked;

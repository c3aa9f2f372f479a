/** Knows HTTP, settings and time: Spring at the rim, where everything is wired together. */
@NullMarked
package org.ldncds.web;

import org.jspecify.annotations.NullMarked;

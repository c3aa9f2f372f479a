/** Knows whom to trust: signed tokens of clients, their keys, and which tokens were seen before. */
@NullMarked
package org.ldncds.security;

import org.jspecify.annotations.NullMarked;

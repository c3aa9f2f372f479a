/**
 * Knows how facts are judged: each check turns facts into outcomes, and no other room decides
 * anything clinical.
 */
@NullMarked
package org.ldncds.clinical.check;

import org.jspecify.annotations.NullMarked;

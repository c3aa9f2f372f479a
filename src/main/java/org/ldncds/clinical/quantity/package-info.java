/**
 * Knows amounts of a drug, how often they are taken and what that makes a day, exactly and without
 * any unit but milligrams and days.
 */
@NullMarked
package org.ldncds.clinical.quantity;

import org.jspecify.annotations.NullMarked;

/**
 * Knows which drug a code or a written name stands for, and which of its properties matter beside
 * naltrexone.
 */
@NullMarked
package org.ldncds.clinical.drug;

import org.jspecify.annotations.NullMarked;

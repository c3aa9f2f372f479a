/**
 * Knows the files of an RxNorm release and the table made of them: what RxNorm says of the drugs
 * that the knowledge knows.
 */
@NullMarked
package org.ldncds.knowledge.rxnorm;

import org.jspecify.annotations.NullMarked;

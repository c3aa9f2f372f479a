/**
 * Knows the FHIR R4 server at /fhir: the knowledge as FHIR resources, and in sandbox mode the
 * patients of the seeds.
 */
@NullMarked
package org.ldncds.sandbox;

import org.jspecify.annotations.NullMarked;

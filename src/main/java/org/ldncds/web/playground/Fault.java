package org.ldncds.web.playground;

/**
 * What is wrong with a field of the form, to stand beside it.
 *
 * @param field its name
 */
record Fault(String field, String message) {}

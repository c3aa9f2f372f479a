package org.ldncds.fhir;

/**
 * The words that go into an order whose dose is corrected.
 *
 * @param instruction where the order's own text does not fit any more
 * @param product what the pharmacy makes, where the product changes
 */
public record DoseTexts(String instruction, String product) {}

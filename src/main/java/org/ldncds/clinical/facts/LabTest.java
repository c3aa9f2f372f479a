package org.ldncds.clinical.facts;

/**
 * A test whose results rules look at.
 *
 * @param group what it measures, for example alt
 * @param unit UCUM unit of the figures in the rules; empty for coded results
 * @param name as cards call it
 */
public record LabTest(String group, String unit, String name) {

  public boolean isCoded() {
    return unit.isEmpty();
  }
}

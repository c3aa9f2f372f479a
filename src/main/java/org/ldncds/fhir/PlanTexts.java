package org.ldncds.fhir;

import java.util.List;

/**
 * The words that go into an order with a plan.
 *
 * @param steps one a step of the plan
 * @param product what the pharmacy makes
 * @param note for the pharmacist
 */
public record PlanTexts(List<String> steps, String product, String note) {
  public PlanTexts {
    steps = List.copyOf(steps);
  }
}

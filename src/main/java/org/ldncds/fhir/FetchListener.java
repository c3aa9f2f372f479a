package org.ldncds.fhir;

import java.time.Duration;

/** Hears what became of each call to an EHR's FHIR server; nothing about whom it was. */
@FunctionalInterface
public interface FetchListener {

  FetchListener NOBODY = (outcome, took) -> {};

  /**
   * @param took from the decision to call until the outcome was known
   */
  void fetched(FetchOutcome outcome, Duration took);
}

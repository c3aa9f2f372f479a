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

  /** Who hears of the calls of the request that this thread now works for. */
  default FetchListener ofRequest() {
    return this;
  }

  /**
   * The request's own thread now waits for the server, and does nothing else.
   *
   * @return is run when it waits no more
   */
  default Runnable waiting() {
    return () -> {};
  }
}

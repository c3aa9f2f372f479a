package org.ldncds.fhir;

/** What came of one call. */
sealed interface Fetched {

  /** A resource was read. */
  record Read(RawResource resource) implements Fetched {}

  /**
   * Nothing was.
   *
   * @param reason in a few words fit for a card; empty where the outcome says it all
   */
  record Failed(FetchOutcome outcome, String reason) implements Fetched {}

  default FetchOutcome outcome() {
    return this instanceof Failed failed ? failed.outcome : FetchOutcome.READ;
  }
}

package org.ldncds.fhir;

import org.ldncds.clinical.facts.Gap;

/** What became of one call to the EHR's FHIR server. */
public enum FetchOutcome {
  READ,
  NOT_CALLED,
  DENIED,
  UNREACHABLE,
  TOO_SLOW,
  UNREADABLE;

  /** How the card names it, where nothing was read of the key. */
  Gap.Kind gap(PrefetchKey key) {
    return switch (this) {
      case NOT_CALLED -> Gap.Kind.SERVER_NOT_CALLED;
      case DENIED -> Gap.Kind.SERVER_DENIED;
      case UNREACHABLE -> Gap.Kind.SERVER_UNREACHABLE;
      case TOO_SLOW -> Gap.Kind.SERVER_TOO_SLOW;
      case READ, UNREADABLE ->
          key.isMedication() ? Gap.Kind.MEDICATION_HISTORY_FAILED : Gap.Kind.DATA_UNREADABLE;
    };
  }

  /** True where the server itself is at fault, so that it is better left alone for a while. */
  public boolean isFaultOfServer() {
    return this == UNREACHABLE || this == TOO_SLOW;
  }
}

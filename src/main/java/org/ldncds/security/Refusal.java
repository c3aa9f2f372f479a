package org.ldncds.security;

import java.util.Locale;

/** Why a call is not trusted. The caller never hears it; operators find it in log and metrics. */
public enum Refusal {
  NO_TOKEN,
  TOO_LONG,
  NOT_A_TOKEN,
  ALGORITHM,
  HEADER,
  ISSUER,
  KEY_ADDRESS,
  CLAIM_MISSING,
  AUDIENCE,
  TIME,
  TENANT,
  KEY,
  SIGNATURE,
  REPLAY;

  /** As logs and metrics name it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

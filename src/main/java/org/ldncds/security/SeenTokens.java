package org.ldncds.security;

import java.time.Instant;

/** A memory of tokens that several replicas share. */
public interface SeenTokens {

  /**
   * Remembers a token; of several callers exactly one is told that it came first.
   *
   * @param token a digest of issuer and id
   * @param until when it may be forgotten
   * @return true for its first use
   * @throws RuntimeException where the memory cannot be reached
   */
  boolean firstUse(String token, Instant until);
}

package org.ldncds.security;

import org.springframework.security.core.AuthenticationException;

/** A token that is not trusted. Holds the reason and a client's name, never a part of the token. */
public final class RefusedTokenException extends AuthenticationException {

  private static final long serialVersionUID = 1L;

  private final Refusal reason;
  private final String client;

  /**
   * @param client the name in our settings of the client that the token claims to be of; empty
   *     where it names none we know
   */
  RefusedTokenException(Refusal reason, String client) {
    super(reason.label());
    this.reason = reason;
    this.client = client;
  }

  public Refusal reason() {
    return reason;
  }

  public String client() {
    return client;
  }
}

package org.ldncds.web;

import java.util.List;
import java.util.Optional;
import org.ldncds.hooks.Client;
import org.ldncds.security.TrustedClient;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;

/** Who calls, once the token has been checked. */
final class Callers {

  private Callers() {}

  static Authentication trusted(TrustedClient client) {
    return new PreAuthenticatedAuthenticationToken(
        client, "", List.of(new SimpleGrantedAuthority("CDS_CLIENT")));
  }

  /** Nobody in the sandbox, which asks for no token. */
  static Optional<Client> current() {
    Authentication caller = SecurityContextHolder.getContext().getAuthentication();
    return caller != null && caller.getPrincipal() instanceof TrustedClient trusted
        ? Optional.of(trusted.client())
        : Optional.empty();
  }
}

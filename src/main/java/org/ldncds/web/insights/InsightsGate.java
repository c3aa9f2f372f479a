package org.ldncds.web.insights;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.ldncds.web.StartRefusedException;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Lets in who may read the insights: everybody in the sandbox, the users that are set (HTTP Basic)
 * where any are, and nobody in production while none is.
 */
@Component
class InsightsGate {

  private static final Pattern BCRYPT = Pattern.compile("\\$2[aby]\\$\\d\\d\\$[./A-Za-z0-9]{53}");
  private static final String BASIC = "basic ";

  private final BCryptPasswordEncoder passwords = new BCryptPasswordEncoder();
  private final Map<String, String> hashes = new HashMap<>();
  private final String nobody;
  private final boolean production;

  InsightsGate(InsightsProperties settings, Environment environment) {
    this.production = environment.acceptsProfiles(Profiles.of("production"));
    for (int i = 0; i < settings.users().size(); i++) {
      String user = settings.users().get(i);
      int colon = user.indexOf(':');
      String hash = user.substring(colon + 1).strip().replace("{bcrypt}", "");
      if (colon < 1 || !BCRYPT.matcher(hash).matches()) {
        throw new StartRefusedException(
            "cds.insights.users["
                + i
                + "] is no name and bcrypt hash. Maybe take the line that this prints: htpasswd -nB name");
      }
      hashes.put(user.substring(0, colon), hash);
    }
    this.nobody = hashes.isEmpty() ? "" : String.valueOf(passwords.encode(""));
  }

  /** That somebody is not let in: 401 asks for a password, 403 says that there is no way in. */
  static final class Closed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final HttpStatus status;

    Closed(HttpStatus status, String message) {
      super(message);
      this.status = status;
    }

    HttpStatus status() {
      return status;
    }
  }

  void admit(HttpServletRequest request) {
    if (!hashes.isEmpty()) {
      if (!isUser(request.getHeader(HttpHeaders.AUTHORIZATION))) {
        throw new Closed(HttpStatus.UNAUTHORIZED, "Name and password are needed.");
      }
    } else if (production) {
      throw new Closed(
          HttpStatus.FORBIDDEN, "The insights are closed until cds.insights.users is set.");
    }
  }

  /** A name that is not known takes as long as a wrong password. */
  private boolean isUser(@Nullable String authorization) {
    if (authorization == null || !authorization.toLowerCase(Locale.ROOT).startsWith(BASIC)) {
      return false;
    }
    try {
      byte[] decoded = Base64.getDecoder().decode(authorization.substring(BASIC.length()).strip());
      String sent = new String(decoded, StandardCharsets.UTF_8);
      int colon = sent.indexOf(':');
      String hash = colon < 0 ? null : hashes.get(sent.substring(0, colon));
      boolean matches = passwords.matches(sent.substring(colon + 1), hash == null ? nobody : hash);
      return hash != null && matches;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}

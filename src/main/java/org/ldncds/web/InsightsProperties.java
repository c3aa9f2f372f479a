package org.ldncds.web;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;

/**
 * Who may read what became of the cards.
 *
 * @param users each a name, a colon and a bcrypt hash of the password, as {@code htpasswd -nB}
 *     prints it; where there are none, all may in the sandbox, nobody in production
 */
@ConfigurationProperties("cds.insights")
record InsightsProperties(@DefaultValue List<String> users) {

  private static final Pattern BCRYPT = Pattern.compile("\\$2[aby]\\$\\d\\d\\$[./A-Za-z0-9]{53}");

  List<UserDetails> userDetails() {
    List<UserDetails> details = new ArrayList<>();
    for (int i = 0; i < users.size(); i++) {
      String user = users.get(i);
      int colon = user.indexOf(':');
      String hash = user.substring(colon + 1).strip().replace("{bcrypt}", "");
      if (colon < 1 || !BCRYPT.matcher(hash).matches()) {
        throw new StartRefusedException(
            "cds.insights.users["
                + i
                + "] is no name and bcrypt hash. Maybe take the line that this prints: htpasswd -nB name");
      }
      details.add(
          User.withUsername(user.substring(0, colon))
              .password("{bcrypt}" + hash)
              .authorities("INSIGHTS")
              .build());
    }
    return details;
  }
}

package org.ldncds.web;

import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;

/**
 * Who may read what became of the cards.
 *
 * @param users each {@code name:{bcrypt}hash}; where there are none, all in the sandbox, nobody in
 *     production
 */
@ConfigurationProperties("cds.insights")
record InsightsProperties(@DefaultValue List<String> users) {

  List<UserDetails> userDetails() {
    List<UserDetails> details = new ArrayList<>();
    for (int i = 0; i < users.size(); i++) {
      String user = users.get(i);
      int colon = user.indexOf(":{");
      if (colon < 1 || user.startsWith("{noop}", colon + 1)) {
        throw new StartRefusedException(
            "cds.insights.users["
                + i
                + "] has to be a name, a colon and a hash: alice:{bcrypt}$2a$10$... Maybe make one with htpasswd -nbBC 10 alice <password>?");
      }
      details.add(
          User.withUsername(user.substring(0, colon))
              .password(user.substring(colon + 1))
              .authorities("INSIGHTS")
              .build());
    }
    return details;
  }
}

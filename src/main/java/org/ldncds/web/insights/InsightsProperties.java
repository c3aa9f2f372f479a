package org.ldncds.web.insights;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may read the insights.
 *
 * @param users each a name, a colon and a bcrypt hash of the password, as {@code htpasswd -nB}
 *     prints it
 * @param enough cards of a rule before it is compared with others
 */
@ConfigurationProperties("cds.insights")
record InsightsProperties(@DefaultValue List<String> users, @DefaultValue("20") int enough) {}

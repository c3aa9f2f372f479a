package org.ldncds.web.insights;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the insights are told.
 *
 * @param enough cards of a rule before it is compared with others
 */
@ConfigurationProperties("cds.insights")
record InsightsProperties(@DefaultValue("20") int enough) {}

package org.ldncds.web;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What feedback does.
 *
 * @param comments true where clinicians' free text is kept
 * @param longestComment characters of it that are kept, at most 10,000
 * @param quietRepeats how long an overridden card is shown quietly to callers that no client names
 */
@ConfigurationProperties("cds.feedback")
record FeedbackProperties(
    @DefaultValue("false") boolean comments,
    @DefaultValue("2000") int longestComment,
    @DefaultValue("0s") Duration quietRepeats) {}

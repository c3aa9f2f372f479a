package org.ldncds.web;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is kept of cards and feedback.
 *
 * @param retention how long
 * @param hashKey of the hash that links repeats; a new one at each start where not set
 * @param queue most cards that wait to be written
 */
@ConfigurationProperties("cds.store")
record StoreProperties(
    @DefaultValue("400d") Duration retention,
    @DefaultValue("") String hashKey,
    @DefaultValue("10000") int queue) {}

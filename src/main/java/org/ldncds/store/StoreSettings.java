package org.ldncds.store;

import java.time.Duration;
import java.time.ZoneId;

/**
 * What a deployer may set about the store.
 *
 * @param queue most cards that wait to be written; what comes beyond is dropped and counted
 * @param retention how long cards and feedback are kept
 * @param quietRepeats the same as a client's, for callers that no client names
 * @param longestQuiet the longest quiet time of all
 * @param comments true where clinicians' free text is kept
 * @param longestComment characters of it that are kept
 * @param zone in which days are told
 * @param knowledge the version of the rules
 */
public record StoreSettings(
    int queue,
    Duration retention,
    Duration quietRepeats,
    Duration longestQuiet,
    boolean comments,
    int longestComment,
    ZoneId zone,
    String knowledge) {}

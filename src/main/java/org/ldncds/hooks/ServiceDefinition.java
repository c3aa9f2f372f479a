package org.ldncds.hooks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ldncds.clinical.check.Indicator;
import org.ldncds.clinical.check.Topic;

/**
 * One CDS service as its YAML file declares it.
 *
 * @param prefetch templates by key, in the order they are declared
 * @param checks names of the checks it runs, in order
 * @param offersPlans true where titration plans are offered after the checks
 * @param unfinishedOrders true where orders may still be written, so that what they lack is no gap
 * @param shownFrom the least urgent card it shows, by topic; all where a topic is not named
 */
public record ServiceDefinition(
    String id,
    String hook,
    String title,
    String description,
    String usageRequirements,
    Map<String, String> prefetch,
    List<String> checks,
    boolean offersPlans,
    boolean unfinishedOrders,
    Map<Topic, Indicator> shownFrom) {

  public ServiceDefinition {
    prefetch = new LinkedHashMap<>(prefetch);
    checks = List.copyOf(checks);
    shownFrom = Map.copyOf(shownFrom);
  }

  boolean shows(Topic topic, Indicator indicator) {
    return indicator.compareTo(shownFrom.getOrDefault(topic, Indicator.INFO)) >= 0;
  }
}

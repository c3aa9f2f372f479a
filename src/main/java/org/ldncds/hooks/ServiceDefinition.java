package org.ldncds.hooks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One CDS service as its YAML file declares it.
 *
 * @param prefetch templates by key, in the order they are declared
 * @param checks names of the checks it runs, in order
 * @param offersPlans true where titration plans are offered after the checks
 */
public record ServiceDefinition(
    String id,
    String hook,
    String title,
    String description,
    String usageRequirements,
    Map<String, String> prefetch,
    List<String> checks,
    boolean offersPlans) {

  public ServiceDefinition {
    prefetch = new LinkedHashMap<>(prefetch);
    checks = List.copyOf(checks);
  }
}

package org.ldncds.fhir;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * Fills a prefetch template of CDS Hooks. Values are written so that they can neither leave their
 * place in the address nor add to it.
 */
final class PrefetchTemplate {

  private PrefetchTemplate() {}

  /**
   * @param values by token, for example "context.patientId"
   * @return relative to a server's base; empty where a token has no value
   */
  static Optional<String> fill(String template, Map<String, String> values) {
    String filled = template;
    for (Map.Entry<String, String> value : values.entrySet()) {
      String token = "{{" + value.getKey() + "}}";
      if (filled.contains(token)) {
        Optional<String> safe = safe(value.getValue());
        if (safe.isEmpty()) {
          return Optional.empty();
        }
        filled = filled.replace(token, safe.get());
      }
    }
    return filled.contains("{{") ? Optional.empty() : Optional.of(filled);
  }

  /** A FHIR id as a part of an address; empty where it would be another path. */
  static Optional<String> safe(String id) {
    boolean dots = id.chars().allMatch(c -> c == '.');
    return dots
        ? Optional.empty()
        : Optional.of(URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20"));
  }
}

package org.ldncds.hooks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/** Writes answers as JSON bytes. */
public final class HookJson {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build();

  private HookJson() {}

  public static byte[] write(HookResponse response) {
    return JSON.writeValueAsBytes(response);
  }

  /** The discovery answer, with the prefetch templates in the order of their declaration. */
  public static byte[] discovery(List<ServiceDefinition> services) {
    List<Map<String, Object>> described = services.stream().map(HookJson::described).toList();
    return JSON.writeValueAsBytes(Map.of("services", described));
  }

  private static Map<String, Object> described(ServiceDefinition service) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("hook", service.hook());
    fields.put("title", service.title());
    fields.put("description", service.description());
    fields.put("id", service.id());
    fields.put("prefetch", service.prefetch());
    fields.put("usageRequirements", service.usageRequirements());
    return fields;
  }
}

package org.ldncds.knowledge;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ldncds.hooks.ServiceDefinition;

/** Reads services/*.yaml. */
final class ServicesReader {

  private ServicesReader() {}

  /**
   * @param checks the checks that exist
   * @param prefetchKeys the keys that the reader of facts understands
   */
  static List<ServiceDefinition> read(
      KnowledgeFiles files, Set<String> checks, Set<String> prefetchKeys) {
    List<ServiceDefinition> services = new ArrayList<>();
    files
        .below("services/", ".yaml")
        .forEach(
            (name, text) ->
                services.add(service(name, YamlMap.read(name, text), checks, prefetchKeys)));
    if (services.isEmpty()) {
      throw new KnowledgeException(
          "services/", 0, "", "there is no service. Maybe the folder is not the knowledge folder?");
    }
    return services;
  }

  private static ServiceDefinition service(
      String name, YamlMap file, Set<String> checks, Set<String> prefetchKeys) {
    YamlMap templates = file.map("prefetch");
    Map<String, String> prefetch = new LinkedHashMap<>();
    for (String key : templates.keys()) {
      if (!prefetchKeys.contains(key)) {
        throw templates.wrong(
            key,
            "\""
                + key
                + "\" is a prefetch key that nothing reads."
                + Nearest.advice(key, prefetchKeys));
      }
      prefetch.put(key, templates.text(key));
    }
    ServiceDefinition service =
        new ServiceDefinition(
            file.text("id"),
            file.textOf("hook", Set.of("order-sign")),
            file.text("title"),
            file.text("description"),
            file.text("usage-requirements"),
            prefetch,
            file.textsOf("checks", checks),
            file.yes("offers-titration-plans"));
    file.done();
    if (!name.equals("services/" + service.id() + ".yaml")) {
      throw file.wrong(
          "id", "\"" + service.id() + "\" is not the name of the file. Maybe rename one of them?");
    }
    return service;
  }
}

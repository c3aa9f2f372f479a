package org.ldncds.knowledge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.ldncds.clinical.check.Indicator;
import org.ldncds.clinical.check.Topic;
import org.ldncds.hooks.ServiceDefinition;

/** Reads services/*.yaml. */
final class ServicesReader {

  /** The hooks that are answered, in the order in which their services are listed. */
  static final List<String> HOOKS = List.of("order-sign", "order-select", "patient-view");

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
    services.sort(Comparator.comparing(service -> HOOKS.indexOf(service.hook())));
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
            file.textOf("hook", Set.copyOf(HOOKS)),
            file.text("title"),
            file.text("description"),
            file.text("usage-requirements"),
            prefetch,
            file.textsOf("checks", checks),
            file.yes("offers-titration-plans"),
            file.has("unfinished-orders") && file.yes("unfinished-orders"),
            file.has("shown-from") ? shownFrom(file.map("shown-from")) : Map.of());
    file.done();
    if (!name.equals("services/" + service.id() + ".yaml")) {
      throw file.wrong(
          "id", "\"" + service.id() + "\" is not the name of the file. Maybe rename one of them?");
    }
    return service;
  }

  private static Map<Topic, Indicator> shownFrom(YamlMap entries) {
    Map<String, Topic> topics =
        Arrays.stream(Topic.values()).collect(Collectors.toMap(Topic::code, topic -> topic));
    Map<String, Indicator> indicators =
        Arrays.stream(Indicator.values())
            .collect(Collectors.toMap(i -> i.name().toLowerCase(Locale.ROOT), i -> i));
    Map<Topic, Indicator> shownFrom = new EnumMap<>(Topic.class);
    for (String code : entries.keys()) {
      Topic topic = topics.get(code);
      if (topic == null) {
        throw entries.wrong(
            code, "\"" + code + "\" is no topic." + Nearest.advice(code, topics.keySet()));
      }
      shownFrom.put(
          topic, Objects.requireNonNull(indicators.get(entries.textOf(code, indicators.keySet()))));
    }
    return shownFrom;
  }
}

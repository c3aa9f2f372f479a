package org.ldncds;

import com.tngtech.archunit.core.domain.JavaClass;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URL;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.ConfigurationProperties;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every setting that there is: ours from the records they are bound to, the rest from Spring's. */
final class KnownSettings {

  private KnownSettings() {}

  /** Ours, as "cds.clients[n].name" and "cds.topics.*.enabled". */
  static Set<String> ours() {
    Set<String> names = new TreeSet<>();
    for (JavaClass found : ArchitectureTest.CLASSES) {
      if (found.isAnnotatedWith(ConfigurationProperties.class)) {
        ConfigurationProperties prefix = found.getAnnotationOfType(ConfigurationProperties.class);
        collect(
            prefix.value().isEmpty() ? prefix.prefix() : prefix.value(), found.reflect(), names);
      }
    }
    return names;
  }

  private static void collect(String prefix, Class<?> type, Set<String> names) {
    for (RecordComponent part : type.getRecordComponents()) {
      String name = prefix + "." + kebab(part.getName());
      List<Class<?>> records = records(part.getGenericType());
      if (records.isEmpty()) {
        names.add(name);
      } else {
        String step =
            part.getType() == List.class ? "[n]" : part.getType() == Map.class ? ".*" : "";
        collect(name + step, records.get(0), names);
      }
    }
  }

  private static List<Class<?>> records(Type type) {
    Type[] types =
        type instanceof ParameterizedType of ? of.getActualTypeArguments() : new Type[] {type};
    return Arrays.stream(types)
        .filter(one -> one instanceof Class<?> aClass && aClass.isRecord())
        .<Class<?>>map(one -> (Class<?>) one)
        .toList();
  }

  private static String kebab(String name) {
    return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  /** Those of Spring Boot and what it configures. */
  private static Set<String> springs() throws IOException {
    Set<String> names = new TreeSet<>();
    for (URL file :
        Collections.list(
            KnownSettings.class
                .getClassLoader()
                .getResources("META-INF/spring-configuration-metadata.json"))) {
      try (InputStream in = file.openStream()) {
        for (JsonNode property : JsonMapper.shared().readTree(in).get("properties")) {
          if (!property.at("/deprecation/level").asString("").equals("error")) {
            names.add(property.get("name").asString());
          }
        }
      }
    }
    return names;
  }

  /** As environment variables have them, where each number of a list is N. */
  static Set<String> variables() throws IOException {
    Set<String> all = new TreeSet<>(ours());
    all.addAll(springs());
    return all.stream()
        .map(name -> name.replace("[n]", ".n").replace('.', '_').toUpperCase(Locale.ROOT))
        .flatMap(name -> Stream.of(name.replace("-", ""), name.replace('-', '_')))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  static boolean isVariable(String variable, Set<String> variables) {
    return variables.contains(Objects.requireNonNull(variable.replaceAll("_\\d+(?=_|$)", "_N")));
  }
}

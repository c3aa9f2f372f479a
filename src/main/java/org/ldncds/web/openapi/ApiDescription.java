package org.ldncds.web.openapi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.json.JsonMapper;

/** openapi.yaml as JSON, with its examples in it. */
public final class ApiDescription {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String FOLDER = "/openapi/";
  private static final String ELSEWHERE = "externalValue";

  private ApiDescription() {}

  public static byte[] json() {
    try (InputStream yaml = open("openapi.yaml")) {
      Object description = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
      return JSON.writeValueAsBytes(withExamples(description));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Object withExamples(Object node) {
    if (node instanceof Map<?, ?> map) {
      Map<String, Object> copy = new LinkedHashMap<>();
      map.forEach(
          (key, value) -> {
            if (key.equals(ELSEWHERE)) {
              copy.put("value", example(String.valueOf(value)));
            } else {
              copy.put(String.valueOf(key), withExamples(value));
            }
          });
      return copy;
    }
    return node instanceof Iterable<?> list
        ? StreamSupport.stream(list.spliterator(), false)
            .map(ApiDescription::withExamples)
            .collect(Collectors.toList())
        : node;
  }

  private static Object example(String file) {
    try (InputStream example = open("examples/" + file)) {
      return JSON.readTree(example);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream open(String file) {
    return Objects.requireNonNull(ApiDescription.class.getResourceAsStream(FOLDER + file), file);
  }
}

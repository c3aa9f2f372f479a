package org.ldncds.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * One labelled medication history of src/test/resources/histories.
 *
 * @param fields everything about it that is one text
 */
record History(
    Map<String, String> fields,
    LocalDate today,
    List<Map<String, String>> records,
    List<Map<String, String>> drafts) {

  /** What is ordered, and the key under which a history says what is expected then. */
  enum Ordered {
    NALTREXONE,
    OPIOID
  }

  private static final Path FOLDER = Path.of("src/test/resources/histories");
  private static final Set<String> TEXTS =
      Set.of("history", "today", "authored", "starts", "naltrexone", "opioid", "gap", "cut");

  static List<History> all() {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .sorted()
          .flatMap(file -> in(file).stream())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<History> in(Path file) {
    try {
      Map<String, Object> read = yaml().load(Files.readString(file));
      LocalDate today = LocalDate.parse(String.valueOf(read.get("today")));
      return maps(read.get("histories")).stream().map(entry -> of(entry, today)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every scalar is a text: a date is not YAML's to understand. */
  private static Yaml yaml() {
    LoaderOptions options = new LoaderOptions();
    DumperOptions dump = new DumperOptions();
    Resolver texts =
        new Resolver() {
          @Override
          protected void addImplicitResolvers() {
            // none
          }
        };
    return new Yaml(new SafeConstructor(options), new Representer(dump), dump, options, texts);
  }

  private static History of(Map<String, Object> entry, LocalDate today) {
    Map<String, String> texts = new TreeMap<>();
    entry.forEach(
        (key, value) -> {
          if (value instanceof String text) {
            if (!TEXTS.contains(key)) {
              throw new IllegalArgumentException(key + " is no field of a history");
            }
            texts.put(key, text);
          }
        });
    return new History(
        texts,
        texts.containsKey("today") ? LocalDate.parse(texts.get("today")) : today,
        textMaps(entry.get("records")),
        textMaps(entry.get("drafts")));
  }

  private static List<Map<String, String>> textMaps(@Nullable Object value) {
    List<Map<String, String>> all = new ArrayList<>();
    for (Map<String, Object> map : maps(value)) {
      Map<String, String> texts = new LinkedHashMap<>();
      map.forEach((key, text) -> texts.put(key, String.valueOf(text)));
      all.add(texts);
    }
    return all;
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> maps(@Nullable Object value) {
    return value == null ? List.of() : (List<Map<String, Object>>) value;
  }

  String name() {
    return fields.getOrDefault("history", "");
  }

  String expected(Ordered ordered) {
    return fields.getOrDefault(ordered == Ordered.NALTREXONE ? "naltrexone" : "opioid", "none");
  }

  /** The order that the history is about. */
  Ordered main() {
    return fields.containsKey("opioid") ? Ordered.OPIOID : Ordered.NALTREXONE;
  }

  byte[] request(Ordered ordered) {
    return HistoryRequest.json(this, ordered);
  }
}

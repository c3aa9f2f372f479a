package org.ldncds.knowledge;

import java.io.StringReader;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.ldncds.clinical.quantity.Dose;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * One mapping of a YAML file, read field by field, each error with its file, line, field and
 * advice.
 */
final class YamlMap {

  private final String file;
  private final String path;
  private final int line;
  private final Map<String, Node> fields;
  private final Set<String> known = new LinkedHashSet<>();

  private YamlMap(String file, String path, Node node) {
    this.file = file;
    this.path = path;
    this.line = line(node);
    this.fields = fields(file, path, node);
  }

  /**
   * @throws KnowledgeException where the text is no YAML mapping
   */
  static YamlMap read(String file, String text) {
    try {
      Node node = new Yaml(new LoaderOptions()).compose(new StringReader(text));
      if (node == null) {
        throw new KnowledgeException(
            file, 0, "", "the file is empty. Maybe it was saved before it was written?");
      }
      return new YamlMap(file, "", node);
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
      throw new KnowledgeException(
          file,
          line,
          "",
          "this is no YAML: " + e.getProblem() + ". Maybe a wrong indent or a missing quote?");
    }
  }

  private static Map<String, Node> fields(String file, String path, Node node) {
    if (!(node instanceof MappingNode mapping)) {
      throw new KnowledgeException(
          file,
          line(node),
          path,
          "expected fields, each as \"name: value\". Maybe a dash too many?");
    }
    Map<String, Node> fields = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
      if (fields.put(key, tuple.getValueNode()) != null) {
        throw new KnowledgeException(
            file,
            line(tuple.getKeyNode()),
            join(path, key),
            "\"" + key + "\" stands here twice. Maybe remove one?");
      }
    }
    return fields;
  }

  private static int line(Node node) {
    return node.getStartMark().getLine() + 1;
  }

  private static String join(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  /**
   * @throws KnowledgeException for every field nobody asked for: it would be ignored silently
   *     otherwise
   */
  void done() {
    fields.forEach(
        (key, node) -> {
          if (!known.contains(key)) {
            throw new KnowledgeException(
                file,
                line(node),
                join(path, key),
                "\"" + key + "\" is not known here." + Nearest.advice(key, known));
          }
        });
  }

  boolean has(String key) {
    known.add(key);
    return fields.containsKey(key);
  }

  private Node node(String key) {
    known.add(key);
    Node node = fields.get(key);
    if (node == null) {
      throw new KnowledgeException(
          file,
          line,
          join(path, key),
          "this field is missing. Maybe mistyped as one of " + fields.keySet() + "?");
    }
    return node;
  }

  KnowledgeException wrong(String key, String problem) {
    Node node = fields.get(key);
    return new KnowledgeException(file, node == null ? line : line(node), join(path, key), problem);
  }

  private String scalar(Node node, String key) {
    if (node instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
      return scalar.getValue().strip();
    }
    throw new KnowledgeException(
        file,
        line(node),
        join(path, key),
        "expected one value, found none or several. Maybe a dash too many?");
  }

  String text(String key) {
    return scalar(node(key), key);
  }

  Optional<String> optionalText(String key) {
    return has(key) ? Optional.of(text(key)) : Optional.empty();
  }

  /** Reads a value by a parser that throws IllegalArgumentException with advice. */
  <T> T value(String key, Function<String, T> parser) {
    String text = text(key);
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw wrong(key, String.valueOf(e.getMessage()));
    }
  }

  Dose dose(String key) {
    return value(key, Dose::parse);
  }

  int count(String key) {
    return value(
        key,
        text -> {
          if (!text.matches("\\d{1,6}")) {
            throw new IllegalArgumentException(
                "\"" + text + "\" is not a whole number. Maybe write 14?");
          }
          return Integer.parseInt(text);
        });
  }

  LocalDate date(String key) {
    return value(
        key,
        text -> {
          try {
            return LocalDate.parse(text);
          } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                "\"" + text + "\" is not a date. Maybe write 2026-11-23?", e);
          }
        });
  }

  boolean yes(String key) {
    return value(
        key,
        text -> {
          if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException(
                "\"" + text + "\" is neither true nor false. Maybe \"true\"?");
          }
          return text.equals("true");
        });
  }

  List<String> texts(String key) {
    Node node = node(key);
    if (!(node instanceof SequenceNode sequence)) {
      throw wrong(key, "expected a list. Maybe write [first, second]?");
    }
    return sequence.getValue().stream().map(item -> scalar(item, key)).toList();
  }

  List<String> optionalTexts(String key) {
    return has(key) ? texts(key) : List.of();
  }

  <T> List<T> values(String key, Function<String, T> parser) {
    try {
      return texts(key).stream().map(parser).collect(Collectors.toList());
    } catch (IllegalArgumentException e) {
      throw wrong(key, String.valueOf(e.getMessage()));
    }
  }

  /** Each must be one of the known words. */
  List<String> textsOf(String key, Set<String> allowed) {
    return values(
        key,
        text -> {
          if (!allowed.contains(text)) {
            throw new IllegalArgumentException(
                "\"" + text + "\" is not known." + Nearest.advice(text, allowed));
          }
          return text;
        });
  }

  String textOf(String key, Set<String> allowed) {
    return value(
        key,
        text -> {
          if (!allowed.contains(text)) {
            throw new IllegalArgumentException(
                "\"" + text + "\" is not known." + Nearest.advice(text, allowed));
          }
          return text;
        });
  }

  YamlMap map(String key) {
    return new YamlMap(file, join(path, key), node(key));
  }

  List<YamlMap> maps(String key) {
    Node node = node(key);
    if (!(node instanceof SequenceNode sequence)) {
      throw wrong(key, "expected a list. Maybe begin each entry with a dash?");
    }
    List<YamlMap> maps = new ArrayList<>();
    for (Node item : sequence.getValue()) {
      maps.add(new YamlMap(file, join(path, key) + "[" + maps.size() + "]", item));
    }
    return maps;
  }

  List<YamlMap> optionalMaps(String key) {
    return has(key) ? maps(key) : List.of();
  }

  /** The names of all fields, for mappings whose names are data. */
  List<String> keys() {
    known.addAll(fields.keySet());
    return List.copyOf(fields.keySet());
  }

  /** All fields as text, each name one of the allowed. */
  Map<String, String> textsByKey(Set<String> allowed) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (String key : keys()) {
      if (!allowed.contains(key)) {
        throw wrong(key, "\"" + key + "\" is not known here." + Nearest.advice(key, allowed));
      }
      texts.put(key, text(key));
    }
    return texts;
  }
}

package org.ldncds.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * One folder under seeds/: a synthetic person, an order or a chart that is opened, and the cards it
 * must bring.
 */
record SeedStory(Path folder) {

  /** A row of the story's table. */
  record Expected(String topic, String indicator, List<String> says) {}

  private static final Path SEEDS = Path.of("seeds");
  private static final String REQUEST = ".request.json";
  private static final String NO_PREFETCH = ".request.no-prefetch.json";
  private static final String WITH_INDICATION = "`cds.topics.Indication.enabled=true`";
  private static final String HEADER = "| Topic | Indicator | Says |";
  private static final String SILENCE = "`{\"cards\":[]}`";
  private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  static List<SeedStory> all() {
    return list(SEEDS).stream().filter(Files::isDirectory).sorted().map(SeedStory::new).toList();
  }

  static byte[] bytes(JsonNode request) {
    return JSON.writeValueAsBytes(request);
  }

  String name() {
    return folder.getFileName() + "";
  }

  Set<String> files() {
    return list(folder).stream()
        .map(file -> file.getFileName() + "")
        .collect(Collectors.toUnmodifiableSet());
  }

  String text() {
    try {
      return Files.readString(folder.resolve("story.md"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The hook that its request is named after. */
  String hook() {
    List<String> requests = files().stream().filter(file -> file.endsWith(REQUEST)).toList();
    assertEquals(1, requests.size(), name() + " has one request");
    return requests.get(0).substring(0, requests.get(0).length() - REQUEST.length());
  }

  JsonNode request() {
    return JSON.readTree(folder.resolve(hook() + REQUEST));
  }

  /** The same request of an EHR that sends no prefetch: the service must fetch. */
  JsonNode requestWithoutPrefetch() {
    return JSON.readTree(folder.resolve(hook() + NO_PREFETCH));
  }

  /** What a deployer has to switch on to see it. */
  Set<String> on() {
    return text().contains(WITH_INDICATION) ? Set.of("indication") : Set.of();
  }

  JsonNode bundle() {
    return JSON.readTree(folder.resolve("bundle.json"));
  }

  /** The rows of the table in their order; none where the story says that no card comes. */
  List<Expected> expected() {
    List<String> rows =
        text()
            .lines()
            .dropWhile(line -> !line.equals(HEADER))
            .skip(2)
            .takeWhile(line -> line.startsWith("|"))
            .toList();
    assertEquals(
        text().contains(SILENCE), rows.isEmpty(), name() + " has either a table or no cards");
    return rows.stream().map(this::expected).toList();
  }

  private Expected expected(String row) {
    List<String> cells = Arrays.stream(row.split("\\|", -1)).map(String::strip).toList();
    assertEquals(5, cells.size(), row);
    List<String> says =
        QUOTED.matcher(cells.get(3)).results().map(result -> result.group(1)).toList();
    assertFalse(says.isEmpty(), name() + " says what must stand on the card");
    assertTrue(Set.of("info", "warning", "critical").contains(cells.get(2)), row);
    return new Expected(cells.get(1), cells.get(2), says);
  }

  private static List<Path> list(Path folder) {
    try (Stream<Path> paths = Files.list(folder)) {
      return paths.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

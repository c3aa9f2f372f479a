package org.ldncds.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All benchmarks by one command, {@code mvn -Pbench test}: prints their tables and, where all ran,
 * writes them into src/docs/speed.md. {@code -Dbench.arguments="http"} runs a part; what follows
 * the word stages goes to JMH.
 */
public final class SpeedReport {

  private static final Path DOCUMENT = Path.of("src/docs/speed.md");
  private static final String BEGIN = "<!-- printed by mvn -Pbench test -->";
  private static final String END = "<!-- end -->";

  /** Something that is measured. */
  private interface Part {
    String run() throws Exception;
  }

  private SpeedReport() {}

  public static void main(String[] arguments) throws Exception {
    List<String> words = new ArrayList<>(List.of(arguments));
    int stages = words.indexOf("stages");
    String[] forJmh =
        stages < 0
            ? new String[] {"-f", "1"}
            : words.subList(stages + 1, words.size()).toArray(String[]::new);
    Map<String, Part> parts = new LinkedHashMap<>();
    parts.put("http", HttpPart::run);
    parts.put("edge", EdgePart::run);
    parts.put("tokens", TokenPart::run);
    parts.put("start", StartPart::run);
    parts.put("growth", GrowthPart::run);
    parts.put("stages", () -> StagesPart.run(forJmh));
    Set<String> wanted =
        arguments.length == 0
            ? parts.keySet()
            : Set.copyOf(stages < 0 ? words : words.subList(0, stages + 1));
    if (!parts.keySet().containsAll(wanted)) {
      throw new IllegalArgumentException(wanted + ": not all are among " + parts.keySet());
    }
    StringBuilder report = new StringBuilder(machine(arguments));
    for (Map.Entry<String, Part> part : parts.entrySet()) {
      if (wanted.contains(part.getKey())) {
        String table = part.getValue().run();
        System.out.println(table);
        report.append(table);
      }
    }
    if (wanted.equals(parts.keySet())) {
      write(report.toString());
    }
  }

  private static String machine(String... arguments) throws IOException {
    String processor =
        Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
            .filter(line -> line.startsWith("model name"))
            .map(line -> line.substring(line.indexOf(':') + 1).strip())
            .findFirst()
            .orElse("unknown");
    String load = Files.readString(Path.of("/proc/loadavg")).split(" ", -1)[0];
    return "%n%s; `mvn -Pbench test%s`; %s, %d cores, load before %s; JDK %s.%n"
        .formatted(
            LocalDate.now(ZoneId.systemDefault()),
            arguments.length == 0
                ? ""
                : " -Dbench.arguments=\"" + String.join(" ", Arrays.asList(arguments)) + "\"",
            processor,
            Runtime.getRuntime().availableProcessors(),
            load,
            System.getProperty("java.vm.version"));
  }

  private static void write(String report) throws IOException {
    String text = Files.readString(DOCUMENT);
    int from = text.indexOf(BEGIN) + BEGIN.length();
    int to = text.indexOf(END);
    Files.writeString(
        DOCUMENT, text.substring(0, from) + "\n" + report + "\n" + text.substring(to));
  }
}

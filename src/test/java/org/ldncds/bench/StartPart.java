package org.ldncds.bench;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How long a start takes, with and without an archive of classes, and what memory it needs. */
final class StartPart {

  private static final int STARTS = 3;
  private static final int CONNECTIONS = 16;
  private static final String MAIN = "org.ldncds.web.LdnCdsApplication";

  /** A JDK to start with. */
  private record Jdk(String name, Path java) {}

  private StartPart() {}

  static String run() throws IOException {
    Table table =
        new Table(
            "Start, 192 MB heap, all classes in jars",
            "JDK",
            "archive",
            "ready, s (median of " + STARTS + ")",
            "first call, ms",
            "resident at rest, MB",
            "resident under load, MB");
    Path folder = Files.createTempDirectory("ldn-cds-start");
    try {
      String classPath = inJars(folder);
      for (Jdk jdk : jdks()) {
        measure(table, jdk, "none", classPath, List.of());
        Path archive = folder.resolve(jdk.name + ".jsa");
        RunningServer.start(
                jdk.java, classPath, MAIN, List.of("-XX:ArchiveClassesAtExit=" + archive))
            .close();
        measure(
            table,
            jdk,
            "class data, " + Files.size(archive) / 1_000_000 + " MB",
            classPath,
            List.of("-XX:SharedArchiveFile=" + archive));
        if (Runtime.Version.parse(jdk.name).feature() >= 25) {
          Path cache = folder.resolve(jdk.name + ".aot");
          RunningServer.start(jdk.java, classPath, MAIN, List.of("-XX:AOTCacheOutput=" + cache))
              .close();
          measure(
              table,
              jdk,
              "AOT cache, " + Files.size(cache) / 1_000_000 + " MB",
              classPath,
              List.of("-XX:AOTCache=" + cache));
        }
      }
      return table.toString();
    } finally {
      delete(folder);
    }
  }

  private static void measure(
      Table table, Jdk jdk, String archive, String classPath, List<String> options)
      throws IOException {
    List<Double> ready = new ArrayList<>();
    List<Double> first = new ArrayList<>();
    long rest = 0;
    long load = 0;
    for (int i = 0; i < STARTS; i++) {
      try (RunningServer server = RunningServer.start(jdk.java, classPath, MAIN, options)) {
        ready.add(server.untilReady().toNanos() / 1e9);
        HttpLoad calls =
            new HttpLoad(server.port(), RunningServer.SERVICE, ChartRequest.medium(), number -> "");
        long begin = System.nanoTime();
        calls.once();
        first.add((System.nanoTime() - begin) / 1e6);
        rest = server.residentMegabytes();
        if (i == STARTS - 1) {
          HttpPart.requireAnswered(calls.closed(CONNECTIONS, Duration.ofSeconds(10)));
          load = server.residentMegabytes();
        }
      }
    }
    table.row(
        jdk.name,
        archive,
        Table.number(HttpPart.median(ready)),
        Table.number(HttpPart.median(first)),
        rest,
        load);
  }

  /** Archives want jars, no folders. */
  private static String inJars(Path folder) throws IOException {
    List<String> parts = new ArrayList<>();
    for (String part : RunningServer.servicePath().split(File.pathSeparator, -1)) {
      parts.add(Files.isDirectory(Path.of(part)) ? jar(Path.of(part), folder).toString() : part);
    }
    return String.join(File.pathSeparator, parts);
  }

  private static Path jar(Path classes, Path folder) throws IOException {
    Path jar = folder.resolve("classes.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(f -> !f.equals(classes)).sorted().toList()) {
        boolean isFolder = Files.isDirectory(file); // looked for when packages are scanned
        String name = classes.relativize(file).toString().replace(File.separatorChar, '/');
        out.putNextEntry(new JarEntry(isFolder ? name + "/" : name));
        if (!isFolder) {
          Files.copy(file, out);
        }
        out.closeEntry();
      }
    }
    return jar;
  }

  /** This one, and the newest beside it. */
  private static List<Jdk> jdks() throws IOException {
    List<Jdk> jdks = new ArrayList<>();
    jdks.add(new Jdk(Runtime.version().feature() + "", RunningServer.java()));
    Path home = Path.of(System.getProperty("java.home")).toRealPath();
    for (File other :
        Arrays.stream(listed(home.getParent())).sorted().collect(Collectors.toList())) {
      Path java = other.toPath().resolve("bin").resolve("java");
      Path release = other.toPath().resolve("release");
      if (Files.isExecutable(java) && Files.exists(release)) {
        String version =
            Files.readAllLines(release).stream()
                .filter(line -> line.startsWith("JAVA_VERSION="))
                .map(line -> line.replaceAll("[^0-9.]", ""))
                .findFirst()
                .orElse("0");
        String feature = version.split("\\.", -1)[0];
        if (jdks.stream().noneMatch(jdk -> jdk.name.equals(feature))) {
          jdks.add(new Jdk(feature, java));
        }
      }
    }
    return jdks;
  }

  private static File[] listed(Path folder) {
    File[] files = folder.toFile().listFiles(File::isDirectory);
    return files == null ? new File[0] : files;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      files
          .sorted(Comparator.reverseOrder())
          .forEach(
              file -> {
                try {
                  Files.delete(file);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
  }
}

package org.ldncds.bench;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A server as a process of its own with a heap of 192 MB, and what it uses. */
final class RunningServer implements AutoCloseable {

  static final String SERVICE = "/cds-services/naltrexone-order-sign";

  private static final Pattern PORT = Pattern.compile("started on port (\\d+)");
  private static final Pattern READY = Pattern.compile("LDN CDS is ready");
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final Process process;
  private final int port;
  private final Duration untilReady;

  private RunningServer(Process process, int port, Duration untilReady) {
    this.process = process;
    this.port = port;
    this.untilReady = untilReady;
  }

  /** The service alone, without the classes of tests. */
  static RunningServer service(String... settings) throws IOException {
    return start(java(), servicePath(), "org.ldncds.web.LdnCdsApplication", List.of(), settings);
  }

  /** The same server with the endpoints to compare with. */
  static RunningServer others() throws IOException {
    return start(
        java(), System.getProperty("java.class.path"), OtherWays.class.getName(), List.of());
  }

  static RunningServer start(
      Path java, String classPath, String main, List<String> options, String... settings)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(java.toString(), "-Xmx192m"));
    command.addAll(options);
    command.addAll(
        List.of(
            "-cp",
            classPath,
            main,
            "--server.port=0",
            "--spring.datasource.url=jdbc:h2:mem:bench;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH"));
    command.addAll(List.of(settings));
    long begin = System.nanoTime();
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    StringBuilder said = new StringBuilder();
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    int port = 0;
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      said.append(line).append('\n');
      Matcher found = PORT.matcher(line);
      if (port == 0 && found.find()) {
        port = Integer.parseInt(found.group(1));
      }
      if (READY.matcher(line).find()) {
        Duration taken = Duration.ofNanos(System.nanoTime() - begin);
        Thread reader = new Thread(() -> drain(out), "output of a server");
        reader.setDaemon(true);
        reader.start();
        return new RunningServer(process, port, taken);
      }
    }
    throw new IOException("it did not start:\n" + said);
  }

  private static void drain(BufferedReader out) {
    try {
      out.transferTo(Writer.nullWriter());
    } catch (IOException e) {
      // it has ended
    }
  }

  static Path java() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }

  /** As the build tells it; else what there is, without our own tests. */
  static String servicePath() {
    String all =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .filter(part -> !part.endsWith("-classes"))
            .collect(Collectors.joining(File.pathSeparator));
    return System.getProperty("service.classpath", all);
  }

  int port() {
    return port;
  }

  /** From the start of the process until it says that it is ready. */
  Duration untilReady() {
    return untilReady;
  }

  Duration cpu() {
    return process.info().totalCpuDuration().orElseThrow();
  }

  /** Resident memory in MB. */
  long residentMegabytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .map(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
        .findFirst()
        .orElseThrow();
  }

  /** Bytes allocated so far, as far as they were collected. */
  double allocated() throws IOException {
    URI metrics = URI.create("http://127.0.0.1:" + port + "/actuator/prometheus");
    try {
      return CLIENT
          .send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofString())
          .body()
          .lines()
          .filter(line -> line.startsWith("jvm_gc_memory_allocated_bytes_total"))
          .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
          .sum();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  /** Ends it as an operator does. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
    }
  }
}

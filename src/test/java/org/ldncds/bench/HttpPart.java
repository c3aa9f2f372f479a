package org.ldncds.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.ldncds.bench.HttpLoad.Result;

/**
 * Whole calls over loopback: this service, a server that echoes and one that parses everything, in
 * turn and again, so that what else the machine does meets all three alike.
 */
final class HttpPart {

  private static final int ROUNDS = 5;
  private static final int CONNECTIONS = 4;
  private static final int OPEN_CONNECTIONS = 64;
  private static final Duration ROUND = Duration.ofSeconds(3);
  private static final Duration WARM = Duration.ofSeconds(8);
  private static final Duration OPEN = Duration.ofSeconds(10);

  /** What one server did with one request. */
  private static final class Measured {
    private final RunningServer server;
    private final HttpLoad load;
    private final List<Double> rates = new ArrayList<>();
    private final Histogram times = new Histogram(60_000_000L, 3);
    private double cpuMicros;
    private double allocated;
    private long calls;

    Measured(RunningServer server, String path, byte[] body) {
      this.server = server;
      this.load = new HttpLoad(server.port(), path, body, number -> "");
    }

    void round() throws IOException {
      double bytes = server.allocated();
      Duration cpu = server.cpu();
      Result result = load.closed(CONNECTIONS, ROUND);
      requireAnswered(result);
      cpuMicros += server.cpu().minus(cpu).toNanos() / 1e3;
      allocated += server.allocated() - bytes;
      calls += result.answered().getTotalCount();
      times.add(result.answered());
      rates.add(result.perSecond());
    }

    double rate() {
      return median(rates);
    }
  }

  private HttpPart() {}

  static String run() throws IOException {
    Table closed =
        new Table(
            "Calls over HTTP, closed load of " + CONNECTIONS + " connections",
            "request",
            "server",
            "calls/s",
            "ratio to ours",
            "p50 ms",
            "p99 ms",
            "p99.9 ms",
            "CPU µs/call",
            "KB allocated/call");
    Table open =
        new Table(
            "Open load at half of the peak above",
            "request",
            "calls/s",
            "p50 ms",
            "p99 ms",
            "p99.9 ms",
            "p99 / p50",
            "refused");
    try (RunningServer ours = RunningServer.service();
        RunningServer echo = RunningServer.others();
        RunningServer typical = RunningServer.others()) {
      Map<String, byte[]> bodies = new LinkedHashMap<>();
      bodies.put("small", ChartRequest.small());
      bodies.put("medium", ChartRequest.medium());
      bodies.put("large", ChartRequest.large());
      for (Map.Entry<String, byte[]> body : bodies.entrySet()) {
        String name = body.getKey() + ", " + body.getValue().length / 1000 + " KB";
        Map<String, Measured> all = new LinkedHashMap<>();
        all.put("ours", new Measured(ours, RunningServer.SERVICE, body.getValue()));
        all.put("echo", new Measured(echo, OtherWays.ECHO, body.getValue()));
        all.put("typical", new Measured(typical, OtherWays.TYPICAL, body.getValue()));
        rounds(all);
        Measured own = all.get("ours");
        all.forEach((server, measured) -> row(closed, name, server, measured, own));
        Result half = own.load.open(OPEN_CONNECTIONS, own.rate() / 2, OPEN);
        Histogram times = half.answered();
        open.row(
            name,
            Table.number(half.perSecond()),
            millis(times, 50),
            millis(times, 99),
            millis(times, 99.9),
            Table.number(times.getValueAtPercentile(99) / (double) times.getValueAtPercentile(50)),
            half.refused().getTotalCount());
      }
    }
    return closed.toString() + open;
  }

  private static void rounds(Map<String, Measured> all) throws IOException {
    for (Measured measured : all.values()) {
      requireAnswered(measured.load.closed(CONNECTIONS, WARM));
    }
    for (int round = 0; round < ROUNDS; round++) {
      for (Measured measured : all.values()) {
        measured.round();
      }
    }
  }

  private static void row(
      Table table, String request, String server, Measured measured, Measured own) {
    table.row(
        request,
        server,
        Table.number(measured.rate()),
        Table.number(own.rate() / measured.rate()) + " ×",
        millis(measured.times, 50),
        millis(measured.times, 99),
        millis(measured.times, 99.9),
        Table.number(measured.cpuMicros / measured.calls),
        Table.number(measured.allocated / measured.calls / 1_000));
  }

  static void requireAnswered(Result result) {
    if (result.otherwise() > 0
        || result.refused().getTotalCount() > 0
        || result.answered().getTotalCount() == 0) {
      throw new IllegalStateException(
          result.otherwise() + " failed, " + result.refused().getTotalCount() + " refused");
    }
  }

  static String millis(Histogram times, double percentile) {
    return Table.number(times.getValueAtPercentile(percentile) / 1e3);
  }

  static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return Arrays.stream(sorted).skip(sorted.length / 2).findFirst().orElseThrow();
  }
}

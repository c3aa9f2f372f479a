package org.ldncds.bench;

import java.io.IOException;
import java.time.Duration;
import org.ldncds.bench.HttpLoad.Result;

/** Twice the load that the service can bear, and what it does when that ends. */
public final class EdgePart {

  private static final int CONNECTIONS = 4;
  private static final int OPEN_CONNECTIONS = 400;
  private static final Duration PEAK = Duration.ofSeconds(5);

  /**
   * What was seen.
   *
   * @param acceptedP99 milliseconds from when a call was due until it was answered
   * @param refusedP99 milliseconds until a call was refused
   * @param failed calls that were neither answered nor refused
   * @param recovery milliseconds of the first call after the load
   */
  public record Seen(
      double peak,
      double offered,
      long answered,
      long refused,
      int failed,
      double acceptedP99,
      double refusedP99,
      double recovery,
      int recoveredWith) {}

  private EdgePart() {}

  /** Overloads a service of its own for so long. */
  public static Seen seen(Duration time) throws IOException {
    try (RunningServer server = RunningServer.service()) {
      HttpLoad load =
          new HttpLoad(server.port(), RunningServer.SERVICE, ChartRequest.medium(), number -> "");
      HttpPart.requireAnswered(load.closed(CONNECTIONS, PEAK));
      double peak = load.closed(CONNECTIONS, PEAK).perSecond();
      Result result = load.open(OPEN_CONNECTIONS, 2 * peak, time);
      long begin = System.nanoTime();
      int status = load.once();
      double recovery = (System.nanoTime() - begin) / 1e6;
      return new Seen(
          peak,
          2 * peak,
          result.answered().getTotalCount(),
          result.refused().getTotalCount(),
          result.otherwise(),
          result.answered().getValueAtPercentile(99) / 1e3,
          result.refused().getValueAtPercentile(99) / 1e3,
          recovery,
          status);
    }
  }

  static String run() throws IOException {
    Seen seen = seen(Duration.ofSeconds(15));
    return new Table(
            "Twice the load it can bear, 110 KB, open load",
            "peak calls/s",
            "offered calls/s",
            "answered",
            "refused with 503",
            "failed",
            "p99 ms of answered",
            "p99 ms of refused",
            "first call after, ms")
        .row(
            Table.number(seen.peak()),
            Table.number(seen.offered()),
            seen.answered(),
            seen.refused(),
            seen.failed(),
            Table.number(seen.acceptedP99()),
            Table.number(seen.refusedP99()),
            Table.number(seen.recovery()))
        .toString();
  }
}

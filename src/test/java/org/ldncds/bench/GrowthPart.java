package org.ldncds.bench;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.ldncds.bench.HttpLoad.Result;
import org.ldncds.clinical.drug.ImportedProducts;
import org.ldncds.hooks.CardMemory;
import org.ldncds.hooks.Client;
import org.ldncds.hooks.PipelineStages;
import org.ldncds.knowledge.Knowledge;
import org.ldncds.web.TestPipeline;

/**
 * How the cost of an answer grows: the slope of its logarithm over that of what grows. 1 is in
 * proportion, 0 is not at all. Counted in CPU time of one thread, the least of several rounds that
 * go through all sizes in turn.
 */
final class GrowthPart {

  private static final int ROUNDS = 12;
  private static final long ROUND = Duration.ofMillis(400).toNanos();

  private GrowthPart() {}

  static String run() throws IOException {
    Table table =
        new Table("Growth", "what grows", "from", "to", "CPU µs, least to most", "log-log slope");
    Map<Double, Runnable> charts = new LinkedHashMap<>();
    for (int records : new int[] {150, 300, 600, 1_200, 2_400}) {
      byte[] body = ChartRequest.of(records);
      PipelineStages stages = stages(TestPipeline.KNOWLEDGE, List.of(), body);
      charts.put((double) body.length, stages::whole);
    }
    row(table, "bytes of prefetch", charts);
    Map<Double, Runnable> drugs = new LinkedHashMap<>();
    for (int more : new int[] {1_000, 10_000, 100_000, 1_000_000}) {
      drugs.put((double) more, stages(knowing(more), List.of(), ChartRequest.medium())::whole);
    }
    row(table, "drugs of an imported release, 110 KB", drugs);
    Map<Double, Runnable> clients = new LinkedHashMap<>();
    for (int number : new int[] {1, 10, 100, 1_000}) {
      clients.put(
          (double) number,
          stages(TestPipeline.KNOWLEDGE, clients(number), ChartRequest.medium())::whole);
    }
    row(table, "clients that are known, 110 KB", clients);
    feedback(table);
    return table + connections();
  }

  private static PipelineStages stages(Knowledge knowledge, List<Client> clients, byte[] body) {
    return new PipelineStages(
        TestPipeline.pipeline(knowledge, clients, CardMemory.NONE),
        TestPipeline.orderSign(),
        body,
        ChartRequest.TODAY.atTime(12, 0).toInstant(ZoneOffset.UTC));
  }

  /** Each overridden with a reason and looked for again, as a client with quiet repeats wants. */
  private static void feedback(Table table) {
    Map<Double, Runnable> rows = new LinkedHashMap<>();
    List<FilledStore> stores = new ArrayList<>();
    for (int number : new int[] {100, 1_000, 10_000, 100_000}) {
      FilledStore store = new FilledStore(number);
      stores.add(store);
      PipelineStages stages =
          new PipelineStages(
              TestPipeline.pipeline(TestPipeline.KNOWLEDGE, List.of(), store.memory()),
              TestPipeline.orderSign(),
              ChartRequest.medium(),
              FilledStore.NOW);
      rows.put((double) number, stages::whole);
    }
    row(table, "feedback rows, repeats quiet, 110 KB", rows);
    stores.forEach(FilledStore::close);
  }

  private static Knowledge knowing(int others) {
    int[] numbers = IntStream.rangeClosed(1, others).map(n -> 3_000_000 + n).toArray();
    return TestPipeline.knowing(
        drugs ->
            drugs.with(
                new ImportedProducts(List.of(), new long[0], new int[0], numbers, new long[0])));
  }

  private static List<Client> clients(int number) {
    return IntStream.range(0, number)
        .mapToObj(
            i ->
                new Client(
                    "ehr-" + i,
                    List.of("https://ehr-" + i + ".example.org/fhir"),
                    Client.UNKNOWN.dialect(),
                    false,
                    false,
                    false,
                    0,
                    Duration.ZERO))
        .collect(Collectors.toList());
  }

  private static void row(Table table, String what, Map<Double, Runnable> sizes) {
    Map<Double, Double> least = new LinkedHashMap<>();
    for (int round = 0; round < ROUNDS; round++) {
      sizes.forEach((size, work) -> least.merge(size, micros(work), Math::min));
    }
    List<Double> keys = new ArrayList<>(least.keySet());
    table.row(
        what,
        String.format("%,.0f", keys.get(0)),
        String.format("%,.0f", keys.get(keys.size() - 1)),
        Table.number(least.values().stream().min(Comparator.naturalOrder()).orElseThrow())
            + " to "
            + Table.number(least.values().stream().max(Comparator.naturalOrder()).orElseThrow()),
        String.format("%.3f", slope(least)));
  }

  private static double micros(Runnable work) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long end = System.nanoTime() + ROUND;
    long before = threads.getCurrentThreadCpuTime();
    int times = 0;
    while (System.nanoTime() < end) {
      work.run();
      times++;
    }
    return (threads.getCurrentThreadCpuTime() - before) / 1e3 / times;
  }

  /** Of the line through the logarithms that fits best. */
  static double slope(Map<Double, Double> points) {
    double n = points.size();
    double x = points.keySet().stream().mapToDouble(Math::log).sum() / n;
    double y = points.values().stream().mapToDouble(Math::log).sum() / n;
    double above =
        points.entrySet().stream()
            .mapToDouble(p -> (Math.log(p.getKey()) - x) * (Math.log(p.getValue()) - y))
            .sum();
    double below = points.keySet().stream().mapToDouble(k -> Math.pow(Math.log(k) - x, 2)).sum();
    return above / below;
  }

  private static String connections() throws IOException {
    Table table =
        new Table(
            "Clients that call at once, 110 KB", "connections", "calls/s", "p50 ms", "p99 ms");
    try (RunningServer server = RunningServer.service()) {
      HttpLoad load =
          new HttpLoad(server.port(), RunningServer.SERVICE, ChartRequest.medium(), number -> "");
      load.closed(4, Duration.ofSeconds(8));
      for (int connections : new int[] {1, 4, 16, 64}) {
        Result result = load.closed(connections, Duration.ofSeconds(3));
        table.row(
            connections,
            Table.number(result.perSecond()),
            HttpPart.millis(result.answered(), 50),
            HttpPart.millis(result.answered(), 99));
      }
    }
    return table.toString();
  }
}

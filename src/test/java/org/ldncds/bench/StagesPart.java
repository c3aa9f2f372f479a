package org.ldncds.bench;

import java.util.Collection;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** The stages of an answer under JMH. */
final class StagesPart {

  private StagesPart() {}

  /**
   * @param arguments of JMH; "-f 1" and the like
   */
  static String run(String... arguments) {
    try {
      Collection<RunResult> results =
          new Runner(
                  new OptionsBuilder()
                      .parent(new CommandLineOptions(arguments))
                      .include(StageBenchmark.class.getSimpleName())
                      .addProfiler(GCProfiler.class)
                      .build())
              .run();
      Table table =
          new Table(
              "Stages, one thread",
              "stage",
              "request",
              "p50 µs",
              "mean µs",
              "p99 µs",
              "KB allocated");
      for (RunResult result : results) {
        var primary = result.getPrimaryResult();
        table.row(
            primary.getLabel(),
            result.getParams().getParam("chart"),
            Table.number(primary.getStatistics().getPercentile(50)),
            Table.number(primary.getScore()),
            Table.number(primary.getStatistics().getPercentile(99)),
            Table.number(
                result.getSecondaryResults().get("gc.alloc.rate.norm").getScore() / 1_000));
      }
      return table.toString();
    } catch (RunnerException | CommandLineOptionException e) {
      throw new IllegalStateException(e);
    }
  }
}

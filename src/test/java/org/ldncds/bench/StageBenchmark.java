package org.ldncds.bench;

import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.ldncds.hooks.CardMemory;
import org.ldncds.hooks.PipelineStages;
import org.ldncds.web.TestPipeline;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What each stage of an answer costs, on three charts, beside what others do with the same bytes.
 */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Benchmark)
public class StageBenchmark {

  @Param({"small", "medium", "large"})
  private String chart = "small";

  private byte[] body = ChartRequest.small();
  private PipelineStages stages = of(body);

  /** Reads the request once. */
  @Setup
  public void request() {
    body =
        switch (chart) {
          case "small" -> ChartRequest.small();
          case "medium" -> ChartRequest.medium();
          default -> ChartRequest.large();
        };
    stages = of(body);
  }

  private static PipelineStages of(byte[] body) {
    return new PipelineStages(
        TestPipeline.pipeline(TestPipeline.KNOWLEDGE, List.of(), CardMemory.NONE),
        TestPipeline.orderSign(),
        body,
        ChartRequest.TODAY.atTime(12, 0).toInstant(ZoneOffset.UTC));
  }

  /** Bytes to resources as they lie there. */
  @Benchmark
  public Object read() {
    return stages.read();
  }

  /** Resources to facts, HAPI for those that matter. */
  @Benchmark
  public Object facts() {
    return stages.facts();
  }

  /** All checks. */
  @Benchmark
  public Object checks() {
    return stages.checks();
  }

  /** The titration plans. */
  @Benchmark
  public Object plans() {
    return stages.plans();
  }

  /** The cards with their suggestions. */
  @Benchmark
  public Object cards() {
    return stages.cards();
  }

  /** Checks, plans and cards together. */
  @Benchmark
  public Object judgement() {
    return stages.judgement();
  }

  /** Cards to bytes. */
  @Benchmark
  public Object bytes() {
    return stages.bytes();
  }

  /** From bytes to bytes. */
  @Benchmark
  public Object whole() {
    return stages.whole();
  }

  /** Jackson builds a tree. */
  @Benchmark
  public Object jacksonTree() {
    return OtherWays.tree(body);
  }

  /** HAPI parses every resource. */
  @Benchmark
  public Object hapiParsesAll() {
    return OtherWays.parsed(body);
  }
}

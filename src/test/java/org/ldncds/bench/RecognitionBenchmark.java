package org.ldncds.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.ldncds.clinical.drug.Drug;
import org.ldncds.clinical.drug.DrugCatalogue;
import org.ldncds.clinical.drug.Phrases;
import org.ldncds.clinical.drug.Words;
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

/** What it costs to recognise one written mention. Run by {@code mvn -Pbench test}. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RecognitionBenchmark {

  /** The real catalogue, and the mentions of the tests, one after the other. */
  @State(Scope.Benchmark)
  public static class Mentions {
    private final DrugCatalogue drugs = TestPipeline.KNOWLEDGE.drugs();
    private List<String> harmless = List.of();
    private List<String> opioids = List.of();
    private int next;

    /** Reads the mentions. */
    @Setup
    public void read() throws IOException {
      harmless =
          Files.readAllLines(Path.of("src/test/resources/harmless-drugs.txt")).stream()
              .filter(line -> !line.startsWith("#"))
              .toList();
      opioids =
          rows("src/test/resources/drug-mentions.csv").stream()
              .filter(row -> row.get("class").equals("block-opioid"))
              .map(row -> row.get("text"))
              .toList();
    }
  }

  /** Names of so many catalogues; those beyond the first have their words lengthened. */
  @State(Scope.Benchmark)
  public static class Sizes {
    @Param({"1", "4", "16"})
    private int times;

    private final Phrases<String> phrases = new Phrases<>();
    private final List<List<String>> texts = new ArrayList<>();
    private int next;

    /** Builds the phrases. */
    @Setup
    public void build() throws IOException {
      for (CSVRecord row : rows("cds-services/drugs/opioid-products.csv")) {
        for (int i = 0; i < times; i++) {
          phrases.add(row.get("name").replace(" ", (i == 0 ? "" : "x" + i) + " "), row.get("name"));
        }
      }
      for (CSVRecord row : rows("src/test/resources/drug-mentions.csv")) {
        texts.add(Words.of(row.get("text")));
      }
      rows("cds-services/drugs/opioid-products.csv").stream()
          .limit(500)
          .forEach(row -> texts.add(Words.of(row.get("name"))));
    }
  }

  private static List<CSVRecord> rows(String file) throws IOException {
    CSVFormat format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
    try (CSVParser parser = CSVParser.parse(Files.readString(Path.of(file)), format)) {
      return parser.getRecords();
    }
  }

  private static String judged(DrugCatalogue drugs, String name) {
    List<String> names = List.of(name);
    Optional<Drug> drug = drugs.find(List.of(), names);
    return drug.map(Drug::name)
        .or(() -> drugs.suspicion(List.of(), names, drug))
        .orElseGet(() -> String.valueOf(drugs.nameNothing(names)));
  }

  /** A harmless drug: looked up, judged for suspicion and for vagueness. */
  @Benchmark
  public String harmlessMention(Mentions mentions) {
    mentions.next = (mentions.next + 1) % mentions.harmless.size();
    return judged(mentions.drugs, mentions.harmless.get(mentions.next));
  }

  /** An opioid, with strength, form and release. */
  @Benchmark
  public String opioidMention(Mentions mentions) {
    mentions.next = (mentions.next + 1) % mentions.opioids.size();
    return judged(mentions.drugs, mentions.opioids.get(mentions.next));
  }

  /** The look-up of phrases alone, in catalogues of several sizes. */
  @Benchmark
  public List<String> phrases(Sizes sizes) {
    sizes.next = (sizes.next + 1) % sizes.texts.size();
    return sizes.phrases.allIn(sizes.texts.get(sizes.next));
  }
}

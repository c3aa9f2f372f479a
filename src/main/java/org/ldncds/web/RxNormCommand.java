package org.ldncds.web;

import java.io.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.LongConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import org.ldncds.clinical.drug.DrugCatalogue;
import org.ldncds.knowledge.Knowledge;
import org.ldncds.knowledge.KnowledgeException;
import org.ldncds.knowledge.rxnorm.RxNormException;
import org.ldncds.knowledge.rxnorm.RxNormImport;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * {@code --import-rxnorm=<folder>}: makes the product table out of a release of RxNorm and ends.
 * The settings are read as those of the service are; no web server starts.
 */
@EnableConfigurationProperties(CdsProperties.class)
class RxNormCommand {

  private static final String FLAG = "--import-rxnorm";
  private static final long MEGABYTE = 1_000_000;
  private static final int TENTHS = 10;

  static boolean isMeant(String[] arguments) {
    return Arrays.stream(arguments).anyMatch(a -> a.equals(FLAG) || a.startsWith(FLAG + "="));
  }

  /**
   * @return the exit code: 0 where the table was made, else 1 with a sentence that says why not
   */
  static int run(String[] arguments) {
    String folder =
        Arrays.stream(arguments)
            .filter(a -> a.startsWith(FLAG + "="))
            .map(a -> a.substring(FLAG.length() + 1))
            .findFirst()
            .orElse("");
    if (folder.isBlank()) {
      System.err.println("Name the folder of the release: " + FLAG + "=<folder>");
      return 1;
    }
    try (ConfigurableApplicationContext context =
        new SpringApplicationBuilder(RxNormCommand.class)
            .web(WebApplicationType.NONE)
            .logStartupInfo(false)
            .run(arguments)) {
      return run(Path.of(folder), context.getBean(CdsProperties.class));
    } catch (RxNormException | KnowledgeException e) {
      System.err.println("Nothing was imported: " + e.getMessage());
    } catch (IOException | UncheckedIOException e) {
      System.err.println("Nothing was imported: " + e);
    } catch (OutOfMemoryError e) {
      System.err.println("Nothing was imported: too little memory. Maybe java -Xmx1g -jar …?");
    }
    return 1;
  }

  private static int run(Path folder, CdsProperties settings) throws IOException {
    PrintStream out = System.out;
    Instant begin = Instant.now();
    DrugCatalogue drugs = Knowledge.drugs(Folders.find(settings.knowledge(), "cds-services"));
    Path table = ImportedTable.path(settings);
    out.println("Importing RxNorm from " + folder + " into " + table);
    RxNormImport.Summary made;
    try (Progress progress = new Progress(out)) {
      made = new RxNormImport(drugs, table).run(folder, progress::of, begin);
    }
    out.printf(
        Locale.ROOT,
        "Release %s: %d products that matter with %d NDCs, %d codes of other drugs; %d look like opioids nobody knows and stay out. %.1f s.%n",
        made.release(),
        made.products(),
        made.ndcs(),
        made.others(),
        made.notKnown(),
        Duration.between(begin, Instant.now()).toMillis() / 1000.0);
    out.println(
        "It serves from the next start on. A table before it is kept as " + table + ".previous");
    return 0;
  }

  /** A bar where somebody watches, else a line for each tenth. */
  private static final class Progress implements AutoCloseable {
    private final PrintStream out;
    private @Nullable ProgressBar bar;
    private long done;
    private long told;

    Progress(PrintStream out) {
      this.out = out;
    }

    LongConsumer of(long total) {
      if (!isWatched()) {
        return count -> tell(count, total);
      }
      bar =
          new ProgressBarBuilder()
              .setTaskName("RxNorm")
              .setInitialMax(total)
              .setUnit(" MB", MEGABYTE)
              .setStyle(ProgressBarStyle.ASCII)
              .build();
      return bar::stepBy;
    }

    /** Newer JDKs have a console everywhere, and say whether it is a terminal. */
    @SuppressWarnings("SystemConsoleNull")
    private static boolean isWatched() {
      Console console = System.console();
      try {
        return console != null
            && Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
      } catch (NoSuchMethodException e) {
        return true;
      } catch (ReflectiveOperationException e) {
        return false;
      }
    }

    private void tell(long count, long total) {
      done += count;
      if (done * TENTHS / total > told) {
        told = done * TENTHS / total;
        out.println(told * TENTHS + " % of " + total / MEGABYTE + " MB read");
      }
    }

    @Override
    public void close() {
      if (bar != null) {
        bar.close();
      }
    }
  }
}

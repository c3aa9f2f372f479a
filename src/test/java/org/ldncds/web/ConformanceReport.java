package org.ldncds.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.TestWatcher;

/** Writes what became of each row to target/conformance.md and prints it when all tests are run. */
final class ConformanceReport implements TestWatcher {

  private static final Path FILE = Path.of("target/conformance.md");
  private static final Map<String, String> ROWS = new ConcurrentSkipListMap<>();

  @Override
  public void testSuccessful(ExtensionContext context) {
    keep(context, "passed");
  }

  @Override
  public void testFailed(ExtensionContext context, @Nullable Throwable cause) {
    keep(context, "**FAILED**");
  }

  @Override
  public void testAborted(ExtensionContext context, @Nullable Throwable cause) {
    keep(context, "**not run**");
  }

  private static void keep(ExtensionContext context, String result) {
    Conforms row = context.getRequiredTestMethod().getAnnotation(Conforms.class);
    ROWS.put(
        row.id() + context.getUniqueId(),
        "| " + row.id() + " | " + row.level() + " | " + row.says() + " | " + result + " |\n");
    context
        .getRoot()
        .getStore(Namespace.create(ConformanceReport.class))
        .computeIfAbsent("report", key -> (AutoCloseable) ConformanceReport::write);
  }

  private static void write() {
    String table =
        "| row | level | rule | result |\n|---|---|---|---|\n" + String.join("", ROWS.values());
    try {
      Files.createDirectories(Path.of("target"));
      Files.writeString(FILE, table);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    System.out.println(table);
  }
}

package org.ldncds.web;

import java.io.File;
import java.io.IOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** A real headless Chromium, as Debian packages it. */
final class Chromium implements AutoCloseable {

  private static final Path SCREENSHOTS = Path.of("target/screenshots");
  private static final Pattern PDF_PAGE = Pattern.compile("/Type\\s*/Page(?!s)");

  private final ChromeDriver driver;

  Chromium() throws IOException {
    Files.createDirectories(SCREENSHOTS);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(program("chromium").orElseThrow());
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync");
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(program("chromedriver").orElseThrow())
            .usingAnyFreePort()
            .build();
    this.driver = new ChromeDriver(service, options);
  }

  ChromeDriver driver() {
    return driver;
  }

  /** A window of this size, which wants light or dark pages. */
  void window(int width, int height, boolean phone, String scheme) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", phone));
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
  }

  /** The whole page, below the window too, as target/screenshots/{name}.png. */
  void screenshot(String name) throws IOException {
    Map<String, Object> shot =
        driver.executeCdpCommand(
            "Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true));
    Files.write(SCREENSHOTS.resolve(name + ".png"), decoded(shot));
  }

  /** The page as printed on paper of this size in inches, without backgrounds asked for. */
  byte[] print(double width, double height) {
    Map<String, Object> wishes = new LinkedHashMap<>();
    wishes.put("paperWidth", width);
    wishes.put("paperHeight", height);
    wishes.put("printBackground", false);
    return decoded(driver.executeCdpCommand("Page.printToPDF", wishes));
  }

  static void keep(byte[] pdf, String name) throws IOException {
    Files.write(SCREENSHOTS.resolve(name + ".pdf"), pdf);
  }

  static int pages(byte[] pdf) {
    return Math.toIntExact(
        PDF_PAGE.matcher(new String(pdf, StandardCharsets.ISO_8859_1)).results().count());
  }

  private static byte[] decoded(Map<String, Object> answer) {
    return Base64.getDecoder().decode(String.valueOf(answer.get("data")));
  }

  @Override
  public void close() {
    driver.quit();
  }

  private static Optional<File> program(String name) {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
        .map(folder -> new File(folder, name))
        .filter(File::canExecute)
        .findFirst();
  }

  /**
   * The tests of this class need a browser. Without one they are skipped, with one line that says
   * so; with {@code -Dbrowser.tests=required} they fail.
   */
  @Target(ElementType.TYPE)
  @Retention(RetentionPolicy.RUNTIME)
  @ExtendWith(Needed.class)
  @interface Required {}

  static final class Needed implements ExecutionCondition {

    private static final String SKIPPED =
        "Browser tests skipped: there is no chromium and chromedriver on the PATH. To run them: apt-get install chromium chromium-driver";

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      if (program("chromium").isPresent() && program("chromedriver").isPresent()) {
        return ConditionEvaluationResult.enabled("there is a browser");
      }
      if (System.getProperty("browser.tests", "").equals("required")) {
        throw new IllegalStateException(SKIPPED);
      }
      if (context.getTestMethod().isEmpty()) {
        System.out.println(SKIPPED);
      }
      return ConditionEvaluationResult.disabled(SKIPPED);
    }
  }
}

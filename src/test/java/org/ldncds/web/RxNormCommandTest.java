package org.ldncds.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.ldncds.knowledge.rxnorm.SmallRelease;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.node.ObjectNode;

/** The import as it is called, and the service that starts with what it made. */
@ExtendWith(OutputCaptureExtension.class)
class RxNormCommandTest {

  private final Path folder;

  RxNormCommandTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private String table() {
    return "--cds.rxnorm-table=" + folder.resolve("rxnorm-table");
  }

  private int run(Path release) {
    return RxNormCommand.run(new String[] {"--import-rxnorm=" + release, table()});
  }

  private static ConfigurableApplicationContext start(String... settings) {
    return SpringApplication.run(LdnCdsApplication.class, settings);
  }

  @Test
  void anOpioidThatOnlyTheImportedTableKnowsIsAConflict(CapturedOutput log) throws Exception {
    assertEquals(0, run(SmallRelease.write(folder.resolve("release"))));
    assertTrue(log.getAll().contains("100 % of"), log.getAll());
    assertTrue(log.getAll().contains("Release 2026-11-02: "), log.getAll());
    assertFalse(log.getAll().contains("Tomcat"), log.getAll());
    try (ConfigurableApplicationContext context = start("--server.port=0", table())) {
      assertTrue(log.getAll().contains("Drug codes: RxNorm release 2026-11-02"), log.getAll());
      String port = context.getEnvironment().getRequiredProperty("local.server.port");
      assertTrue(ask(port, SmallRelease.OXYCODONE_TABLET).contains("OpioidConflict"));
      assertFalse(ask(port, SmallRelease.AMOXICILLIN_CAPSULE).contains("CheckIncomplete"));
      assertTrue(ask(port, SmallRelease.UNKNOWN_FENTANIL_INJECTION).contains("CheckIncomplete"));
    }
  }

  private static String ask(String port, int rxcui) throws IOException, InterruptedException {
    ObjectNode request = TestRequests.naltrexone();
    TestRequests.list(
        request,
        TestRequests.concept(
            "{'coding':[{'system':'http://www.nlm.nih.gov/research/umls/rxnorm','code':'"
                + rxcui
                + "'}]}"));
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + HttpTest.SERVICE))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofByteArray(TestRequests.bytes(request)))
                    .build(),
                BodyHandlers.ofString());
    assertEquals(200, answer.statusCode(), answer.body());
    return answer.body();
  }

  @Test
  void aBrokenReleaseEndsWithOneAndASentence(CapturedOutput log) throws IOException {
    Path release = SmallRelease.write(folder.resolve("release"));
    Files.delete(release.resolve("rrf/RXNSAT.RRF"));
    assertEquals(1, run(release));
    assertTrue(log.getAll().contains("RXNSAT.RRF: this file is missing"), log.getAll());
    assertEquals(1, run(folder.resolve("nowhere")));
    assertTrue(log.getAll().contains("there is no such folder"), log.getAll());
    assertEquals(1, RxNormCommand.run(new String[] {"--import-rxnorm"}));
    assertTrue(log.getAll().contains("Name the folder of the release"), log.getAll());
    assertFalse(Files.exists(folder.resolve("rxnorm-table")));
    assertFalse(log.getAll().contains("\tat "), log.getAll());
  }

  @Test
  void aFlippedByteStopsTheStartWithFileLineAndAdvice(CapturedOutput log) throws IOException {
    assertEquals(0, run(SmallRelease.write(folder.resolve("release"))));
    Path table = folder.resolve("rxnorm-table");
    byte[] bytes = Files.readAllBytes(table);
    bytes[bytes.length / 2] ^= 1;
    Files.write(table, bytes);
    String refusal = refusal("--server.port=0", table());
    assertTrue(refusal.contains("rxnorm-table:") && refusal.contains("checksum"), refusal);
    assertTrue(log.getAll().contains("put the previous table"), log.getAll());
  }

  @Test
  void aTableThatIsSetAndMissingStopsTheStart() {
    String refusal = refusal("--server.port=0", table());
    assertTrue(refusal.contains("there is no such file"), refusal);
  }

  private static String refusal(String... settings) {
    try (ConfigurableApplicationContext context = start(settings)) {
      return "started: " + context.isActive();
    } catch (RuntimeException refusal) {
      Throwable fault = refusal;
      while (fault.getCause() != null) {
        fault = fault.getCause();
      }
      return String.valueOf(fault.getMessage());
    }
  }
}
